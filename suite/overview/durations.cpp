#include "suite/overview/durations.hpp"

#include <exception>
#include <utility>

#include "stats/median.hpp"
#include "suite/overview/folders.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;

bool is_of(const records::Manifest& manifest, const records::Machine& here) {
  const auto text = [](const records::Machine& machine) {
    return machine_text(machine, text::Language::english);
  };
  return manifest.hosts.empty() && manifest.build.measures && text(manifest.machine) == text(here);
}

// Of the runs of a map that was measured as its file has it.
std::optional<TimedRun> timed_map(const fs::path& folder, const records::Machine& here) {
  const map::MapManifest manifest = map::read_map_manifest(folder);
  const map::MapChoice& choice = manifest.choice;
  const auto usual = [&] { return read_map(manifest.text, {}).workloads.front().plan.arms; };
  if (manifest.status != records::RunStatus::complete || !choice.workloads.empty() ||
      !choice.levels.empty() || choice.blocks || choice.arms != usual()) {
    return std::nullopt;
  }
  TimedRun all{.text = text_of(manifest.text)};
  for (const ResultFolder& run : result_folders(folder)) {
    const auto one = run.problem.empty() ? timed(records::read_run(run.path), here) : std::nullopt;
    if (!one) {
      return std::nullopt;
    }
    all.seconds += one->seconds;
  }
  return all.seconds > 0 ? std::optional(all) : std::nullopt;
}

std::optional<double> measured(const TimedRun& wanted, std::span<const TimedRun> runs) {
  std::vector<double> seconds;
  for (const TimedRun& run : runs) {
    if (run.text == wanted.text && run.budget_s == wanted.budget_s) {
      seconds.push_back(run.seconds);
    }
  }
  return stats::median(std::move(seconds));
}

}  // namespace

std::string text_of(const map::MapText& text) { return text.text + text.workloads_text; }

std::optional<TimedRun> timed(const records::RunData& run, const records::Machine& here) {
  const records::Manifest& manifest = run.manifest;
  const records::Real seconds = seconds_of(run.cells);
  if (manifest.status != records::RunStatus::complete || !seconds || !is_of(manifest, here)) {
    return std::nullopt;
  }
  return TimedRun{manifest.plan_text, manifest.plan.budget_s, *seconds};
}

std::vector<TimedRun> timed_runs(const fs::path& results) {
  const records::Machine here = records::this_machine();
  std::vector<TimedRun> runs;
  for (const ResultFolder& folder : result_folders(results)) {
    try {
      const auto found = !folder.problem.empty() ? std::nullopt
                         : folder.is_map         ? timed_map(folder.path, here)
                                                 : timed(records::read_run(folder.path), here);
      if (found) {
        runs.push_back(*found);
      }
    } catch (const std::exception&) {
      // It says nothing of a duration, and `tiga list` is about plans.
    }
  }
  return runs;
}

Duration duration_of(const plan::Plan& plan, const std::string& text,
                     std::span<const TimedRun> runs) {
  if (const auto seconds = measured({text, plan.budget_s, 0}, runs)) {
    return {*seconds, false};
  }
  return {plan.budget_s, true};
}

Duration duration_of(const map::MapText& text, std::span<const TimedRun> runs) {
  if (const auto seconds = measured({.text = text_of(text)}, runs)) {
    return {*seconds, false};
  }
  // Each workload has the budget.
  Duration most{0, true};
  for (const map::Workload& workload : read_map(text, {}).workloads) {
    const auto budget = workload.plan.budget_s;
    most.seconds = budget && most.seconds ? std::optional(*most.seconds + *budget) : std::nullopt;
  }
  return most;
}

}  // namespace tiga::suite::overview
