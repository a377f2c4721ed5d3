// Comma-separated values as in RFC 4180, but with LF line ends.
#pragma once

#include <string>
#include <vector>

namespace tiga::common {

/// One line with its LF; fields with a comma, quote, CR or LF are quoted.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace tiga::common
