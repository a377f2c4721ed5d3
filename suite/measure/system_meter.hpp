// The counters of the kernel and the machine that a cell's row tells of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/clock.hpp"
#include "common/machine/kernel_counters.hpp"
#include "suite/measure/system_use.hpp"

namespace tiga::suite::measure {

/// Of all cores together, in ticks.
struct CpuTime {
  std::uint64_t stolen = 0;
  std::uint64_t all = 0;
};

/// The system's counters at one time; nothing where it does not tell.
struct SystemReading {
  common::TimePoint at;
  std::optional<common::KernelCounters> kernel;
  std::optional<CpuTime> cpu;
  std::optional<std::uint64_t> pressure_us;
};

/// The counters of this host now. Never throws.
SystemReading read_system() noexcept;

/// What has happened between two readings of a host, without `network` and `machine`.
SystemUse use_between(const SystemReading& before, const SystemReading& after) noexcept;

/// SystemUse::machine of this host, and SystemUse::network; "" if it cannot be read.
std::string boot_id();
std::string network_id();

}  // namespace tiga::suite::measure
