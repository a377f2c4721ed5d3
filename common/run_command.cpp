// Finds programs, runs them to their end, and quotes what they printed last.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <sstream>
#include <system_error>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "common/text.hpp"

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
  const auto report = child.wait(deadline);
  result.report = report ? *report : child.stop(Deadline::after(std::chrono::seconds(10)), SIGKILL);
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

std::string stderr_tail(const std::filesystem::path& error_file) noexcept {
  try {
    return last_line(read_file(error_file));
  } catch (const std::exception&) {
    return "";  // it printed nothing, or the file cannot be read
  }
}

std::string last_line(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  if (last == std::string_view::npos) {
    return "";
  }
  text = text.substr(0, last + 1);
  return std::string(whole_characters(text.substr(text.find_last_of('\n') + 1), 200));
}

bool is_installed(const std::string& program) { return !find_program(program).empty(); }

}  // namespace tiga::common
