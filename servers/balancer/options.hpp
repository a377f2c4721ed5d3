// What a user can set on the balancer beyond what every server has.
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

/// What is dealt out to the backends.
enum class Unit : std::uint8_t {
  request,     ///< each request; connections to backends are pooled
  connection,  ///< each client connection, octets passed through, as the course's balancer did
};

inline constexpr std::size_t most_backends = 64;

struct Options {
  core::Options server;
  std::vector<common::Endpoint> backends;
  Unit unit = Unit::request;
  Policy policy = Policy::round_robin;

  /// For a backend to answer; the first of two tries gets half of it.
  std::chrono::milliseconds request_timeout{10'000};

  bool check_all = false;  ///< else only backends that are down are checked
  std::string check_path;  ///< asked for by a check; empty: to connect is enough
  std::chrono::milliseconds check_interval{1'000};  ///< between checks; also a check's time
  std::uint32_t eject_after = 5;                    ///< failures in a row; 0: never
  std::chrono::milliseconds eject_time{10'000};     ///< until an ejected backend is tried again

  std::uint32_t max_backend_connections = 0;  ///< to each, at once; 0: no limit
  std::uint32_t queue = 1'024;                ///< requests that may wait for room at a backend
  std::chrono::milliseconds queue_timeout{5'000};

  std::optional<std::uint16_t> admin_port;  ///< of the status page, on 127.0.0.1; none: no page
};

/// Reads the command line. Nothing when help or the version was asked for. Throws
/// common::UsageError.
std::optional<Options> parse_command_line(int argc, const char* const* argv);

}  // namespace tiga::servers::balancer
