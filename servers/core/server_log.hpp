// What a server says while it runs, on standard error.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "servers/core/options.hpp"

namespace spdlog {
class logger;
}

namespace tiga::servers::core {

/// Writes whole lines to standard error at the level that the user chose. Thread-safe.
class ServerLog {
 public:
  explicit ServerLog(LogLevel level);

  bool requests() const { return level_ == LogLevel::requests; }
  /// One request: `peer "GET / HTTP/1.1" 200 122`, then `note`, if any.
  void request(std::string_view peer, std::string_view request_line, int status,
               std::size_t octets_sent, std::string_view note = {}) const;
  /// Something that the operator should know.
  void error(std::string_view text) const;

 private:
  LogLevel level_;
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace tiga::servers::core
