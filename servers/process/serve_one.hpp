// The work of a child process: it serves one connection.
#pragma once

#include "common/unique_fd.hpp"
#include "servers/blocking/connection.hpp"

namespace tiga::servers::process {

/// Call in the parent before the first fork: installs the handler by which SIGTERM, which is
/// blocked, ends an idle connection of a child.
void install_drain_handler();

/// Call once, in the child: serves `socket` to its end, lingering close included. SIGTERM ends the
/// connection if no request is in progress.
void serve_one(blocking::Connection& connection, common::UniqueFd socket);

}  // namespace tiga::servers::process
