#include "suite/report/lead.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/sequences.hpp"
#include "stats/method.hpp"
#include "suite/analysis/estimates.hpp"
#include "suite/report/machine_notes.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/write_up.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using analysis::Verdict;
using analysis::VerdictKind;
using document::Paragraph;

constexpr std::size_t lines_at_most = 3;

std::size_t middle_of(std::span<const ResultLoad> loads, const std::vector<std::size_t>& closed) {
  const auto turn = std::find_if(closed.begin() + 1, closed.end() - 1, [&](std::size_t at) {
    return loads[at].ahead != loads[closed.front()].ahead;
  });
  return turn == closed.end() - 1 ? closed[closed.size() / 2] : *turn;
}

// The champion of a closed loop.
std::string ahead_at(const std::vector<Champion>& all, const plan::Level& level) {
  const auto one = std::ranges::find_if(all, [&](const Champion& champion) {
    return !level.load && common::contains(champion.at, level.concurrency);
  });
  return one == all.end() ? "" : one->arm;
}

// Lines of the result, and of how many loads they could be.
struct Lines {
  std::vector<std::string> shown;
  std::size_t of = 0;
};

Lines lines_of(const ReportInput& input) {
  const records::RunData& run = input.run;
  if (!why_no_verdict(run, input.verdicts).empty()) {
    return {};
  }
  const std::vector<Champion> all = champions(run, input.verdicts);
  std::vector<LevelSummary> summaries;
  std::vector<ResultLoad> loads;
  for (const plan::Level& level : analysis::sorted_levels(run.manifest.plan)) {
    LevelSummary summary = summarize(run, input.verdicts, level);
    if (!summary.pairs.empty()) {
      loads.push_back({level.load.has_value(), ahead_at(all, level)});
      summaries.push_back(std::move(summary));
    }
  }
  Lines lines{{}, summaries.size()};
  for (const std::size_t at : loads_that_matter(loads)) {
    lines.shown.push_back(
        level_line(summaries[at], run.manifest.plan, Detail::ranking, input.language));
  }
  return lines;
}

std::string decided_text(std::span<const Verdict> pairs, text::Language language) {
  const auto count = [&](VerdictKind kind) {
    return std::ranges::count(pairs, kind, &Verdict::kind);
  };
  std::vector<std::string> parts;
  if (const auto better = count(VerdictKind::better) + count(VerdictKind::worse); better > 0) {
    parts.push_back(tr(language, "{} with a better server", better));
  }
  if (const auto equivalent = count(VerdictKind::equivalent); equivalent > 0) {
    parts.push_back(tr(language, "{} equivalent", equivalent));
  }
  if (const auto inconclusive = count(VerdictKind::inconclusive); inconclusive > 0) {
    parts.push_back(tr(language, "{} that cannot be ranked", inconclusive));
  }
  if (const auto invalid = count(VerdictKind::invalid); invalid > 0) {
    parts.push_back(tr(language, "{} without a verdict", invalid));
  }
  return tr(language, "Comparisons in the table below: {} ({}).", pairs.size(),
            fmt::join(parts, ", "));
}

// 0.08: an end of an interval is 8 % away from its ratio.
double widest_of(std::span<const Verdict> pairs) {
  double widest = 0;
  for (const Verdict& verdict : pairs) {
    if (verdict.comparison && verdict.kind != VerdictKind::invalid) {
      widest = std::max(widest, verdict.comparison->half_width());
    }
  }
  return widest;
}

std::string copies_checked(const ReportInput& input) {
  const std::vector<Verdict> checks = common::filtered(input.verdicts, [](const Verdict& verdict) {
    return verdict.copy && verdict.comparison && verdict.blocks >= analysis::least_blocks;
  });
  if (checks.empty()) {
    return "";
  }
  return tr(input.language,
            "A copy of {} ran beside it; comparisons that told the two apart: {} of {}.",
            checks.front().baseline, std::ranges::count(checks, true, &Verdict::copies_differ),
            checks.size());
}

}  // namespace

std::vector<std::size_t> loads_that_matter(std::span<const ResultLoad> loads) {
  std::vector<std::size_t> closed;
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < loads.size(); ++at) {
    (loads[at].open_loop ? open : closed).push_back(at);
  }
  std::vector<std::size_t> chosen = closed;
  if (closed.size() > lines_at_most) {
    chosen = {closed.front(), middle_of(loads, closed), closed.back()};
  }
  while (chosen.size() < lines_at_most && !open.empty()) {
    chosen.push_back(open.back());
    open.pop_back();
  }
  return common::sorted(std::move(chosen));
}

std::string sure_text(const ReportInput& input, std::span<const Verdict> pairs) {
  std::vector<std::string> sentences;
  if (!pairs.empty()) {
    sentences.push_back(decided_text(pairs, input.language));
  }
  if (const double widest = widest_of(pairs); widest > 0) {
    sentences.push_back(tr(input.language,
                           "The widest {:.0f} % interval ends {:.3g} % away from its ratio.",
                           stats::confidence * 100, widest * 100));
  }
  if (std::string copies = copies_checked(input); !copies.empty()) {
    sentences.push_back(std::move(copies));
  }
  if (!sentences.empty() && !disturbances(input.run, input.verdicts, input.language).empty()) {
    sentences.push_back(tr(input.language, "The run was disturbed, which no interval allows for."));
  }
  return fmt::format("{}", fmt::join(sentences, " "));
}

const document::Figure* lead_figure(const ReportInput& input) {
  const auto chart = std::ranges::find(input.charts, "throughput", &document::Figure::id);
  const bool none = input.feature || chart == input.charts.end() || !chart->absent.empty();
  return none ? nullptr : &*chart;
}

document::Lead lead(const ReportInput& input, std::span<const Verdict> pairs) {
  const text::Language language = input.language;
  Lines lines = lines_of(input);
  document::Lead first;
  first.result = {document::Callout::Kind::result, headline(input), std::move(lines.shown)};
  if (const document::Figure* figure = lead_figure(input)) {
    first.figure = *figure;
  }
  if (std::string sure = sure_text(input, pairs); !sure.empty()) {
    if (first.result.lines.size() < lines.of) {
      sure += ' ' + tr(language, "Loads named above: {} of {}; the table below has them all.",
                       first.result.lines.size(), lines.of);
    }
    first.notes.push_back(Paragraph{std::move(sure), tr(language, "How sure")});
  }
  if (!input.run.cells.empty()) {
    first.notes.push_back(Paragraph{what_was_done(input)});
  }
  return first;
}

}  // namespace tiga::suite::report
