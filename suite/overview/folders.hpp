// The folders of runs and maps in results/.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::suite::overview {

/// The folder of a run or of a map.
struct ResultFolder {
  std::filesystem::path path;
  bool is_map = false;
  std::string started;  ///< UTC; empty if `problem` is not
  std::string plan;     ///< its name; empty if `problem` is not
  std::string problem;  ///< why its manifest cannot be read; "" if it can

  std::string name() const { return path.filename().string(); }
};

/// Those that stand in `results`, the newest first; what cannot be read comes last. Links are
/// passed over, `latest` among them, and so is every folder without a manifest.json or a map.json:
/// studies, published tables. Empty if there is no such folder.
std::vector<ResultFolder> result_folders(const std::filesystem::path& results);

/// Whether the folder of a run of that plan has a name as tiga gives it, "20261123T124633Z-report"
/// or "20261123T124633Z-report-2". A user who wants to keep a run may rename it.
bool has_given_name(std::string_view name, std::string_view plan);

/// The name of the folder that RESULTS/latest points to; "" if there is none.
std::string latest_of(const std::filesystem::path& results);

}  // namespace tiga::suite::overview
