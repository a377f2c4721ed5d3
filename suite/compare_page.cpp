// What `tiga compare` prints.
#include <fmt/format.h>

#include "suite/compare.hpp"
#include "suite/home.hpp"
#include "suite/paragraph.hpp"
#include "suite/verdict_words.hpp"

namespace tiga::suite {
namespace {

std::string note(std::string_view text) { return paragraph(text, "  - ", "    "); }

std::string level_name(const Level& level) {
  return level.load ? fmt::format("c={} at {:.0f} % load", level.concurrency, *level.load * 100)
                    : fmt::format("c={}", level.concurrency);
}

std::string verdict_word(const Verdict& verdict) {
  if (verdict.limited) {
    return "limited";
  }
  return std::string(verdict.metric == Metric::server_cpu ? cpu_word(verdict)
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
      fmt::format("{:<14} {:<18} {:<34} {}", cell.arm, level_name(cell.level),
                  cell.throughput ? columns(*cell.throughput) : "", columns(cell.server_cpu));
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

bool any_limited(const std::vector<CellComparison>& cells) {
  for (const CellComparison& cell : cells) {
    if (cell.throughput && cell.throughput->limited) {
      return true;
    }
  }
  return false;
}

std::string invalid_notes(const std::vector<CellComparison>& cells) {
  std::string page;
  for (const CellComparison& cell : cells) {
    for (const Verdict* verdict :
         {cell.throughput ? &*cell.throughput : nullptr, &cell.server_cpu}) {
      if (verdict != nullptr && !verdict->comparison) {
        page += note(fmt::format("{} at {}, {}: {}", cell.arm, level_name(cell.level),
                                 to_string(verdict->metric), verdict->doubt));
      }
    }
  }
  return page;
}

std::string worse_page(const std::vector<CellComparison>& cells, double delta) {
  std::string page;
  for (const CellComparison& cell : cells) {
    if (cell.throughput && got_worse(*cell.throughput, delta)) {
      page += note(fmt::format("{} at {} is slower: {} times the throughput", cell.arm,
                               level_name(cell.level), estimate(*cell.throughput->comparison)));
    }
    if (got_worse(cell.server_cpu, delta)) {
      page += note(fmt::format("{} at {} is dearer: {} times the server CPU a request", cell.arm,
                               level_name(cell.level), estimate(*cell.server_cpu.comparison)));
    }
  }
  return page.empty()
             ? fmt::format("\nNothing got slower beyond {:.3g} %.\n", delta * 100)
             : fmt::format("\nSlower beyond {:.3g} %, for certain:\n{}", delta * 100, page);
}

}  // namespace

std::string compare_page(const RunData& run, const RunData& baseline,
                         const std::vector<CellComparison>& cells, double delta) {
  std::string page = fmt::format("{} over {}, with 95 % intervals\n", for_people(run.folder),
                                 for_people(baseline.folder));
  for (const std::string& difference : differences(run, baseline)) {
    page += note(difference);
  }
  page += fmt::format("\n{:<14} {:<18}    {:<32}   {}\n", "arm", "level", "throughput",
                      "server CPU a request");
  for (const CellComparison& cell : cells) {
    page += line_of(cell);
  }
  if (any_limited(cells)) {
    page += note("limited: the generator was the limit; judge by server CPU a request.");
  }
  page += invalid_notes(cells);
  return page + worse_page(cells, delta);
}

}  // namespace tiga::suite
