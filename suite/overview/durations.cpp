#include "suite/overview/durations.hpp"

#include <algorithm>
#include <exception>

#include "common/sequences.hpp"
#include "suite/overview/entry.hpp"
#include "suite/overview/folders.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;

constexpr double start_s = 0.1;          // of the processes of a cell, and their end
constexpr double guessed_rate = 10'000;  // requests a second
constexpr double adaptive_warm_up_s = 1;

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

double median_of(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::optional<double> measured(const TimedRun& wanted, std::span<const TimedRun> runs) {
  std::vector<double> seconds;
  for (const TimedRun& run : runs) {
    if (run.text == wanted.text && run.budget_s == wanted.budget_s) {
      seconds.push_back(run.seconds);
    }
  }
  return seconds.empty() ? std::nullopt : std::optional(median_of(std::move(seconds)));
}

double cell_seconds(const plan::Plan& plan, const plan::Level& level) {
  const double warm_up =
      plan.warm_up == plan::WarmUp::adaptive
          ? adaptive_warm_up_s
          : static_cast<double>(plan.warm_up_at(level.concurrency)) / guessed_rate;
  const double rate = guessed_rate * level.load.value_or(1);
  const double counted = static_cast<double>(plan.requests_at(level.concurrency, rate)) / rate;
  const double limit = plan.time_limit_s;
  return start_s + warm_up + (limit > 0 ? std::min(counted, limit) : counted);
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

double estimated_seconds(const plan::Plan& plan) {
  double block = 0;
  for (const plan::Level& level : plan.levels()) {
    block += cell_seconds(plan, level) * static_cast<double>(plan.measured_arms().size());
  }
  const double all = block * plan.block_limit();
  return plan.budget_s ? std::max(block, std::min<double>(all, *plan.budget_s)) : all;
}

Duration duration_of(const plan::Plan& plan, const std::string& text,
                     std::span<const TimedRun> runs) {
  if (const auto seconds = measured({text, plan.budget_s, 0}, runs)) {
    return {*seconds, false};
  }
  return {estimated_seconds(plan), true};
}

Duration duration_of(const map::MapText& text, std::span<const TimedRun> runs) {
  if (const auto seconds = measured({.text = text_of(text)}, runs)) {
    return {*seconds, false};
  }
  Duration guess{0, true};
  for (const map::Workload& workload : read_map(text, {}).workloads) {
    guess.seconds += estimated_seconds(workload.plan);
  }
  return guess;
}

}  // namespace tiga::suite::overview
