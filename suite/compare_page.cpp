// What `tiga compare` prints.
#include <fmt/format.h>

#include <algorithm>

#include "suite/compare.hpp"
#include "suite/home.hpp"
#include "suite/paragraph.hpp"
#include "suite/verdict_words.hpp"

namespace tiga::suite {
namespace {

std::string verdict_word(const Verdict& verdict) {
  if (verdict.limited && verdict.finding != Finding::invalid) {
    return "limited";
  }
  return std::string(verdict.metric == Metric::server_cpu ? cpu_word(verdict, Language::english)
                                                          : to_string(verdict.finding));
}

std::string columns(const Verdict& verdict) {
  const std::string_view sign = verdict.bound == Bound::at_least  ? ">="
                                : verdict.bound == Bound::at_most ? "<="
                                                                  : "";
  return fmt::format("{:>2} {:<18} {:<12}", sign,
                     verdict.comparison ? estimate(*verdict.comparison) : "-",
                     verdict_word(verdict));
}

std::string line_of(const CellComparison& cell) {
  std::string line =
      fmt::format("{:<14} {:<18} {:<34} {}", cell.arm, level_name(cell.level, Language::english),
                  columns(cell.speed), columns(cell.server_cpu));
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string reading(std::span<const CellComparison> cells) {
  std::string page;
  if (std::ranges::any_of(cells, [](const CellComparison& cell) { return cell.speed.limited; })) {
    page += note("limited: the generator was the limit; judge by server CPU a request.");
  }
  if (std::ranges::any_of(cells,
                          [](const CellComparison& cell) { return cell.level.load.has_value(); })) {
    page += note(
        "Open loops: p99 latency, each run at that share of what the arm did in that run's closed "
        "loop: an arm that got faster is offered more.");
  }
  return page;
}

// Why there is no verdict, once where both metrics have the same reason.
std::string invalid_notes(const CellComparison& cell) {
  const auto line = [&](const Verdict& verdict, std::string_view what) {
    return verdict.finding == Finding::invalid
               ? note(fmt::format("{} at {}{}: {}", cell.arm,
                                  level_name(cell.level, Language::english), what,
                                  verdict.doubt.english))
               : "";
  };
  if (cell.speed.doubt == cell.server_cpu.doubt) {
    return line(cell.speed, "");
  }
  return line(cell.speed, fmt::format(", {}", to_string(cell.speed.metric))) +
         line(cell.server_cpu, ", server_cpu");
}

std::string worse_notes(const CellComparison& cell, double delta) {
  const std::string place =
      fmt::format("{} at {} ", cell.arm, level_name(cell.level, Language::english));
  std::string page;
  if (!cell.broken.empty()) {
    page += note(fmt::format("{}is broken: {}", place, cell.broken));
  }
  if (got_worse(cell.speed, delta)) {
    page +=
        note(fmt::format("{}is slower: {} times the {}", place, estimate(*cell.speed.comparison),
                         cell.level.load ? "p99 latency" : "throughput"));
  }
  if (got_worse(cell.server_cpu, delta)) {
    page += note(fmt::format("{}is dearer: {} times the server CPU a request", place,
                             estimate(*cell.server_cpu.comparison)));
  }
  return page;
}

// Where each cell of several arms got worse, what they share has changed: often the machine.
std::string all_alike(std::span<const CellComparison> cells, double delta) {
  const bool several_arms = std::ranges::any_of(
      cells, [&](const CellComparison& cell) { return cell.arm != cells.front().arm; });
  const bool all_worse = std::ranges::all_of(cells, [&](const CellComparison& cell) {
    return got_worse(cell.speed, delta) || got_worse(cell.server_cpu, delta);
  });
  return several_arms && all_worse
             ? note(
                   "Every cell of every arm got worse. What they share may have changed: most "
                   "likely the machine, from one hour to the next. Make both runs again, one right "
                   "after the other, or put both versions into one plan (docs/method.md).")
             : "";
}

}  // namespace

std::string compare_page(const RunData& run, const RunData& baseline,
                         std::span<const CellComparison> cells, double delta) {
  std::string page = fmt::format("{} over {}, with 95 % intervals\n", for_people(run.folder),
                                 for_people(baseline.folder));
  for (const std::string& difference : differences(run, baseline)) {
    page += note(difference);
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

}  // namespace tiga::suite
