#include "suite/map/sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "common/sequences.hpp"
#include "suite/report/failed_runs.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::map {
namespace {

// "c=4", "c=4 and 16", "c=4 to 256": consecutive levels.
std::string levels_of(std::span<const LevelDecision> levels, text::Language language) {
  const std::uint64_t first = levels.front().concurrency;
  const std::uint64_t last = levels.back().concurrency;
  if (levels.size() == 1) {
    return fmt::format("c={}", first);
  }
  return fmt::format("c={} {} {}", first,
                     levels.size() == 2 ? tr(language, "and") : tr(language, "to"), last);
}

std::string bound_text(bool at_least, text::Language language) {
  return report::bound_words(at_least ? analysis::Bound::at_least : analysis::Bound::none,
                             language);
}

// "3.9 to 12 times", "at least 1.2 times"; "" if no ratio is known.
std::string times_of(std::span<const LevelDecision> levels, text::Language language) {
  const auto known =
      common::filtered(levels, [](const LevelDecision& level) { return level.ratio.has_value(); });
  if (known.empty()) {
    return "";
  }
  const auto [least, most] = std::ranges::minmax(
      common::transformed(known, [](const LevelDecision& level) { return *level.ratio; }));
  const bool bounded = std::ranges::any_of(known, &LevelDecision::at_least);
  const std::string from = report::ratio_text(least);
  const std::string to = report::ratio_text(most);
  return fmt::format("{}{}{}", bound_text(bounded, language), from,
                     from == to ? "" : fmt::format("{}{}", tr(language, " to "), to));
}

std::string won(std::span<const LevelDecision> levels, bool everywhere, text::Language language) {
  const LevelDecision& first = levels.front();
  const std::string where = everywhere ? tr(language, "at every concurrency")
                                       : tr(language, "at {}", levels_of(levels, language));
  const std::string times = times_of(levels, language);
  const bool estimated = first.decision == Decision::estimated;
  const std::string head = estimated ? tr(language, "{} was ahead {}", first.best.front(), where)
                                     : tr(language, "{} wins {}", first.best.front(), where);
  const std::string mark = estimated ? tr(language, ", no verdict") : std::string();
  if (first.by == analysis::Metric::server_cpu) {
    return tr(language,
              "{} by server CPU: the next takes {} times as much a request, and the generator was "
              "the limit of throughput{}",
              head, times, mark);
  }
  return tr(language, "{} ({} times the next{})", head, times, mark);
}

std::string part_of(std::span<const LevelDecision> levels, bool everywhere,
                    text::Language language) {
  const LevelDecision& first = levels.front();
  const std::string where = levels_of(levels, language);
  switch (first.decision) {
    case Decision::wins:
    case Decision::estimated:
      return won(levels, everywhere, language);
    case Decision::equivalent:
      return tr(language, "{} tie at {}: they are equivalent", report::joined(first.best, language),
                where);
    case Decision::inconclusive:
      return tr(language, "{} cannot be ranked at {}", report::joined(first.best, language), where);
    case Decision::alone:
      return tr(language, "only {} was measured at {}", first.best.front(), where);
    case Decision::invalid:
      break;
  }
  return tr(language, "no verdict at {}: {}", where, first.caveat.in(language));
}

bool is_same(const LevelDecision& a, const LevelDecision& b) {
  return a.decision == b.decision && a.by == b.by && a.best == b.best && a.caveat == b.caveat;
}

// Why the runner-up is behind: by the model of its handlers, else by its cells.
std::string cause_of(const LevelDecision& level, const MeasuredWorkload& workload,
                     const std::vector<records::MapRow>& rows, text::Language language) {
  if (const records::MapRow* next =
          find_row(rows, workload.workload.name, level.next, level.concurrency)) {
    if (std::string bound = bound_by_handlers(workload, *next, language); !bound.empty()) {
      return bound;
    }
  }
  return level.causes.empty() ? "" : level.causes.front().in(language);
}

// Arms that server CPU and total CPU rank differently at that level, and the place of each arm.
std::vector<std::string> order_of(const MeasuredWorkload& workload, std::uint64_t concurrency,
                                  text::Language language) {
  const report::LevelSummary summary = report::summarize(
      workload.run, workload.verdicts, {static_cast<std::uint32_t>(concurrency), std::nullopt});
  return {report::cpu_order_text(summary.reversed, language),
          report::standing_text(summary, language)};
}

// The arms that a reader misses at that level.
std::vector<std::string> failures_of(const MeasuredWorkload& workload, std::uint64_t concurrency,
                                     text::Language language) {
  const plan::Level level{static_cast<std::uint32_t>(concurrency), std::nullopt};
  return common::transformed(workload.run.manifest.plan.arms, [&](const std::string& arm) {
    return report::capitalised(
        report::failed_text(arm, analysis::cells_of(workload.run.cells, arm, level),
                            workload.workload.name + '/', language));
  });
}

std::string level_line(const LevelDecision& level, const std::string& cause,
                       text::Language language) {
  const std::string where = fmt::format("c={}", level.concurrency);
  const bool decided = level.decision == Decision::wins || level.decision == Decision::estimated;
  if (!decided) {
    return fmt::format("{}.", part_of(std::span(&level, 1), false, language));
  }
  std::string times = "?";
  if (level.ratio) {
    times = level.lower && level.upper
                ? report::estimate(*level.ratio, {*level.lower, *level.upper})
                : report::ratio_text(*level.ratio);
  }
  const std::vector<report::Behind> behind{
      {level.next, bound_text(level.at_least, language) + times, cause}};
  return level.decision == Decision::estimated
             ? tr(language, "{}: {} was ahead: {} (an estimate: too few blocks for a verdict).",
                  where, level.best.front(), report::margins_text(level.by, behind, language))
             : fmt::format("{}: {}.", where,
                           report::lead_text(level.by, level.best.front(), behind, language));
}

}  // namespace

