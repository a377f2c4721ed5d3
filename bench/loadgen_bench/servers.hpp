// The servers under load, and the bytes exchanged with them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "bench/loadgen_bench/generators.hpp"
#include "common/files.hpp"
#include "tests/support/nginx.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::bench {

/// A server of tests/support on a free port of 127.0.0.1, pinned; the destructor kills it.
class Server {
 public:
  /// "nginx" (one worker, no access log, a page of 100 bytes) or "bare" (bare_epoll_server). Throws
  /// UsageError for another name, CannotRun if it does not start.
  Server(const std::string& name, const common::CpuSet& cpus);

  std::string url() const { return nginx_ ? nginx_->url() : bare_->url(); }
  std::uint16_t port() const { return nginx_ ? nginx_->port() : bare_->port(); }

 private:
  common::TemporaryFolder folder_;  // what nginx serves
  std::optional<tests::Nginx> nginx_;
  std::optional<tests::ServerProcess> bare_;
};

/// The first request that a generator sends, byte for byte. Throws CannotRun if none arrives.
std::string capture_request(const Generator& generator, Mode mode);

/// Bytes of the server's reply to that request, head and content.
std::size_t reply_bytes(const Server& server, const std::string& request);

}  // namespace tiga::bench
