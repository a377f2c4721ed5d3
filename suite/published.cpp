#include "suite/published.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/files.hpp"
#include "suite/columns.hpp"

namespace tiga::suite {

Published::Published(const std::filesystem::path& folder, const std::vector<std::string>& arms) {
  for (const std::string& arm : arms) {
    const std::filesystem::path file = folder / (arm + ".csv");
    if (std::filesystem::exists(file)) {
      tables_[arm] = read_rows(table_columns(), common::read_file(file), file.string());
    }
  }
}

const TableRow* Published::find(const std::string& arm, std::uint64_t concurrency) const {
  const auto table = tables_.find(arm);
  if (table == tables_.end()) {
    return nullptr;
  }
  const auto row = std::ranges::find(table->second, concurrency, &TableRow::concurrency_level);
  return row == table->second.end() ? nullptr : &*row;
}

bool Published::without_replies(const TableRow& row) {
  return row.complete_requests.value_or(0) > 0 && row.total_transferred_bytes == 0U;
}

std::vector<std::string> Published::warnings() const {
  std::vector<std::string> warnings;
  for (const auto& [arm, rows] : tables_) {
    if (!rows.empty() && std::ranges::all_of(rows, without_replies)) {
      warnings.push_back(fmt::format(
          "The published {} table holds no reply: 0 octets were transferred in all {} rows. Its "
          "figures count connections that were opened and closed.",
          arm, rows.size()));
    }
  }
  if (tables_.contains("threaded")) {
    warnings.emplace_back(
        "The published threaded table measures a leak: that server left a spinning thread behind "
        "for each connection it had served. It says nothing of the architecture.");
  }
  if (!tables_.empty()) {
    warnings.emplace_back(
        "All published replies were 404: GET / had no page. The 122 octets of each are that "
        "error.");
  }
  return warnings;
}

}  // namespace tiga::suite
