// What the kernel and the machine did while something was measured.
#pragma once

#include <cstdint>
#include <optional>

#include "common/clock.hpp"
#include "common/kernel_counters.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::measure {

/// Of all cores together, in ticks.
struct CpuTime {
  std::uint64_t stolen = 0;
  std::uint64_t all = 0;
};

/// Reads the system's counters when it is made. Never throws.
class SystemMeter {
 public:
  SystemMeter() noexcept;
  /// What has happened since then, as the fields of a row that tell of the kernel and the machine:
  /// of all processes and all cores together; nothing where the system does not tell. The shares
  /// are 0 to 1: of the cores' time (proc_stat(5): steal), and of the time (PSI: cpu, some).
  void since(records::CellRow& row) const noexcept;

 private:
  struct Reading {
    common::TimePoint at;
    std::optional<common::KernelCounters> kernel;
    std::optional<CpuTime> cpu;
    std::optional<std::uint64_t> pressure_us;
  };
  static Reading read() noexcept;

  Reading before_;
};

}  // namespace tiga::suite::measure
