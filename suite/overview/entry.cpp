#include "suite/overview/entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <span>
#include <utility>

#include "common/sequences.hpp"
#include "suite/analysis/verdict_rows.hpp"
#include "suite/autopsy/defects.hpp"
#include "suite/autopsy/page.hpp"
#include "suite/map/sentences.hpp"
#include "suite/report/machine_notes.hpp"
#include "suite/report/narrator.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::overview {
namespace {

constexpr std::size_t most_bars = 5;

// `headline` is empty if no report was made.
std::string result_text(records::RunStatus status, const std::string& headline,
                        text::Language language) {
  switch (status) {
    case records::RunStatus::running:
      return tr(language, "Not at its end: it is being measured, or was killed.");
    case records::RunStatus::interrupted:
      return headline.empty() ? tr(language, "Cut short.")
                              : tr(language, "Cut short. {}", headline);
    case records::RunStatus::complete:
      break;
  }
  return headline.empty() ? tr(language, "No page was made of it yet.") : headline;
}

std::string undisturbed_headline(const RunFiles& files,
                                 const std::vector<analysis::Verdict>& verdicts,
                                 text::Language language) {
  return autopsy::shows_defects(files.run.manifest.plan)
             ? autopsy::autopsy_findings(files.run, files.published, language).headline
             : report::headline({files.run, {}, verdicts, files.published, language});
}

// Marked where the run's page warns, but for ratios that changed during the run: verdicts.csv lacks
// them.
std::string headline_of(const RunFiles& files, text::Language language) {
  if (!files.verdicts) {
    return "";
  }
  const std::vector<analysis::Verdict> verdicts = analysis::verdicts_from_rows(*files.verdicts);
  std::string headline = undisturbed_headline(files, verdicts, language);
  return report::disturbances(files.run, verdicts, language).empty()
             ? headline
             : tr(language, "Disturbed. {}", headline);
}

// The highest first, and no more than a glance takes in.
std::vector<document::Bar> first_bars(std::vector<document::Bar> bars) {
  std::ranges::stable_sort(bars, std::greater(), &document::Bar::value);
  bars.resize(std::min(bars.size(), most_bars));
  return bars;
}

// "at concurrency 100", "at concurrency 100, the first 5 of 12".
std::string about_bars(const std::string& what, std::size_t all, text::Language language) {
  return all <= most_bars ? what : tr(language, "{}, the first {} of {}", what, most_bars, all);
}

void add_throughput(Entry& entry, const RunFiles& files, text::Language language) {
  const plan::Plan& plan = files.run.manifest.plan;
  const std::vector<std::uint32_t> levels = common::sorted(plan.concurrencies);
  const std::uint32_t middle = levels[levels.size() / 2];
  std::vector<document::Bar> bars;
  for (const records::EstimateRow& row : files.estimates) {
    if (row.metric == "throughput" && row.concurrency == middle && !row.load &&
        common::contains(plan.arms, row.arm)) {
      bars.push_back({row.arm, row.median, fmt::format("{:.0f}", row.median)});
    }
  }
  if (!bars.empty()) {
    entry.about_bars =
        about_bars(tr(language, "requests/s at concurrency {}", middle), bars.size(), language);
    entry.bars = first_bars(std::move(bars));
  }
}

void add_places(Entry& entry, const std::vector<records::MapRow>& rows, text::Language language) {
  std::map<std::string, std::size_t> wins;
  for (const records::MapRow& row : rows) {
    if (map::is_won(row) && row.winner == row.arm) {  // one row of each place
      ++wins[row.arm];
    }
  }
  std::vector<document::Bar> bars;
  bars.reserve(wins.size());
  for (const auto& [arm, count] : wins) {
    bars.push_back({arm, static_cast<double>(count), fmt::format("{}", count)});
  }
  if (!bars.empty()) {
    entry.about_bars = about_bars(tr(language, "places won"), bars.size(), language);
    entry.bars = first_bars(std::move(bars));
  }
}

// Several hosts are many words: the page of the run has them.
std::string machine_of(const records::Manifest& manifest, text::Language language) {
  const std::string first = machine_text(manifest.machine, language);
  return manifest.hosts.empty() ? first
                                : tr(language, "{} hosts; {}", manifest.hosts.size(), first);
}

}  // namespace

Entry run_entry(const RunFiles& files, text::Language language) {
  const records::Manifest& manifest = files.run.manifest;
  Entry entry;
  entry.name = files.run.folder.filename().string();
  entry.started = manifest.started;
  entry.plan = manifest.plan.name;
  entry.result = result_text(manifest.status, headline_of(files, language), language);
  entry.machine = machine_of(manifest, language);
  entry.spent_s = seconds_of(files.run.cells);
  add_throughput(entry, files, language);
  return entry;
}

Entry map_entry(const MapFiles& files, text::Language language) {
  Entry entry;
  entry.name = files.name;
  entry.started = files.manifest.started;
  entry.plan = files.manifest.name;
  entry.is_map = true;
  const bool judged = files.rows && !files.rows->empty();
  entry.result =
      result_text(files.manifest.status,
                  judged ? map::map_headline(std::span(*files.rows), language) : "", language);
  for (const records::RunData& run : files.runs) {
    entry.machine = machine_of(run.manifest, language);
    if (const records::Real spent = seconds_of(run.cells)) {
      entry.spent_s = entry.spent_s.value_or(0) + *spent;
    }
  }
  if (judged) {
    add_places(entry, *files.rows, language);
  }
  return entry;
}

}  // namespace tiga::suite::overview
