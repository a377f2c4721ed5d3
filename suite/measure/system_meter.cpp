#include "suite/measure/system_meter.hpp"

#include <array>
#include <fstream>
#include <numeric>
#include <string>

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

SystemMeter::Reading SystemMeter::read() noexcept {
  return {common::SteadyClock::now(), read_kernel(), read_cpu_time(), read_pressure_us()};
}

SystemMeter::SystemMeter() noexcept : before_(read()) {}

void SystemMeter::since(records::CellRow& row) const noexcept {
  const Reading now = read();
  if (now.kernel && before_.kernel) {
    const common::KernelCounters change = *now.kernel - *before_.kernel;
    row.listen_overflows = change.listen_overflows;
    row.syn_retransmits = change.syn_retransmits;
    row.segments_retransmitted = change.segments_retransmitted;
  }
  if (now.cpu && before_.cpu && now.cpu->all > before_.cpu->all) {
    row.stolen_share = static_cast<double>(now.cpu->stolen - before_.cpu->stolen) /
                       static_cast<double>(now.cpu->all - before_.cpu->all);
  }
  const double elapsed_us = std::chrono::duration<double, std::micro>(now.at - before_.at).count();
  if (now.pressure_us && before_.pressure_us && elapsed_us > 0) {
    row.cpu_pressure_share =
        static_cast<double>(*now.pressure_us - *before_.pressure_us) / elapsed_us;
  }
}

}  // namespace tiga::suite::measure
