// Loopback sockets for a fuzzer. Any failure ends the program.
#pragma once

#include <cstdint>

#include "common/unique_fd.hpp"

namespace tiga::fuzz {

/// Listens on 127.0.0.1; port 0: a free one. Never blocks.
common::UniqueFd listen_at(std::uint16_t port);
/// Connects from 127.0.0.`host` to 127.0.0.1; never blocks afterwards.
common::UniqueFd connect_from(std::uint32_t host, std::uint16_t port);
/// Waits until poll(2) reports one of `events`, however long.
void await(const common::UniqueFd& socket, short events);
/// Ends a connection with a reset: unlike a close it leaves no port in TIME_WAIT.
void reset(common::UniqueFd& socket);
/// The open descriptors among the first 96 numbers, more than a fuzzer and its balancer use.
int open_descriptors();

}  // namespace tiga::fuzz
