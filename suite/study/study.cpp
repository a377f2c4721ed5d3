#include "suite/study/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>
#include <random>
#include <vector>

#include "common/clock.hpp"
#include "common/cpu_set.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/records/run_folder.hpp"
#include "suite/runs/active_run.hpp"

namespace tiga::suite::study {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view file_name = "study.json";

bool goes_on_as(const StudyManifest& found, const StudyManifest& wanted, const StudyOrder& order) {
  return found.run.status != records::RunStatus::complete && found.settings == wanted.settings &&
         found.run.plan_text == wanted.run.plan_text &&
         found.run.seed == order.seed.value_or(found.run.seed) &&
         runs::other_circumstances(found.run).empty();
}

ActiveStudy resume(const fs::path& folder, const fs::path& programs, bool beside_another_run) {
  common::UniqueFd lock = records::lock_run(folder);
  StudyManifest manifest = read_study_manifest(folder);
  runs::require_programs(manifest.run.plan, programs);
  manifest.run.status = records::RunStatus::running;
  manifest.run.resumed.push_back(common::utc_stamp());
  manifest.run.finished.reset();
  manifest.run.beside_another_run = manifest.run.beside_another_run || beside_another_run;
  write_study_manifest(folder, manifest);
  runs::say(
      fmt::format("{} goes on; without --go-on a new one begins\n", records::for_people(folder)));
  return {folder, std::move(lock), std::move(manifest)};
}

}  // namespace

bool is_study_folder(const fs::path& folder) { return fs::exists(folder / file_name); }

StudyManifest read_study_manifest(const fs::path& folder) {
  const fs::path file = folder / file_name;
  const std::string name = records::for_people(file);
  try {
    const Json json = Json::parse(common::read_file(file));
    StudyManifest manifest;
    manifest.kind = json.at("study");
    for (const auto& [key, value] : json.at("settings").items()) {
      manifest.settings.emplace(key, value.get<std::uint64_t>());
    }
    manifest.run = records::manifest_from_json(json.at("run").dump(), name);
    return manifest;
  } catch (const nlohmann::json::exception& error) {
    throw common::CannotRun(fmt::format("{} is not a study's: {}", name, error.what()));
  }
}

void write_study_manifest(const fs::path& folder, const StudyManifest& manifest) {
  const Json json = {{"study", manifest.kind},
                     {"settings", manifest.settings},
                     {"run", Json::parse(to_json(manifest.run))}};
  records::write_manifest(folder / file_name,
                          json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

namespace {

// None: one of another build, or damaged.
std::optional<StudyManifest> readable(const fs::path& folder) {
  try {
    return read_study_manifest(folder);
  } catch (const common::CannotRun&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<fs::path> cut_study(const records::Paths& paths, const StudyManifest& wanted,
                                  const StudyOrder& order) {
  std::vector<fs::path> studies;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(paths.results, none)) {
    const auto found =
        is_study_folder(entry.path()) ? readable(entry.path()) : std::optional<StudyManifest>();
    if (found && found->kind == wanted.kind && goes_on_as(*found, wanted, order)) {
      studies.push_back(entry.path());
    }
  }
  const auto newest = std::ranges::max_element(studies);
  return newest == studies.end() ? std::nullopt : std::optional(*newest);
}

ActiveStudy begin_or_go_on(StudyManifest wanted, const StudyOrder& order,
                           const records::Paths& paths, const fs::path& programs,
                           runs::CoreLock& cores) {
  runs::refuse_build_that_does_not_measure(order.force);
  cores.take(common::available_cpus(), order.force);
  if (const auto cut = order.go_on ? cut_study(paths, wanted, order) : std::nullopt) {
    return resume(*cut, programs, cores.is_shared());
  }
  wanted.run = runs::new_manifest(std::move(wanted.run.plan), std::move(wanted.run.plan_text),
                                  order.seed ? *order.seed : std::random_device()());
  wanted.run.beside_another_run = cores.is_shared();
  runs::require_programs(wanted.run.plan, programs);
  const fs::path folder =
      records::create_run_folder(paths.results, fmt::format("{}-study", wanted.kind));
  common::UniqueFd lock = records::lock_run(folder);
  write_study_manifest(folder, wanted);
  return {folder, std::move(lock), std::move(wanted)};
}

}  // namespace tiga::suite::study
