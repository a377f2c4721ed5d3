// The file of ab's -e.
#pragma once

#include <string>
#include <vector>

namespace tiga::loadgen::output {

/// ab's header, then a row for each whole percentage: "99,1.234". `served_within_ms` is that of
/// Summary; if it is empty, only the header is written.
std::string percentages_csv(const std::vector<double>& served_within_ms);

}  // namespace tiga::loadgen::output
