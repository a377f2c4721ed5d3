// What ab's -e writes.
#pragma once

#include <string>
#include <vector>

namespace tiga::loadgen::output {

/// ab's header, then a row for each whole percentage: "99,1.234". `served_within_ms` is that of
/// Summary; where it is empty, the header stands alone.
std::string percentages_csv(const std::vector<double>& served_within_ms);

}  // namespace tiga::loadgen::output
