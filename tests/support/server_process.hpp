// A server program under test: started on a free port, stopped with SIGTERM.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"

namespace tiga::tests {

/// One running server. What it writes to standard error is kept in a file. Its end kills the
/// process.
class ServerProcess {
 public:
  /// Starts `build/…/bin/NAME 0 OPTIONS…` and waits for its line `listening on HOST:PORT`. Throws
  /// CannotRun, with what the program said, when none comes. `shell_prefix` runs in a shell before
  /// it ("ulimit -n 64").
  explicit ServerProcess(const std::string& name, const std::vector<std::string>& options = {},
                         const std::string& shell_prefix = {});

  std::uint16_t port() const { return port_; }
  std::string endpoint() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string url(const std::string& path = "/") const { return "http://" + endpoint() + path; }
  pid_t pid() const { return process_.pid(); }

  void signal(int number) const { process_.signal(number); }
  /// SIGTERM, and how it ended; killed when it takes longer than `limit`.
  common::ExitReport stop(common::Nanoseconds limit = std::chrono::seconds(20));
  /// Waits for its end without asking for it; nothing while it runs.
  std::optional<common::ExitReport> wait(common::Nanoseconds limit);

  /// What it has written to standard error so far.
  std::string log() const;
  std::vector<std::string> log_lines() const;

 private:
  common::TemporaryFolder folder_;
  std::filesystem::path log_file_;
  common::ChildProcess process_;
  std::uint16_t port_ = 0;
};

}  // namespace tiga::tests
