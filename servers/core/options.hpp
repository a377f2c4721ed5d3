// What a user can set on every server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "http/limits.hpp"
#include "servers/core/rate_floor.hpp"

namespace tiga::servers::core {

enum class LogLevel : std::uint8_t {
  none,
  errors,    ///< what went wrong with the server itself
  requests,  ///< also a line for each request
};

/// Options that all servers share. cli.hpp reads them from a command line.
struct Options {
  std::string host = "127.0.0.1";                  ///< address or name to listen on
  std::uint16_t port = 0;                          ///< 0: a free one
  std::filesystem::path root;                      ///< folder of the files served; empty: none
  std::size_t file_cache = std::size_t{16} << 20;  ///< octets of small files kept; 0: none
  int backlog = 4096;                   ///< listen(2); the kernel caps it at net.core.somaxconn
  std::size_t max_connections = 10000;  ///< at once; past it a client gets 503
  std::size_t max_connections_per_address = 0;  ///< by IPv4 address or IPv6 /64; 0: no limit
  http::Limits limits;
  std::chrono::milliseconds header_timeout{
      10'000};  ///< from a request's first octet to the end of its head
  std::chrono::milliseconds body_timeout{
      30'000};  ///< from the end of the head to the end of the content
  std::chrono::milliseconds idle_timeout{
      60'000};  ///< with no request in progress, or a reply that does not move
  std::uint64_t min_body_rate = 240;  ///< octets/s of a request's content; 0: no floor
  std::uint64_t min_read_rate = 240;  ///< octets/s of a reply that waits for its client; 0: none
  std::chrono::milliseconds rate_grace{5'000};  ///< before either rate counts
  std::chrono::milliseconds drain_timeout{
      10'000};  ///< from SIGTERM to the end, whatever is still open
  LogLevel log = LogLevel::errors;
  std::filesystem::path stats_file;  ///< counters are written there as JSON at the end; empty: not

  RateFloor body_floor() const { return {min_body_rate, rate_grace}; }
  RateFloor read_floor() const { return {min_read_rate, rate_grace}; }
};

/// Lingering close: at most this much is read and dropped, for at most this long (RFC 9112 §9.6).
inline constexpr std::size_t linger_octets = std::size_t{64} * 1024;
inline constexpr std::chrono::milliseconds linger_time{500};

}  // namespace tiga::servers::core
