#include "suite/report/machine_notes.hpp"

#include <fmt/format.h>

#include <utility>

#include "suite/analysis/drift.hpp"
#include "suite/analysis/level_verdicts.hpp"
#include "suite/analysis/pressure.hpp"
#include "suite/plan/level_text.hpp"
#include "suite/plan/method.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

constexpr std::size_t most_ratios = 6;  // on page and terminal

bool is_withdrawn(const analysis::Verdict& verdict) {
  return verdict.copies_differ || verdict.kind == analysis::VerdictKind::invalid ||
         (verdict.kind == analysis::VerdictKind::inconclusive && !verdict.limited && !verdict.copy);
}

// The metric that a level is judged by, and verdicts that fell.
bool is_told(const analysis::Verdict& verdict) {
  return verdict.drift &&
         (verdict.metric == analysis::metric_of(verdict.level) || is_withdrawn(verdict));
}

std::string ratio_drift_text(const analysis::Verdict& verdict, text::Language language) {
  const analysis::Drift& drift = *verdict.drift;
  const std::string change =
      tr(language, "{}, {} of {} to {}: {} in blocks {} to {}, {} in blocks {} to {}",
         level_text(verdict.level, plan::LevelStyle::brief, language),
         metric_name(verdict.metric, language), verdict.arm, verdict.baseline,
         ratio_text(drift.before), drift.first, drift.change - 1, ratio_text(drift.after),
         drift.change, drift.last);
  return is_withdrawn(verdict)
             ? tr(language, "{}. The run has no verdict on it.", change)
             : tr(language, "{}. The figure for the whole run is a mean of the two.", change);
}

Notes about_quotas_of_hosts(std::span<const records::HostFacts> hosts, text::Language language) {
  Notes notes;
  for (const records::HostFacts& host : hosts) {
    const records::Real& quota = host.machine.cpu_quota;
    if (quota && *quota < static_cast<double>(host.machine.cores)) {
      notes.push_back(tr(language,
                         "A control group gives host {} the time of {:.3g} CPUs, less than that of "
                         "its {} cores: where it needs more, the kernel halts it, and the figures "
                         "show that limit.",
                         host.name, *quota, host.machine.cores));
    }
  }
  return notes;
}

}  // namespace

Notes about_another_run(const records::Manifest& manifest, text::Language language) {
  if (!manifest.beside_another_run) {
    return {};
  }
  return {tr(language,
             "Another run measured on the same cores when this one began, which was forced: each "
             "took time from the other.")};
}

Notes about_load(const records::Manifest& manifest, text::Language language) {
  const auto cores = static_cast<double>(manifest.machine.cores);
  if (!manifest.load_average || *manifest.load_average <= plan::method::much_load * cores) {
    return {};
  }
  return {tr(language,
             "In the minute before the run began {:.1f} processes ran or waited, on {:.0f} cores: "
             "other programs may have been at work.",
             *manifest.load_average, cores)};
}

Notes about_pressure(const records::RunData& run, text::Language language) {
  const analysis::Pressure pressure = analysis::pressure_of(run.manifest, run.cells);
  if (!pressure.is_much()) {
    return {};
  }
  return {
      tr(language,
         "Other programs took time from servers and generator in {} of {} blocks ({}): {:.0f} % "
         "of the time some process was waiting for a free core, in cells in which this run "
         "alone needs no waiting (the mean over all blocks). Measure again on a quieter "
         "machine.",
         pressure.busy_blocks.size(), pressure.blocks, common::to_string(pressure.busy_blocks),
         pressure.share * 100)};
}

std::string arm_drift_text(const records::RunData& run, text::Language language) {
  std::vector<std::string> arms;
  for (const auto& [arm, drift] :
       analysis::arm_drifts(run.manifest.plan, run.cells, run.manifest.seed)) {
    arms.push_back(tr(language, "{} {:+.0f} % from block {} on", arm,
                      (drift.after / drift.before - 1) * 100, drift.change));
  }
  return arms.empty() ? ""
                      : tr(language,
                           "Throughput changed during the run, on average over the closed loops: "
                           "{}.",
                           fmt::format("{}", fmt::join(arms, ", ")));
}

Notes about_drift(const records::RunData& run, std::span<const analysis::Verdict> verdicts,
                  text::Language language) {
  Notes notes;
  if (std::string arms = arm_drift_text(run, language); !arms.empty()) {
    notes.push_back(std::move(arms));
  }
  std::size_t told = 0;
  for (const analysis::Verdict& verdict : verdicts) {
    if (is_told(verdict) && ++told <= most_ratios) {
      notes.push_back(ratio_drift_text(verdict, language));
    }
  }
  if (told > most_ratios) {
    notes.push_back(tr(language, "{} more ratios changed during the run; see the chart of blocks.",
                       told - most_ratios));
  }
  return notes;
}

Notes disturbances(const records::RunData& run, std::span<const analysis::Verdict> verdicts,
                   text::Language language) {
  Notes notes = about_another_run(run.manifest, language);
  append(notes, about_load(run.manifest, language));
  append(notes, about_stolen_time(run, language));
  append(notes, about_pressure(run, language));
  append(notes, about_drift(run, verdicts, language));
  return notes;
}

Notes about_cpu_quota(const records::Manifest& manifest, text::Language language) {
  if (!manifest.hosts.empty()) {
    return about_quotas_of_hosts(manifest.hosts, language);
  }
  const records::Placement& placement = manifest.placement;
  const std::size_t cores = placement.servers && placement.generator
                                ? placement.servers->size() + placement.generator->size()
                                : manifest.machine.cores;
  const records::Real& quota = manifest.machine.cpu_quota;
  if (!quota || *quota >= static_cast<double>(cores)) {
    return {};
  }
  return {tr(language,
             "A control group gives servers and generator together the time of {:.3g} CPUs, less "
             "than that of their {} cores: where they need more, the kernel halts them, and the "
             "figures show that limit.",
             *quota, cores)};
}

Notes about_shared_cores(const records::Manifest& manifest, text::Language language) {
  const records::Placement& placement = manifest.placement;
  const common::Topology& all = manifest.machine.topology;
  if (!placement.servers || all.empty()) {
    return {};
  }
  Notes notes;
  if (all.size() == 1) {
    notes.emplace_back(
        tr(language,
           "Servers and generator run on the two hardware threads of one core: each slows the "
           "other, so the figures hold for this load on this core alone."));
  }
  const std::size_t cores = records::part_of(all, *placement.servers).size();
  std::vector<std::string> arms;
  for (const std::string& name : manifest.plan.arms) {
    const auto backends = static_cast<std::size_t>(manifest.plan.arm(name).backends);
    if (backends > 0 && cores > 1 && cores < backends + 1) {
      arms.push_back(tr(language, "{} ({} processes)", name, backends + 1));
    }
  }
  if (!arms.empty()) {
    notes.push_back(tr(language,
                       "The servers have {} cores, which the processes of {} share: what a core "
                       "for each would gain is not shown.",
                       cores, fmt::format("{}", fmt::join(arms, ", "))));
  }
  return notes;
}

}  // namespace tiga::suite::report
