#include "tests/support/process_info.hpp"

#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "common/error.hpp"
#include "common/files.hpp"
#include "common/process_group.hpp"

namespace tiga::tests {
namespace {

std::string proc(pid_t pid, const char* name) {
  return "/proc/" + std::to_string(pid) + "/" + name;
}

// The fields of /proc/PID/stat after the command's name, which may hold anything: [0] is the state,
// field 3. Throws CannotRun if the process has ended, also between opening and reading the file.
std::vector<std::string> stat_fields(pid_t pid) {
  const std::string line = common::read_file(proc(pid, "stat"));
  std::istringstream rest(line.substr(line.rfind(')') + 1));
  std::vector<std::string> fields;
  for (std::string field; rest >> field;) {
    fields.push_back(field);
  }
  if (fields.empty()) {
    throw common::CannotRun("there is no process " + std::to_string(pid));
  }
  return fields;
}

}  // namespace

std::size_t resident_bytes(pid_t pid) {
  std::istringstream pages(common::read_file(proc(pid, "statm")));
  std::size_t whole = 0;
  std::size_t resident = 0;
  pages >> whole >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::vector<std::string> open_descriptors(pid_t pid) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(proc(pid, "fd"))) {
    std::error_code gone;
    found.push_back(std::filesystem::read_symlink(entry.path(), gone).string());
  }
  return found;
}

std::size_t thread_count(pid_t pid) { return std::stoul(stat_fields(pid).at(17)); }

common::Nanoseconds cpu_time(pid_t pid) {
  const auto used = common::cpu_time_of(pid);
  if (!used) {
    throw common::CannotRun("there is no process " + std::to_string(pid));
  }
  return *used;
}

std::vector<pid_t> with_children(pid_t pid) {
  std::vector<pid_t> family = {pid};
  std::istringstream children(
      common::read_file(proc(pid, "task") + "/" + std::to_string(pid) + "/children"));
  for (pid_t child = 0; children >> child;) {
    family.push_back(child);
  }
  return family;
}

bool is_alive(pid_t pid) {
  try {
    const std::string state = stat_fields(pid).at(0);
    return state != "Z" && state != "X";
  } catch (const common::CannotRun&) {
    return false;
  }
}

bool is_stopped(pid_t pid) { return stat_fields(pid).at(0) == "T"; }

}  // namespace tiga::tests
