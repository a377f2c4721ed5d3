// The tables of the published report, results/report-2020, and what a reader must know about them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::records {

/// The published rows of each arm that has a table.
class Published {
 public:
  /// Reads FOLDER/<arm>.csv of those arms; an arm without a file has no published figures; nor
  /// has any where the folder is empty. Throws
  /// CannotRun when one cannot be understood.
  Published(const std::filesystem::path& folder, const std::vector<std::string>& arms);

  /// The row of that arm and concurrency, or nullptr.
  const TableRow* find(const std::string& arm, std::uint64_t concurrency) const;
  /// That row where the plan names a published report and sends what the report sent, to the
  /// architecture itself: 1000 requests of GET /, a connection for each, servers without options of
  /// their own; else nullptr.
  const TableRow* find_comparable(const plan::Plan& plan, const std::string& arm,
                                  std::uint64_t concurrency) const;
  /// Whether the requests of that row were closed without a single byte.
  static bool without_replies(const TableRow& row);
  /// Why the published figures of an arm are what they are, as far as is known; "" for another arm.
  /// results/report-2020/README.md has the evidence.
  static std::string why_it_differs(std::string_view arm, text::Language language);
  /// Whether no arm has published figures.
  bool empty() const { return tables_.empty(); }

 private:
  std::map<std::string, std::vector<TableRow>> tables_;
};

}  // namespace tiga::suite::records
