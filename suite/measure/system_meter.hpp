// What the kernel and the machine did while something was measured.
#pragma once

#include <cstdint>
#include <optional>

#include "common/clock.hpp"
#include "common/kernel_counters.hpp"

namespace tiga::suite::measure {

/// Of all processes and all cores together; nothing where the system does not tell.
struct SystemUse {
  std::optional<std::uint64_t> listen_overflows;
  std::optional<std::uint64_t> syn_retransmits;
  std::optional<double> stolen_share;        ///< of the cores' time, 0 to 1 (proc_stat(5): steal)
  std::optional<double> cpu_pressure_share;  ///< of the time, 0 to 1 (PSI: cpu, some)
};

/// Reads the system's counters when it is made. Never throws.
class SystemMeter {
 public:
  SystemMeter() noexcept;
  /// What has happened since then.
  SystemUse since() const noexcept;

 private:
  struct CpuTime {
    std::uint64_t stolen = 0;  ///< in ticks
    std::uint64_t all = 0;
  };
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
