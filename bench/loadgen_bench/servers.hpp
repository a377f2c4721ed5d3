// The servers under load, and the bytes exchanged with them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "bench/loadgen_bench/generators.hpp"
#include "common/child_process.hpp"
#include "common/files.hpp"

namespace tiga::bench {

/// A server on a free port of 127.0.0.1, pinned; the destructor kills it.
class Server {
 public:
  /// "nginx" (one worker, no access log, a page of 100 bytes) or "bare" (bare_epoll_server). Throws
  /// UsageError for another name, CannotRun if it does not start.
  Server(const std::string& name, const std::filesystem::path& bin, const common::CpuSet& cpus);

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }
  std::uint16_t port() const { return port_; }

 private:
  void start_nginx(const common::CpuSet& cpus);
  void start_bare(const std::filesystem::path& bin, const common::CpuSet& cpus);

  common::TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  std::optional<common::ChildProcess> process_;
};

/// The first request that a generator sends, byte for byte. Throws CannotRun if none arrives.
std::string capture_request(const Generator& generator, Mode mode);

/// Bytes of the server's reply to that request, head and content.
std::size_t reply_bytes(const Server& server, const std::string& request);

}  // namespace tiga::bench