bool is_won(const records::MapRow& row) {
  return row.verdict == to_string(Decision::wins) || row.verdict == to_string(Decision::estimated);
}

std::string map_headline(const MapData& map, text::Language language) {
  return map_headline(map.rows, language);
}

std::string map_headline(std::span<const records::MapRow> rows, text::Language language) {
  std::map<std::string, std::size_t> wins;
  std::size_t places = 0;
  std::size_t ties = 0;
  std::size_t others = 0;
  bool estimated = false;
  const records::MapRow* last = nullptr;
  for (const records::MapRow& row : rows) {
    const bool same_place =
        last != nullptr && last->workload == row.workload && last->concurrency == row.concurrency;
    last = &row;
    if (same_place) {
      continue;
    }
    ++places;
    if (is_won(row)) {
      ++wins[row.winner];
      estimated |= row.verdict == to_string(Decision::estimated);
    } else if (row.verdict == to_string(Decision::equivalent) ||
               row.verdict == to_string(Decision::inconclusive)) {
      ++ties;
    } else {
      ++others;
    }
  }
  std::vector<std::pair<std::string, std::size_t>> ranked(wins.begin(), wins.end());
  std::ranges::stable_sort(ranked, std::greater(), &std::pair<std::string, std::size_t>::second);
  std::vector<std::string> parts;
  parts.reserve(ranked.size() + 2);
  for (const auto& [arm, count] : ranked) {
    parts.push_back(fmt::format("{} {}", arm, count));
  }
  if (ties > 0) {
    parts.push_back(tr(language, "ties {}", ties));
  }
  if (others > 0) {
    parts.push_back(tr(language, "without a verdict {}", others));
  }
  return tr(language, "{} {} of the map, {} ahead: {}.", places,
            (places == 1 ? tr(language, "place") : tr(language, "places")),
            estimated ? tr(language, "who was") : tr(language, "who is"), fmt::join(parts, ", "));
}

std::string workload_line(const MeasuredWorkload& workload, text::Language language) {
  const std::span<const LevelDecision> all = workload.decisions;
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin + 1;
    while (end < all.size() && is_same(all[begin], all[end])) {
      ++end;
    }
    parts.push_back(
        part_of(all.subspan(begin, end - begin), end - begin == all.size() && end > 1, language));
    begin = end;
  }
  return fmt::format("{}: {}.", workload.workload.title.in(language), fmt::join(parts, "; "));
}

std::vector<std::string> level_lines(const MeasuredWorkload& workload,
                                     const std::vector<records::MapRow>& rows,
                                     text::Language language) {
  return common::transformed(workload.decisions, [&](const LevelDecision& level) {
    std::string line = level_line(level, cause_of(level, workload, rows, language), language);
    std::vector<std::string> more = order_of(workload, level.concurrency, language);
    report::append(more, failures_of(workload, level.concurrency, language));
    for (const std::string& sentence : more) {
      line += sentence.empty() ? "" : " " + sentence;
    }
    return line;
  });
}

}  // namespace tiga::suite::map
