// The seconds of a run as a table.
#pragma once

#include <string>
#include <vector>

#include "loadgen/summary.hpp"

namespace tiga::loadgen::output {

/// What --timeline writes: a header and a row for each second; unknown values are empty.
std::string timeline_csv(const std::vector<TimelineRow>& rows);

}  // namespace tiga::loadgen::output
