// Options of the balancer beyond those of every server.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/endpoint.hpp"
#include "servers/balancer/picker.hpp"
#include "servers/core/options.hpp"

namespace tiga::servers::balancer {

/// What is distributed among the backends.
enum class Unit : std::uint8_t {
  request,     ///< each request; backend connections are pooled
  connection,  ///< each client connection, passed through byte by byte, as in the course's balancer
};

inline constexpr std::size_t most_backends = 64;

struct Options {
  core::Options server;
  std::vector<common::Endpoint> backends;
  Unit unit = Unit::request;
  Policy policy = Policy::round_robin;

  /// Time for backends to answer a request, in all, without the time in which its client is
  /// awaited; the first of two tries gets half of it.
  std::chrono::milliseconds request_timeout{10'000};

  bool check_all = false;  ///< otherwise only backends that are down are checked
  std::string check_path;  ///< requested by a check; empty: connecting is enough
  std::chrono::milliseconds check_interval{1'000};  ///< between checks; also the time for one check
  std::uint32_t eject_after = 5;                    ///< consecutive failures; 0: never
  std::chrono::milliseconds eject_time{10'000};     ///< until an ejected backend is used again

  std::uint32_t max_backend_connections = 0;  ///< to each backend at once; 0: no limit
  std::uint32_t queue = 1'024;                ///< requests that may wait for a backend
  std::chrono::milliseconds queue_timeout{5'000};

  std::optional<std::uint16_t> admin_port;  ///< of the status page, on 127.0.0.1; none: no page
};

/// Reads the command line. `nullopt` after printing help or the version. Throws common::UsageError.
std::optional<Options> parse_command_line(int argc, const char* const* argv);

}  // namespace tiga::servers::balancer
