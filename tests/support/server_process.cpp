#include "tests/support/server_process.hpp"

#include <sstream>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

common::Command command_for(const std::string& name, const std::vector<std::string>& options,
                            const std::string& shell_prefix,
                            const std::filesystem::path& log_file) {
  common::Command command;
  if (!shell_prefix.empty()) {
    command.arguments = {"sh", "-c", shell_prefix + "; exec \"$0\" \"$@\""};
  }
  command.arguments.push_back(program(name));
  command.arguments.emplace_back("0");
  command.arguments.insert(command.arguments.end(), options.begin(), options.end());
  command.error_file = log_file;
  return command;
}

}  // namespace

ServerProcess::ServerProcess(const std::string& name, const std::vector<std::string>& options,
                             const std::string& shell_prefix)
    : log_file_(folder_.path() / "stderr"),
      process_(common::ChildProcess::start(command_for(name, options, shell_prefix, log_file_))) {
  static constexpr std::string_view ready = "listening on ";
  const auto line = process_.read_line(common::Deadline::after(std::chrono::seconds(30)));
  if (!line || !line->starts_with(ready)) {
    throw common::CannotRun(name + " did not get ready: " + line.value_or("") + log());
  }
  port_ = common::parse_endpoint(line->substr(ready.size())).port;
}

common::ExitReport ServerProcess::stop(common::Nanoseconds limit) {
  return process_.stop(common::Deadline::after(limit));
}

std::optional<common::ExitReport> ServerProcess::wait(common::Nanoseconds limit) {
  return process_.wait(common::Deadline::after(limit));
}

std::string ServerProcess::log() const { return common::read_file(log_file_); }

std::vector<std::string> ServerProcess::log_lines() const {
  std::istringstream text(log());
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    lines.push_back(line);
  }
  return lines;
}

}  // namespace tiga::tests
