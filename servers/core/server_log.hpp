// Log lines of a running server, on standard error.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "servers/core/options.hpp"

namespace spdlog {
class logger;
}

namespace tiga::servers::core {

/// Writes whole lines to standard error, at the chosen level. Thread-safe.
class ServerLog {
 public:
  explicit ServerLog(LogLevel level);

  bool requests() const { return level_ == LogLevel::requests; }
  /// One request: `peer "GET / HTTP/1.1" 200 122`, followed by `note` if not empty.
  void request(std::string_view peer, std::string_view request_line, int status,
               std::size_t bytes_sent, std::string_view note = {}) const;
  /// A message for the operator.
  void error(std::string_view text) const;

 private:
  LogLevel level_;
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace tiga::servers::core
