#include "common/cpu_set.hpp"

#include <sched.h>

#include "common/error.hpp"

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

}  // namespace tiga::common
