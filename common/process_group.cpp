#include "common/process_group.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::common {
namespace {

// Fields of /proc/PID/stat after the command's name, counted from 0 (proc(5) counts from 1, two
// fields earlier).
constexpr std::size_t group_field = 2;
constexpr std::size_t waited_user_field = 13;
constexpr std::size_t waited_system_field = 14;
constexpr std::size_t threads_field = 17;

std::string proc_file(pid_t pid, std::string_view name) {
  try {
    return read_file("/proc/" + std::to_string(pid) + "/" + std::string(name));
  } catch (const CannotRun&) {
    return "";  // it has ended
  }
}

// Empty if there is no such process.
std::vector<std::int64_t> stat_fields(pid_t pid) {
  const std::string line = proc_file(pid, "stat");
  const std::size_t name_end = line.rfind(')');  // the name may contain any character
  std::vector<std::int64_t> fields;
  if (name_end != std::string::npos) {
    std::istringstream rest(line.substr(name_end + 1));
    for (std::string field; fields.size() <= threads_field && rest >> field;) {
      std::int64_t value = 0;  // the state is a letter
      std::from_chars(field.data(), field.data() + field.size(), value);
      fields.push_back(value);
    }
  }
  return fields.size() > threads_field ? fields : std::vector<std::int64_t>{};
}

}  // namespace

std::vector<pid_t> members_of(std::span<const pid_t> groups) {
  std::vector<pid_t> members;
  std::error_code gone;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", gone)) {
    const std::string name = entry.path().filename().string();
    pid_t pid = 0;
    const auto number = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (number.ec != std::errc{}) {
      continue;
    }
    const auto fields = stat_fields(pid);
    if (!fields.empty() &&
        std::ranges::find(groups, static_cast<pid_t>(fields[group_field])) != groups.end()) {
      members.push_back(pid);
    }
  }
  return members;
}

std::optional<Nanoseconds> cpu_time_of(pid_t pid) {
  clockid_t clock = 0;
  timespec time{};
  const auto fields = stat_fields(pid);
  if (fields.empty() || ::clock_getcpuclockid(pid, &clock) != 0 ||
      ::clock_gettime(clock, &time) != 0) {
    return std::nullopt;
  }
  const std::chrono::seconds ticks(fields[waited_user_field] + fields[waited_system_field]);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec) +
         Nanoseconds(ticks) / ::sysconf(_SC_CLK_TCK);
}

std::uint64_t threads_of(pid_t pid) {
  const auto fields = stat_fields(pid);
  return fields.empty() ? 0 : static_cast<std::uint64_t>(fields[threads_field]);
}

std::uint64_t peak_memory_kib_of(pid_t pid) {
  constexpr std::string_view label = "VmHWM:";
  const std::string status = proc_file(pid, "status");
  const std::size_t line = status.find(label);
  std::uint64_t kib = 0;
  if (line != std::string::npos) {
    std::istringstream(status.substr(line + label.size())) >> kib;
  }
  return kib;
}

}  // namespace tiga::common
