#include "common/cpu_set.hpp"

#include <sched.h>

#include <algorithm>
#include <charconv>

#include "common/error.hpp"
#include "common/text.hpp"

namespace tiga::common {

CpuSet available_cpus() {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  if (::sched_getaffinity(0, sizeof mask, &mask) != 0) {
    throw_errno("cannot read the CPU affinity");
  }
  CpuSet cpus;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(static_cast<unsigned>(cpu), &mask)) {
      cpus.push_back(cpu);
    }
  }
  return cpus;
}

std::size_t allowed_cpus(pid_t process) noexcept {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  return ::sched_getaffinity(process, sizeof mask, &mask) == 0
             ? static_cast<std::size_t>(CPU_COUNT(&mask))
             : 0;
}

void pin_to(const CpuSet& cpus) {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  for (const int cpu : cpus) {
    CPU_SET(static_cast<unsigned>(cpu), &mask);
  }
  if (::sched_setaffinity(0, sizeof mask, &mask) != 0) {
    throw_errno("cannot pin to cores " + to_string(cpus));
  }
}

std::string to_string(const CpuSet& cpus) {
  std::string text;
  for (std::size_t first = 0; first < cpus.size();) {
    std::size_t last = first;
    while (last + 1 < cpus.size() && cpus[last + 1] == cpus[last] + 1) {
      ++last;
    }
    text += (text.empty() ? "" : ",") + std::to_string(cpus[first]);
    if (last > first) {
      text += "-" + std::to_string(cpus[last]);
    }
    first = last + 1;
  }
  return text;
}

std::optional<CpuSet> parse_cpu_set(std::string_view text) {
  text = trimmed(text, " \t\n");
  CpuSet cpus;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto number = [&](int& value) {
    const auto [rest, error] = std::from_chars(at, end, value);
    at = rest;
    return error == std::errc() && value >= 0 && value < CPU_SETSIZE;
  };
  while (at != end) {
    int from = 0;
    if (!number(from)) {
      return std::nullopt;
    }
    int to = from;
    if (at != end && *at == '-' && (++at, !number(to) || to < from)) {
      return std::nullopt;
    }
    for (int cpu = from; cpu <= to; ++cpu) {
      cpus.push_back(cpu);
    }
    if (at != end && (*at++ != ',' || at == end)) {
      return std::nullopt;
    }
  }
  std::ranges::sort(cpus);
  cpus.erase(std::unique(cpus.begin(), cpus.end()), cpus.end());
  return cpus;
}

}  // namespace tiga::common
