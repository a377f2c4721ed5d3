// A summary as a header and a row, for spreadsheets.
#pragma once

#include <string>

#include "loadgen/summary.hpp"

namespace tiga::loadgen::output {

/// What --csv writes (RFC 4180, lines ended by LF).
std::string summary_csv(const Summary& summary);

}  // namespace tiga::loadgen::output
