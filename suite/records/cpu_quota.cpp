#include "suite/records/cpu_quota.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>

#include "common/numbers.hpp"
#include "common/text.hpp"

namespace tiga::suite::records {
namespace {

namespace fs = std::filesystem;

// The first line; "" if there is no such file.
std::string line_in(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

std::optional<double> share(std::string_view quota, std::string_view period) {
  const auto time = common::to_number<double>(quota);  // "max" and -1: no limit
  const auto of = common::to_number<double>(period);
  return time && of && *time > 0 && *of > 0 ? std::optional(*time / *of) : std::nullopt;
}

// Of one group: "50000 100000" in version 2, a file each in version 1.
std::optional<double> quota_of(const fs::path& group) {
  const std::string both = line_in(group / "cpu.max");
  if (const auto words = common::words_between_blanks(both); words.size() == 2) {
    return share(words[0], words[1]);
  }
  return share(line_in(group / "cpu.cfs_quota_us"), line_in(group / "cpu.cfs_period_us"));
}

void take_least(std::optional<double>& least, const std::optional<double>& other) {
  if (other) {
    least = std::min(least.value_or(*other), *other);
  }
}

// Of the group and all above it, up to what is mounted: in a container that is its own group,
// whatever its path is outside.
std::optional<double> least_quota(const fs::path& mounted, const fs::path& path) {
  std::optional<double> least = quota_of(mounted);
  for (fs::path group = path.relative_path(); !group.empty(); group = group.parent_path()) {
    take_least(least, quota_of(mounted / group));
  }
  return least;
}

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (list.substr(0, comma) == word) {
      return true;
    }
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

}  // namespace

// A line for each hierarchy: "0::/user.slice" (version 2), "4:cpu,cpuacct:/docker/1f" (version 1).
std::optional<double> cpu_quota(const fs::path& groups, const fs::path& mounted) {
  std::optional<double> least;
  std::ifstream lines(groups);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos) {
      continue;
    }
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const fs::path path = line.substr(second + 1);
    if (controllers.empty()) {
      take_least(least, least_quota(mounted, path));
    } else if (has_word(controllers, "cpu")) {
      take_least(least, least_quota(mounted / controllers, path));
      take_least(least, least_quota(mounted / "cpu", path));
    }
  }
  return least;
}

}  // namespace tiga::suite::records
