#include "suite/go_on.hpp"

#include <algorithm>
#include <vector>

#include "suite/overview/folders.hpp"
#include "suite/records/run_folder.hpp"
#include "suite/runs/active_run.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

bool is_same_run(const records::Manifest& found, const records::Manifest& wanted,
                 const std::optional<std::uint32_t>& seed) {
  const plan::Plan& then = found.plan;
  const plan::Plan& now = wanted.plan;
  return found.plan_text == wanted.plan_text && then.folder == now.folder &&
         then.arms == now.arms && then.pinning == now.pinning && then.budget_s == now.budget_s &&
         found.seed == seed.value_or(found.seed) &&
         runs::other_circumstances(found, wanted.hosts).empty();
}

}  // namespace

std::optional<fs::path> cut_run(const fs::path& results, const records::Manifest& wanted,
                                const std::optional<std::uint32_t>& seed) {
  const std::vector<overview::ResultFolder> folders = overview::result_folders(results);
  const auto newest = std::ranges::find_if(folders, [&](const overview::ResultFolder& folder) {
    return !folder.is_map && folder.problem.empty() && folder.plan == wanted.plan.name;
  });
  if (newest == folders.end()) {
    return std::nullopt;
  }
  const records::Manifest found = records::read_manifest(newest->path);
  return found.status != records::RunStatus::complete && is_same_run(found, wanted, seed)
             ? std::optional(fs::canonical(newest->path))
             : std::nullopt;
}

}  // namespace tiga::suite
