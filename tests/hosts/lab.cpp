#include "tests/hosts/lab.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <sstream>

#include "common/error.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;

std::string lab_script() { return (source_folder() / "scripts/lab").string(); }

bool namespaces_are_permitted() {
  return common::is_installed("unshare") &&
         common::run_command(
             {.arguments = {"unshare", "--net", "--uts", "--mount", "--pid", "--fork", "true"},
              .error_file = "/dev/null"},
             20s)
             .report.succeeded();
}

common::ChildProcess start_lab(std::size_t hosts, const std::filesystem::path& folder) {
  return common::ChildProcess::start({.arguments = {lab_script(), "up", std::to_string(hosts)},
                                      .environment = {"TMPDIR=" + folder.string()}});
}

}  // namespace

std::string missing_for_lab() {
  if (!namespaces_are_permitted()) {
    return "network namespaces (root)";
  }
  for (const char* program : {"ip", "tc", "nft"}) {
    if (!common::is_installed(program)) {
      return program;
    }
  }
  return "";
}

std::string missing_for_mpi() {
  if (const std::string missing = missing_for_lab(); !missing.empty()) {
    return missing;
  }
  if (!common::is_installed("mpirun")) {
    return "mpirun (openmpi-bin)";
  }
  return std::filesystem::exists(program("libtiga_mpi.so")) ? "" : "MPI in this build (make hosts)";
}

Lab::Lab(std::size_t hosts) : hosts_(hosts), lab_(start_lab(hosts, folder_.path())) {
  path_ = lab_.read_line(common::Deadline::after(60s)).value_or("");
  if (path_.empty()) {
    throw common::CannotRun("the lab does not start");
  }
}

common::Command Lab::command(std::size_t host, const std::vector<std::string>& arguments) const {
  common::Command command{.arguments = {lab_script(), "exec", std::to_string(host)},
                          .environment = {"TIGA_LAB=" + path_}};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  return command;
}

common::CommandResult Lab::run(std::size_t host, const std::vector<std::string>& arguments,
                               common::Nanoseconds limit) const {
  return common::run_command(command(host, arguments), limit);
}

void Lab::must(std::size_t host, const std::string& shell_command) const {
  const auto result = run(host, {"sh", "-c", shell_command});
  if (!result.report.succeeded()) {
    throw common::CannotRun(fmt::format("{}: {}", shell_command, result.error));
  }
}

std::vector<std::string> Lab::processes(std::size_t host) const {
  const auto listed = common::run_command({.arguments = {lab_script(), "ps", std::to_string(host)},
                                           .environment = {"TIGA_LAB=" + path_}},
                                          20s);
  std::vector<std::string> found;
  std::istringstream lines(listed.output);
  for (std::string line; std::getline(lines, line);) {
    found.push_back(line);
  }
  return found;
}

std::vector<std::string> Lab::processes_with(const std::string& text) const {
  std::vector<std::string> found;
  for (std::size_t host = 1; host <= hosts_; ++host) {
    for (const std::string& process : processes(host)) {
      if (process.find(text) != std::string::npos) {
        found.push_back(fmt::format("h{}: {}", host, process));
      }
    }
  }
  return found;
}

int Lab::process_of(std::size_t host, const std::string& text) const {
  int first = 0;
  for (const std::string& process : processes(host)) {
    const int pid = std::stoi(process);
    if (process.find(" " + text) == process.find(' ') && (first == 0 || pid < first)) {
      first = pid;
    }
  }
  return first;
}

std::string Lab::host_file(std::size_t hosts) const {
  std::string text;
  for (std::size_t host = 1; host <= hosts; ++host) {
    text += fmt::format("h{} slots=1\n", host);
  }
  const auto file = folder_.path() / fmt::format("hosts-{}", hosts);
  common::write_file(file, text);
  return file.string();
}

}  // namespace tiga::tests
