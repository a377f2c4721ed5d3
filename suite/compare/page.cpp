// The output of `tiga compare`.
#include <fmt/format.h>

#include <algorithm>

#include "suite/compare/compare.hpp"
#include "suite/records/paths.hpp"
#include "suite/report/machine_notes.hpp"
#include "suite/report/words.hpp"
#include "suite/text/paragraph.hpp"

namespace tiga::suite::compare {
namespace {

std::string verdict_word(const analysis::Verdict& verdict) {
  if (verdict.limited && verdict.kind != analysis::VerdictKind::invalid) {
    return "limited";
  }
  return std::string(verdict.metric == analysis::Metric::server_cpu
                         ? report::finding_word(verdict, text::Language::english)
                         : to_string(verdict.kind));
}

std::string columns(const analysis::Verdict& verdict) {
  const std::string_view sign = verdict.bound == analysis::Bound::at_least  ? ">="
                                : verdict.bound == analysis::Bound::at_most ? "<="
                                                                            : "";
  return fmt::format("{:>2} {:<18} {:<12}", sign,
                     verdict.comparison ? report::estimate(*verdict.comparison) : "-",
                     verdict_word(verdict));
}

std::string line_of(const CellComparison& cell) {
  const std::string line = fmt::format("{:<14} {:<18} {:<34} {}", cell.arm, brief(cell.level),
                                       columns(cell.speed), columns(cell.server_cpu));
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string reading(std::span<const CellComparison> cells) {
  std::string page;
  if (std::ranges::any_of(cells, [](const CellComparison& cell) { return cell.speed.limited; })) {
    page += text::note("limited: the generator was the limit; judge by server CPU a request.");
  }
  if (std::ranges::any_of(cells,
                          [](const CellComparison& cell) { return cell.level.load.has_value(); })) {
    page += text::note(
        "Open loops: p99 latency, each run at that share of what the arm did in that run's closed "
        "loop: an arm that got faster is offered more.");
  }
  return page;
}

// Arms whose throughput is not one figure but two: a comparison of whole runs knows their mean.
std::string drift_note(const records::RunData& run) {
  const std::string changed = report::arm_drift_text(run, text::Language::english);
  return changed.empty() ? "" : text::note(fmt::format("{}: {}", name_of(run), changed));
}

// Why there is no verdict. One line if both metrics have the same reason.
std::string invalid_notes(const CellComparison& cell) {
  const auto line = [&](const analysis::Verdict& verdict, std::string_view what) {
    return verdict.kind == analysis::VerdictKind::invalid
               ? text::note(fmt::format("{} at {}{}: {}", cell.arm, brief(cell.level), what,
                                        verdict.caveat.in(text::Language::english)))
               : "";
  };
  if (cell.speed.caveat == cell.server_cpu.caveat) {
    return line(cell.speed, "");
  }
  return line(cell.speed, fmt::format(", {}", to_string(cell.speed.metric))) +
         line(cell.server_cpu, ", server_cpu");
}

std::string worse_notes(const CellComparison& cell, double delta) {
  const std::string place = fmt::format("{} at {} ", cell.arm, brief(cell.level));
  std::string page;
  if (!cell.broken.empty()) {
    page += text::note(fmt::format("{}is broken: {}", place, cell.broken));
  }
  if (got_worse(cell.speed, delta)) {
    page += text::note(fmt::format("{}is slower: {} times the {}", place,
                                   report::estimate(*cell.speed.comparison),
                                   cell.level.load ? "p99 latency" : "throughput"));
  }
  if (got_worse(cell.server_cpu, delta)) {
    page += text::note(fmt::format("{}is dearer: {} times the server CPU a request", place,
                                   report::estimate(*cell.server_cpu.comparison)));
  }
  return page;
}

// If all cells of several arms got worse, something common has changed: usually the machine.
std::string all_alike(std::span<const CellComparison> cells, double delta) {
  const bool several_arms = std::ranges::any_of(
      cells, [&](const CellComparison& cell) { return cell.arm != cells.front().arm; });
  const bool all_worse = std::ranges::all_of(cells, [&](const CellComparison& cell) {
    return got_worse(cell.speed, delta) || got_worse(cell.server_cpu, delta);
  });
  return several_arms && all_worse
             ? text::note(
                   "Every cell of every arm got worse. What they share may have changed: most "
                   "likely the machine, from one hour to the next. Make both runs again, one right "
                   "after the other, or put both versions into one plan (docs/method.md).")
             : "";
}

}  // namespace

std::string compare_page(const records::RunData& run, const records::RunData& baseline,
                         std::span<const CellComparison> cells, double delta) {
  std::string page =
      fmt::format("{} over {}, with 95 % intervals\n", records::for_people(run.folder),
                  records::for_people(baseline.folder));
  for (const std::string& difference : differences(run, baseline)) {
    page += text::note(difference);
  }
  for (const records::RunData* each : {&baseline, &run}) {
    page += drift_note(*each);
  }
  page += fmt::format("\n{:<14} {:<18}    {:<32}   {}\n", "arm", "level",
                      "throughput (open loop: p99)", "server CPU a request");
  std::string notes = reading(cells);
  std::string worse;
  for (const CellComparison& cell : cells) {
    page += line_of(cell);
    notes += invalid_notes(cell);
    worse += worse_notes(cell, delta);
  }
  return page + notes +
         (worse.empty() ? fmt::format("\nNothing got slower beyond {:.3g} %.\n", delta * 100)
                        : fmt::format("\nSlower beyond {:.3g} %, for certain, or broken:\n{}{}",
                                      delta * 100, worse, all_alike(cells, delta)));
}

}  // namespace tiga::suite::compare
