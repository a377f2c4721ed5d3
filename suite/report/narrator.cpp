#include "suite/report/narrator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/sequences.hpp"
#include "suite/plan/level_text.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using analysis::Metric;
using analysis::Verdict;
using analysis::VerdictKind;

std::string value_of_metric(Metric metric, text::Language language) {
  switch (metric) {
    case Metric::throughput:
      return tr(language, "the throughput");
    case Metric::server_cpu:
      return tr(language, "the server CPU a request");
    case Metric::total_cpu:
      return tr(language, "the total CPU a request");
    case Metric::latency_p99:
      break;
  }
  return tr(language, "the p99 latency");
}

// "at least 1.62 [1.55, 1.70]". By CPU it is the ratio of the arm behind.
std::string times_of(const Verdict& verdict, text::Language language) {
  const bool cost = is_cpu(verdict.metric) && verdict.kind == VerdictKind::better;
  const Verdict shown = cost ? inverted(verdict) : verdict;
  return bound_words(shown.bound, language) + estimate(*shown.comparison);
}

constexpr std::size_t room_for_causes = 80;  // verdicts.csv has all of them

// The verdicts of one sentence.
struct Group {
  enum class Kind { ahead, undecided, limited, ahead_by_cpu, undecided_by_cpu, invalid };

  Kind kind = Kind::invalid;
  std::string common;  // the arm ahead, or the caveat
  std::vector<Verdict> verdicts;
};

Group group_of(const Verdict& verdict, text::Language language) {
  const bool cpu = is_cpu(verdict.metric);
  if (verdict.kind == VerdictKind::invalid) {
    return {Group::Kind::invalid, verdict.caveat.in(language), {verdict}};
  }
  if (verdict.kind == VerdictKind::better) {
    return {cpu ? Group::Kind::ahead_by_cpu : Group::Kind::ahead, verdict.arm, {verdict}};
  }
  if (verdict.limited) {
    return {Group::Kind::limited, verdict.caveat.in(language), {verdict}};
  }
  return {cpu ? Group::Kind::undecided_by_cpu : Group::Kind::undecided,
          verdict.arm + '/' + verdict.baseline,
          {verdict}};
}

// Ordered as the sentences are.
std::vector<Group> groups_of(const std::vector<Verdict>& pairs, text::Language language) {
  std::vector<Group> groups;
  for (const Verdict& verdict : pairs) {
    Group group = group_of(verdict, language);
    const auto same = std::ranges::find_if(groups, [&](const Group& other) {
      return other.kind == group.kind && other.common == group.common;
    });
    if (same == groups.end()) {
      groups.push_back(std::move(group));
    } else {
      same->verdicts.push_back(verdict);
    }
  }
  std::ranges::stable_sort(groups, {}, &Group::kind);
  return groups;
}

std::string undecided_text(const Verdict& verdict, text::Language language) {
  const std::string value = value_of_metric(verdict.metric, language);
  const std::string times = times_of(verdict, language);
  if (verdict.kind == VerdictKind::equivalent) {
    return tr(language, "{0} and {1} are equivalent: {2} times {3} of {1}.", verdict.arm,
              verdict.baseline, times, value);
  }
  if (!verdict.caveat.empty()) {
    return tr(language, "{0} and {1} cannot be ranked: {2} times {3} of {1}; {4}.", verdict.arm,
              verdict.baseline, times, value, verdict.caveat.in(language));
  }
  return tr(language, "{0} and {1} cannot be ranked: {2} times {3} of {1}.", verdict.arm,
            verdict.baseline, times, value);
}

