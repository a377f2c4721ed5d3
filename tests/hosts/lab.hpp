// Hosts h1, h2, ... in this machine: scripts/lab for tests.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"

namespace tiga::tests {

/// What a lab needs and is not there: "" if nothing is missing.
std::string missing_for_lab();

/// Without it, mpirun and the module for MPI of this build: the same.
std::string missing_for_mpi();

/// A lab of its own; its end ends every process in it. Not thread-safe.
class Lab {
 public:
  /// Throws CannotRun.
  explicit Lab(std::size_t hosts);

  /// A command on a host (from 1; 0 is the bridge), not yet run.
  common::Command command(std::size_t host, const std::vector<std::string>& arguments) const;
  /// Runs it to its end.
  common::CommandResult run(std::size_t host, const std::vector<std::string>& arguments,
                            common::Nanoseconds limit = std::chrono::seconds(60)) const;
  /// Runs a shell's command; throws CannotRun unless it succeeds.
  void must(std::size_t host, const std::string& shell_command) const;
  /// Processes of a host, "PID COMMAND".
  std::vector<std::string> processes(std::size_t host) const;
  /// Those of all hosts whose command has that text.
  std::vector<std::string> processes_with(const std::string& text) const;
  /// The oldest process of a host whose command begins with that text; 0 if there is none.
  int process_of(std::size_t host, const std::string& text) const;

  /// What mpirun needs to know: a file with the first `hosts`, one process for each.
  std::string host_file(std::size_t hosts) const;
  /// For files of the test; each host sees it.
  const std::filesystem::path& folder() const { return folder_.path(); }
  /// Processes that keep the lab: each must end with it.
  int keeper() const { return lab_.pid(); }

 private:
  std::size_t hosts_;
  common::TemporaryFolder folder_;
  common::ChildProcess lab_;
  std::string path_;  // the lab's folder
};

}  // namespace tiga::tests
