#include "suite/map/active_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <vector>

#include "common/clock.hpp"
#include "common/error.hpp"
#include "common/text.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/run_folder.hpp"
#include "suite/runs/active_run.hpp"
#include "suite/runs/left_out.hpp"

namespace tiga::suite::map {
namespace {

namespace fs = std::filesystem;

// The map as ordered, without arms whose programs are not installed. It has no folder yet.
MapManifest new_map_manifest(const MapOrder& order, const records::Paths& paths,
                             const fs::path& programs) {
  MapManifest manifest;
  manifest.text = read_map_text(records::for_people(find_plan(paths, order.plan)));
  manifest.choice = order.choice;
  plan::Plan plan = read_map(manifest.text, manifest.choice).workloads.front().plan;
  for (records::Reason& reason : runs::leave_out_missing(plan)) {
    runs::say(fmt::format("tiga: {}\n", reason.in(text::Language::english)));
    manifest.left_out.push_back({"", "", std::move(reason)});
  }
  manifest.choice.arms = plan.arms;  // what "all" means now
  runs::refuse_build_that_does_not_measure(order.force);
  runs::require_programs(plan, programs);
  manifest.text.file = fs::absolute(manifest.text.file);
  manifest.seed = order.seed ? *order.seed : std::random_device()();
  manifest.started = common::utc_stamp();
  manifest.name = manifest.text.file.stem().string();
  return manifest;
}

ActiveMap begin_map(MapManifest manifest, const records::Paths& paths, bool force,
                    runs::CoreLock& cores) {
  Map map = read_map(manifest.text, manifest.choice);
  cores.take(common::available_cpus(), force);
  const fs::path folder = records::create_run_folder(paths.results, manifest.name);
  common::UniqueFd lock = records::lock_run(folder);
  write_map_manifest(folder, manifest);
  return {folder, std::move(lock), std::move(manifest), std::move(map)};
}

// The runs of the map that have begun.
std::vector<records::Manifest> runs_of(const fs::path& folder, const Map& map) {
  std::vector<records::Manifest> runs;
  for (const Workload& workload : map.workloads) {
    const fs::path run = folder / workload.name;
    if (fs::exists(run / "manifest.json")) {
      runs.push_back(records::read_manifest(run));
    }
  }
  return runs;
}

ActiveMap resume_map(const fs::path& folder, bool force, runs::CoreLock& cores) {
  if (!is_map_folder(folder)) {
    throw common::UsageError(fmt::format("{} is no map: tiga run --resume goes on with a run",
                                         records::for_people(folder)));
  }
  common::UniqueFd lock = records::lock_run(folder);
  MapManifest manifest = read_map_manifest(folder);
  if (manifest.status == records::RunStatus::complete) {
    throw common::UsageError(
        fmt::format("{} is complete: there is nothing to resume", records::for_people(folder)));
  }
  Map map = read_map(manifest.text, manifest.choice);
  for (const records::Manifest& run :
       runs_of(folder, map)) {  // the remaining workloads must match them
    runs::refuse_other_circumstances(run, force);
  }
  cores.take(common::available_cpus(), force);
  manifest.status = records::RunStatus::running;
  manifest.finished.reset();
  return {folder, std::move(lock), std::move(manifest), std::move(map)};
}

bool goes_on_as(const fs::path& folder, const MapManifest& wanted,
                const std::optional<std::uint32_t>& seed) {
  const MapManifest found = read_map_manifest(folder);
  if (found.status == records::RunStatus::complete || found.text != wanted.text ||
      found.choice != wanted.choice || found.seed != seed.value_or(found.seed)) {
    return false;
  }
  const std::vector<records::Manifest> runs = runs_of(folder, read_map(found.text, found.choice));
  return !runs.empty() && std::ranges::all_of(runs, [](const records::Manifest& run) {
    return runs::other_circumstances(run).empty();
  });
}

// Of another version it may be, or damaged: that keeps no other map from going on.
bool is_map_of(const fs::path& folder, const std::string& name) {
  try {
    return is_map_folder(folder) && read_map_manifest(folder).name == name;
  } catch (const std::runtime_error&) {
    return false;
  }
}

// The newest map of that plan, if it is unfinished and matches the order. After a complete one no
// older map is resumed.
std::optional<fs::path> cut_map(const records::Paths& paths, const MapManifest& wanted,
                                const std::optional<std::uint32_t>& seed) {
  std::vector<fs::path> maps;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(paths.results, none)) {
    if (!entry.is_symlink() && is_map_of(entry.path(), wanted.name)) {
      maps.push_back(entry.path());
    }
  }
  const auto newest = std::ranges::max_element(maps);
  return newest != maps.end() && goes_on_as(*newest, wanted, seed) ? std::optional(*newest)
                                                                   : std::nullopt;
}

}  // namespace

ActiveMap begin_or_resume(const MapOrder& order, const records::Paths& paths,
                          const fs::path& programs, runs::CoreLock& cores) {
  if (order.resume) {
    return resume_map(find_run(paths, *order.resume), order.force, cores);
  }
  MapManifest manifest = new_map_manifest(order, paths, programs);
  const auto cut = order.go_on ? cut_map(paths, manifest, order.seed) : std::nullopt;
  if (cut) {
    runs::say(fmt::format("{} goes on; tiga map {} begins a new one\n", records::for_people(*cut),
                          common::shell_word(order.plan)));
    return resume_map(fs::canonical(*cut), order.force, cores);
  }
  return begin_map(std::move(manifest), paths, order.force, cores);
}

}  // namespace tiga::suite::map
