// Options that every server has.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "http/limits.hpp"
#include "servers/core/rate_floor.hpp"

namespace tiga::servers::core {

/// How an event loop waits for the kernel.
enum class Engine : std::uint8_t {
  asio,      ///< readiness: Boost.Asio, on epoll(7)
  io_uring,  ///< completion: operations are queued and the kernel reports their ends; Linux 6.1
};

enum class LogLevel : std::uint8_t {
  none,
  errors,    ///< errors of the server itself
  requests,  ///< also one line for each request
};

/// Options that all servers share; cli.cpp reads them.
struct Options {
  std::string host = "127.0.0.1";                  ///< address or name to listen on
  std::uint16_t port = 0;                          ///< 0: a free one
  std::filesystem::path root;                      ///< folder of the files to serve; empty: none
  std::size_t file_cache = std::size_t{16} << 20;  ///< bytes of cached small files; 0: no cache
  int backlog = 4096;                   ///< listen(2); the kernel caps it at net.core.somaxconn
  std::size_t max_connections = 10000;  ///< at once; above it a client gets 503
  std::size_t max_connections_per_address = 0;  ///< by IPv4 address or IPv6 /64; 0: no limit
  http::Limits limits;
  std::chrono::milliseconds header_timeout{
      10'000};  ///< from the first byte of a request to the end of its head
  std::chrono::milliseconds body_timeout{
      30'000};  ///< from the end of the head to the end of the content
  std::chrono::milliseconds idle_timeout{
      60'000};  ///< without a request in progress, or for a reply that makes no progress
  std::uint64_t min_body_rate = 240;  ///< bytes/s of a request's content; 0: no minimum
  std::uint64_t min_read_rate =
      240;  ///< bytes/s of a reply that waits for its client; 0: no minimum
  std::chrono::milliseconds rate_grace{5'000};  ///< before either rate applies
  std::chrono::milliseconds drain_timeout{
      10'000};                   ///< from SIGTERM to the exit, whatever is still open
  Engine engine = Engine::asio;  ///< of a server with an event loop
  LogLevel log = LogLevel::errors;
  std::filesystem::path
      stats_file;  ///< the counters are written there as JSON at exit; empty: not written

  RateFloor body_floor() const { return {min_body_rate, rate_grace}; }
  RateFloor read_floor() const { return {min_read_rate, rate_grace}; }
};

/// A lingering close reads and drops at most this many bytes, for at most this long (RFC 9112
/// §9.6).
inline constexpr std::size_t linger_bytes = std::size_t{64} * 1024;
inline constexpr std::chrono::milliseconds linger_time{500};

}  // namespace tiga::servers::core
