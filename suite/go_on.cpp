#include "suite/go_on.hpp"

#include "common/files.hpp"
#include "suite/overview/folders.hpp"
#include "suite/records/paths.hpp"
#include "suite/runs/active_run.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

records::Manifest manifest_in(const fs::path& folder) {
  const fs::path file = folder / "manifest.json";
  return records::manifest_from_json(common::read_file(file), records::for_people(file));
}

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
  for (const overview::ResultFolder& folder : overview::result_folders(results)) {
    if (folder.is_map || !folder.problem.empty()) {
      continue;
    }
    const records::Manifest found = manifest_in(folder.path);
    if (found.plan.name == wanted.plan.name) {
      return found.status != records::RunStatus::complete && is_same_run(found, wanted, seed)
                 ? std::optional(fs::canonical(folder.path))
                 : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace tiga::suite
