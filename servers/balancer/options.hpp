// What a user can set on the balancer beyond what every server has.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "common/endpoint.hpp"
#include "servers/core/options.hpp"

namespace tiga::servers::balancer {

/// What is dealt out to the backends in turn.
enum class Unit : std::uint8_t {
  request,     ///< each request; connections to backends are pooled
  connection,  ///< each client connection, octets passed through, as the course's balancer did
};

inline constexpr std::size_t most_backends = 64;

struct Options {
  core::Options server;
  std::vector<common::Endpoint> backends;
  Unit unit = Unit::request;
  std::chrono::milliseconds request_timeout{
      10'000};  ///< for a backend to answer; the first try of a request that may
                ///< be repeated gets half of it
  std::chrono::milliseconds check_interval{
      1'000};  ///< between checks of a backend that is passed over
};

/// Reads the command line. Nothing when help or the version was asked for. Throws
/// common::UsageError.
std::optional<Options> parse_command_line(int argc, const char* const* argv);

}  // namespace tiga::servers::balancer
