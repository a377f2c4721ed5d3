// What the process of one connection does.
#pragma once

#include "common/unique_fd.hpp"
#include "servers/blocking/connection.hpp"

namespace tiga::servers::process {

/// In the parent, before the first fork: how SIGTERM, which is blocked, ends a child's rest.
void prepare_visits();

/// In the child: serves `socket` to its end, lingering close included. SIGTERM ends the connection
/// where no request is in progress. Once in a process.
void visit(blocking::Connection& connection, common::UniqueFd socket);

}  // namespace tiga::servers::process
