#include "suite/records/published.hpp"

#include <algorithm>

#include "common/files.hpp"
#include "suite/records/columns.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::records {

Published::Published(const std::filesystem::path& folder, const std::vector<std::string>& arms) {
  if (folder.empty()) {
    return;
  }
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

const TableRow* Published::find_comparable(const plan::Plan& plan, const std::string& arm,
                                           std::uint64_t concurrency) const {
  const TableRow* row = find(arm, concurrency);
  const bool own = std::ranges::find(plan.own_arms, arm, &plan::Arm::name) != plan.own_arms.end();
  const bool same = row != nullptr && plan.published && row->complete_requests == plan.requests &&
                    plan.requests_per_connection == 0 && plan.duration_s == 0 && !plan.keep_alive &&
                    plan.path == "/" && plan.body_bytes == 0 && !plan.background_clients.any() &&
                    plan.server_options.empty() && !own;
  return same ? row : nullptr;
}

bool Published::without_replies(const TableRow& row) {
  return row.complete_requests.value_or(0) > 0 && row.total_transferred_bytes == 0U;
}

std::string Published::why_it_differs(std::string_view arm, text::Language language) {
  if (arm == "threaded") {
    return tr(
        language,
        "Why it differs: the published table measures a leak. That server left a spinning thread "
        "behind for each connection it had served; it says nothing of the architecture.");
  }
  if (arm == "async") {
    return tr(
        language,
        "Why it differs: the published server took 60 s at each level over 1, and no reason was "
        "found: run again on Linux at c=50 it took 0.22 s. The cause on WSL is not known.");
  }
  if (arm == "balanced") {
    return tr(
        language,
        "Why it differs: * the published table holds no reply, 0 bytes in every row. Its backends "
        "did not answer; it counts connections that were opened and closed.");
  }
  return "";
}

}  // namespace tiga::suite::records
