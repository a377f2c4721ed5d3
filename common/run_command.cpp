// Finds programs, and runs them to their end.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <sstream>
#include <system_error>

#include "common/child_process.hpp"
#include "common/files.hpp"

namespace tiga::common {
namespace {

bool is_executable(const std::filesystem::path& file) {
  std::error_code unreadable;
  return std::filesystem::is_regular_file(file, unreadable) && ::access(file.c_str(), X_OK) == 0;
}

}  // namespace

CommandResult run_command(Command command, Nanoseconds limit) {
  const TemporaryFolder folder;
  const Deadline deadline = Deadline::after(limit);
  command.error_file = folder.path() / "stderr";
  ChildProcess child = ChildProcess::start(command);
  CommandResult result;
  result.output = child.read_all(deadline);
  if (const auto report = child.wait(deadline)) {
    result.report = *report;
  } else {
    child.signal(SIGKILL);
    result.report = child.wait(Deadline::after(std::chrono::seconds(10))).value_or(ExitReport{});
  }
  result.error = read_file(command.error_file);
  return result;
}

std::filesystem::path find_program(const std::string& program) {
  if (program.find('/') != std::string::npos) {
    return is_executable(program) ? program : "";
  }
  const char* path = std::getenv("PATH");
  std::istringstream folders(std::string(path == nullptr ? "" : path) +
                             ":/usr/local/sbin:/usr/sbin:/sbin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::filesystem::path file = std::filesystem::path(folder) / program;
    if (is_executable(file)) {
      return file;
    }
  }
  return {};
}

bool is_installed(const std::string& program) { return !find_program(program).empty(); }

}  // namespace tiga::common
