// From what one run has counted to its summary.
#pragma once

#include <string_view>

#include "common/clock.hpp"
#include "loadgen/options.hpp"
#include "loadgen/summary.hpp"
#include "loadgen/work.hpp"

namespace tiga::loadgen {

/// CPU time that the generator used around the counted part.
struct CpuUse {
  common::Nanoseconds process{};
  common::Nanoseconds busiest_thread{};
};

/// `work` is over. Throws std::logic_error where requests started and requests ended differ: no
/// figure is to be shown then.
Summary summarise(const Options& options, const Work& work, const CpuUse& cpu,
                  std::string_view engine);

}  // namespace tiga::loadgen