std::string pairs_text(const Group& group, text::Language language) {
  const auto names = common::transformed(group.verdicts, [&](const Verdict& verdict) {
    return tr(language, "{} and {}", verdict.arm, verdict.baseline);
  });
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string group_text(const Group& group, Detail detail, bool first, text::Language language) {
  const Verdict& verdict = group.verdicts.front();
  switch (group.kind) {
    case Group::Kind::undecided:
    case Group::Kind::undecided_by_cpu:
      return undecided_text(verdict, language);
    case Group::Kind::limited:
      return tr(language, "{} cannot be ranked: {}.", pairs_text(group, language), group.common);
    case Group::Kind::invalid:
      return first ? tr(language, "there is no verdict on {}: {}.", pairs_text(group, language),
                        group.common)
                   : tr(language, "There is no verdict on {}: {}.", pairs_text(group, language),
                        group.common);
    case Group::Kind::ahead:
    case Group::Kind::ahead_by_cpu:
      break;
  }
  const auto behind = common::transformed(group.verdicts, [&](const Verdict& one) {
    return Behind{one.baseline, times_of(one, language),
                  detail == Detail::all ? first_causes(one, ", ", room_for_causes, language) : ""};
  });
  return lead_text(verdict.metric, group.common, behind, language) + '.';
}

// The rule for copies is stricter than the interval shown, so that needs a word where they part.
std::string copies_text(const Verdict& copies, text::Language language) {
  if (!copies.comparison || copies.blocks < analysis::least_blocks) {
    return tr(language, "A/A was not checked here: {}.", copies.caveat.in(language));
  }
  const stats::Comparison& found = *copies.comparison;
  const std::string figures = tr(language, "A/A: {} and its copy: {:.3f} [{}, {}] over {} blocks",
                                 copies.baseline, found.ratio, ratio_text(found.interval_95.lower),
                                 ratio_text(found.interval_95.upper), copies.blocks);
  if (copies.copies_differ || found.interval_95.contains(1)) {
    return figures + '.';
  }
  return found.interval_99.contains(1)
             ? tr(language, "{}; not told apart at 99 %.", figures)
             : tr(language, "{}; too close to 1 to be told apart.", figures);
}

std::string wide_text(const LevelSummary& summary, double goal, text::Language language) {
  return summary.all_wide ? tr(language, "All wider than the goal of ±{:.3g} %.", goal * 100)
                          : tr(language, "Wider than the goal of ±{:.3g} %: {}.", goal * 100,
                               fmt::join(summary.wide, ", "));
}

std::string rates_text(const std::vector<LevelSummary::Rate>& all, text::Language language) {
  const auto rates = common::transformed(all, [](const LevelSummary::Rate& rate) {
    return fmt::format("{} {:.0f}", rate.arm, rate.per_second);
  });
  const auto bounded = common::filtered(all, &LevelSummary::Rate::lower_bound);
  std::string text = tr(language, "Requests a second (medians), of each arm's own capacity: {}.",
                        fmt::join(rates, ", "));
  if (!bounded.empty()) {
    text += tr(
        language,
        " The generator was the limit of {} there: that capacity is a lower bound, the load less "
        "than it says.",
        fmt::join(common::transformed(bounded, &LevelSummary::Rate::arm), ", "));
  }
  return text;
}

// Appends the sentences that are no verdicts.
void add_doubts(std::vector<std::string>& sentences, const LevelSummary& summary,
                const plan::Plan& plan, text::Language language) {
  if (!summary.quotients.empty()) {
    sentences.push_back(quotients_text(summary.quotients, language));
  }
  if (summary.limit_unknown) {
    sentences.push_back(tr(language, "Whether the generator was the limit is not known."));
  }
  if (summary.copies) {
    sentences.push_back(copies_text(*summary.copies, language));
  }
  if (!summary.wide.empty()) {
    sentences.push_back(wide_text(summary, plan.precision, language));
  }
  if (!summary.rates.empty()) {
    sentences.push_back(rates_text(summary.rates, language));
  }
  for (const LevelSummary::Unsteady& one : summary.unsteady) {
    sentences.push_back(
        tr(language, "No steady state: {} in {} of {} cells.", one.arm, one.cells, one.of));
  }
}

}  // namespace

std::string level_line(const LevelSummary& summary, const plan::Plan& plan, Detail detail,
                       text::Language language) {
  std::vector<std::string> sentences;
  if (std::string first = first_place_text(summary, language);
      detail == Detail::ranking && !first.empty()) {
    sentences.push_back(std::move(first));
  }
  for (const Group& group : groups_of(summary.pairs, language)) {
    sentences.push_back(group_text(group, detail, sentences.empty(), language));
  }
  if (!summary.reversed.empty()) {
    sentences.push_back(cpu_order_text(summary.reversed, language));
  }
  if (std::string places = standing_text(summary, language);
      detail != Detail::ranking && !places.empty()) {
    sentences.push_back(std::move(places));
  }
  if (detail != Detail::all) {
    return fmt::format("{}, {}", level_text(summary.level, plan::LevelStyle::sentence, language),
                       fmt::join(sentences, " "));
  }
  add_doubts(sentences, summary, plan, language);
  return fmt::format("{}: {}", level_text(summary.level, plan::LevelStyle::brief, language),
                     fmt::join(sentences, " "));
}

std::vector<std::string> level_lines(const records::RunData& run, std::span<const Verdict> verdicts,
                                     Detail detail, text::Language language) {
  std::vector<std::string> lines;
  if (!why_no_verdict(run, verdicts).empty()) {
    return lines;
  }
  const plan::Plan& plan = run.manifest.plan;
  for (const plan::Level& level : plan.levels()) {
    const LevelSummary summary = summarize(run, verdicts, level);
    if (detail == Detail::all || !summary.pairs.empty()) {
      lines.push_back(level_line(summary, plan, detail, language));
    }
  }
  return lines;
}

}  // namespace tiga::suite::report
