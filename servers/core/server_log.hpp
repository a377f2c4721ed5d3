// Log lines of a running server, on standard error.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "servers/core/counters.hpp"
#include "servers/core/options.hpp"

namespace spdlog {
class logger;
}

namespace tiga::servers::core {

/// How many lines were dropped because nobody read standard error. In memory that the processes of
/// a server share.
struct LogDrops {
  Counter& all;
  std::atomic<std::uint64_t>& told;  ///< those that a line of the log has told
};

/// Writes whole lines to standard error, at the chosen level. Never waits for a reader: a line that
/// is not taken at once is dropped, and the next line that is taken is preceded by one that tells
/// how many were. Thread-safe, and used by several processes at once after fork().
class ServerLog {
 public:
  /// What `drops` refers to must outlive it.
  ServerLog(LogLevel level, LogDrops drops);

  bool requests() const { return level_ == LogLevel::requests; }
  /// One request: `peer "GET / HTTP/1.1" 200 122`, followed by `note` if not empty. A very long
  /// request line is cut and ends with "...".
  void request(std::string_view peer, std::string_view request_line, int status,
               std::size_t bytes_sent, std::string_view note = {}) const;
  /// A message for the operator.
  void error(std::string_view text) const;
  /// Tells now how many lines were dropped since this was last told. Call it when the server ends.
  void finish() const;

 private:
  LogLevel level_;
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace tiga::servers::core
