// What is kept of a cell that failed: all that its programs printed.
#pragma once

#include <filesystem>
#include <string>

#include "suite/records/rows.hpp"

namespace tiga::suite::measure {

/// Where the log of that cell lies in the folder of its run: "failed/cell-17.txt".
std::string cell_log_name(const records::CellRow& row);

/// Which cell it was, its reason, and each file of its folder that has anything, such as
/// server-0/stderr and load.json. Of a file that is longer than 16 KiB the middle is left out.
/// Bytes that are not printable are escaped. Throws CannotRun.
std::string cell_log(const records::CellRow& row, const std::filesystem::path& work);

}  // namespace tiga::suite::measure
