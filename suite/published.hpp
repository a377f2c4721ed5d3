// The tables of the published report, results/report-2020, and what a reader must know about them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "suite/rows.hpp"

namespace tiga::suite {

/// The published rows of each arm that has a table.
class Published {
 public:
  /// Reads FOLDER/<arm>.csv of those arms; an arm without a file has no published figures. Throws
  /// CannotRun when one cannot be understood.
  Published(const std::filesystem::path& folder, const std::vector<std::string>& arms);

  /// The row of that arm and concurrency, or nullptr.
  const TableRow* find(const std::string& arm, std::uint64_t concurrency) const;
  /// Whether the requests of that row were closed without a single octet.
  static bool without_replies(const TableRow& row);
  /// What is wrong with the tables that were read; results/report-2020/README.md has the evidence.
  std::vector<std::string> warnings() const;

 private:
  std::map<std::string, std::vector<TableRow>> tables_;
};

}  // namespace tiga::suite
