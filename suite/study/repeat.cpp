#include "suite/study/repeat.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/median.hpp"
#include "suite/compare/compare.hpp"
#include "suite/report/words.hpp"
#include "suite/study/markdown.hpp"

namespace tiga::suite::study {
namespace {

using analysis::Verdict;
using analysis::VerdictKind;
using compare::ChangeKind;

bool is_same_comparison(const Verdict& one, const Verdict& other) {
  return one.metric == other.metric && one.level == other.level && one.arm == other.arm &&
         one.baseline == other.baseline && one.copy == other.copy;
}

RepeatedVerdict over_all_runs(const Verdict& first,
                              std::span<const std::vector<Verdict>> verdicts) {
  RepeatedVerdict found{.first = first};
  for (const std::vector<Verdict>& of_run : verdicts) {
    std::ranges::copy_if(of_run, std::back_inserter(found.all), [&](const Verdict& verdict) {
      return is_same_comparison(verdict, first);
    });
  }
  return found;
}

// "21 faster", "18 faster, 3 inconclusive".
std::string counts_text(const RepeatedVerdict& repeated) {
  std::string text;
  for (const VerdictKind kind : {VerdictKind::better, VerdictKind::worse, VerdictKind::equivalent,
                                 VerdictKind::inconclusive, VerdictKind::invalid}) {
    if (const std::size_t count = repeated.count(kind); count > 0) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, to_string(kind));
    }
  }
  return text;
}

std::vector<std::string> row_of(const RepeatedVerdict& repeated) {
  std::vector<double> ratios;
  std::vector<double> half_widths;
  for (const Verdict& verdict : repeated.all) {
    if (verdict.comparison) {
      ratios.push_back(verdict.comparison->ratio);
      half_widths.push_back(verdict.comparison->half_width());
    }
  }
  const Verdict& first = repeated.first;
  const auto [least, most] =
      ratios.empty() ? std::ranges::minmax_result<double>{0, 0} : std::ranges::minmax(ratios);
  return {fmt::format("{} to {}", first.arm, first.baseline),
          compare::brief(first.level),
          std::string(to_string(first.metric)),
          counts_text(repeated),
          ratios.empty()
              ? "–"
              : fmt::format("{} to {}", report::ratio_text(least), report::ratio_text(most)),
          ratios.empty() ? "–" : fmt::format("±{}", percent_text(*stats::median(half_widths))),
          fmt::format("{}", repeated.changes),
          fmt::format("{}", repeated.reversals)};
}

std::string neighbours_table(const Repeats& repeats) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> sums(5);
  const auto add = [&](const std::string& name, const std::vector<std::size_t>& counts) {
    rows.push_back({name});
    for (const std::size_t count : counts) {
      rows.back().push_back(fmt::format("{}", count));
    }
  };
  for (std::size_t at = 0; at < repeats.neighbours.size(); ++at) {
    const compare::VerdictChanges& changes = repeats.neighbours[at];
    const std::vector<std::size_t> counts{
        changes.compared, changes.compared - changes.changed.size(),
        changes.count(ChangeKind::undecided), changes.count(ChangeKind::difference),
        changes.count(ChangeKind::reversed)};
    add(fmt::format("{} and {}", at + 1, at + 2), counts);
    for (std::size_t column = 0; column < sums.size(); ++column) {
      sums[column] += counts[column];
    }
  }
  add("all", sums);
  return markdown_table({"runs", "verdicts", "the same", "one is open",
                         "a ranking and *equivalent*", "*faster* and *slower*"},
                        rows);
}

}  // namespace

Experiment repeat_of(const ActiveStudy& study, std::size_t number) {
  const records::Manifest& run = study.manifest.run;
  return {number_name(number), run.plan_text, run.seed + static_cast<std::uint32_t>(number)};
}

std::size_t RepeatedVerdict::count(VerdictKind kind) const {
  return static_cast<std::size_t>(std::ranges::count(all, kind, &Verdict::kind));
}

std::size_t Repeats::reversed() const {
  std::size_t sum = 0;
  for (const compare::VerdictChanges& changes : neighbours) {
    sum += changes.count(ChangeKind::reversed);
  }
  return sum;
}

Repeats repeats_of(std::span<const std::vector<Verdict>> verdicts) {
  Repeats repeats{.runs = verdicts.size()};
  if (verdicts.empty()) {
    return repeats;
  }
  for (const Verdict& verdict : verdicts.front()) {
    if (!verdict.copy) {
      repeats.verdicts.push_back(over_all_runs(verdict, verdicts));
    }
  }
  for (std::size_t at = 1; at < verdicts.size(); ++at) {
    repeats.neighbours.push_back(compare::verdict_changes(verdicts[at], verdicts[at - 1]));
    for (const compare::VerdictChange& change : repeats.neighbours.back().changed) {
      for (RepeatedVerdict& repeated : repeats.verdicts) {
        if (is_same_comparison(repeated.first, change.before)) {
          ++repeated.changes;
          repeated.reversals += change.kind == ChangeKind::reversed ? 1U : 0U;
        }
      }
    }
  }
  return repeats;
}

std::string repeat_page(const Repeats& repeats) {
  std::vector<std::vector<std::string>> rows;
  for (const RepeatedVerdict& repeated : repeats.verdicts) {
    rows.push_back(row_of(repeated));
  }
  return fmt::format("{} runs in a row. Verdicts of neighbouring runs:\n\n{}\n", repeats.runs,
                     neighbours_table(repeats)) +
         "Each comparison over all runs:\n\n" +
         markdown_table({"arms", "level", "metric", "verdicts", "ratio, least to greatest",
                         "median half width (95 %)", "changes", "reversals"},
                        rows);
}

}  // namespace tiga::suite::study
