// Comma-separated values as RFC 4180 has them, but with lines ended by LF.
#pragma once

#include <string>
#include <vector>

namespace tiga::common {

/// One line with its LF; fields with a comma, quote, CR or LF are quoted.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace tiga::common
