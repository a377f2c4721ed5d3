#include "suite/measure/system_meter.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <system_error>

#include "common/error.hpp"

namespace tiga::suite::measure {
namespace {

// "cpu user nice system idle iowait irq softirq steal guest guest_nice": the guests' time is part
// of user's.
constexpr std::size_t fields_of_time = 8;
constexpr std::size_t steal = 7;

std::optional<CpuTime> read_cpu_time() {
  std::ifstream file("/proc/stat");
  std::string name;
  std::array<std::uint64_t, fields_of_time> ticks{};
  file >> name;
  for (std::uint64_t& field : ticks) {
    file >> field;
  }
  if (!file || name != "cpu") {
    return std::nullopt;
  }
  return CpuTime{ticks[steal], std::accumulate(ticks.begin(), ticks.end(), std::uint64_t{0})};
}

// "some avg10=0.00 avg60=0.00 avg300=0.00 total=12345"
std::optional<std::uint64_t> read_pressure_us() {
  std::ifstream file("/proc/pressure/cpu");
  std::string word;
  while (file >> word) {
    constexpr std::string_view label = "total=";
    if (word.starts_with(label)) {
      return std::stoull(word.substr(label.size()));
    }
  }
  return std::nullopt;
}

std::optional<common::KernelCounters> read_kernel() {
  try {
    return common::read_kernel_counters();
  } catch (const common::CannotRun&) {
    return std::nullopt;
  }
}

}  // namespace

SystemReading read_system() noexcept {
  return {common::SteadyClock::now(), read_kernel(), read_cpu_time(), read_pressure_us()};
}

SystemUse use_between(const SystemReading& before, const SystemReading& after) noexcept {
  SystemUse use;
  if (after.kernel && before.kernel) {
    const common::KernelCounters change = *after.kernel - *before.kernel;
    use.listen_overflows = change.listen_overflows;
    use.syn_retransmits = change.syn_retransmits;
    use.segments_retransmitted = change.segments_retransmitted;
  }
  if (after.cpu && before.cpu && after.cpu->all > before.cpu->all) {
    use.stolen_share = static_cast<double>(after.cpu->stolen - before.cpu->stolen) /
                       static_cast<double>(after.cpu->all - before.cpu->all);
  }
  const double elapsed_us = std::chrono::duration<double, std::micro>(after.at - before.at).count();
  if (after.pressure_us && before.pressure_us && elapsed_us > 0) {
    use.cpu_pressure_share =
        static_cast<double>(*after.pressure_us - *before.pressure_us) / elapsed_us;
  }
  return use;
}

std::string boot_id() {
  std::string id;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> id;
  return id;
}

std::string network_id() {
  std::error_code unknown;
  const std::string boot = boot_id();
  const std::string name_space =
      std::filesystem::read_symlink("/proc/self/ns/net", unknown).string();
  return boot.empty() || name_space.empty() ? "" : boot + "/" + name_space;
}

}  // namespace tiga::suite::measure
