// What is kept of a cell that failed: all that its programs printed.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "suite/measure/host.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::measure {

/// Where the log of that cell lies in the folder of its run: "failed/cell-17.txt".
std::string cell_log_name(const records::CellRow& row);

/// Each file of a cell's folder that has anything, such as server-0/stderr and load.json, sorted by
/// name. What cannot be looked at is passed over.
std::vector<LogFile> log_files_in(const std::filesystem::path& work);

/// What a host has in its cell's folder.
struct HostLog {
  std::string host;  ///< its name; "": there is no other host
  std::vector<LogFile> files;
};

/// Which cell it was, its reason, and what each host has of it.
std::string cell_log(const records::CellRow& row, std::span<const HostLog> hosts);

}  // namespace tiga::suite::measure
