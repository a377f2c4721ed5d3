#include "suite/compare/verdict_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "suite/compare/compare.hpp"
#include "suite/report/words.hpp"
#include "suite/text/paragraph.hpp"

namespace tiga::suite::compare {
namespace {

using analysis::Verdict;
using analysis::VerdictKind;

bool ranks(const Verdict& verdict) {
  return verdict.kind == VerdictKind::better || verdict.kind == VerdictKind::worse;
}

bool decides(const Verdict& verdict) {
  return ranks(verdict) || verdict.kind == VerdictKind::equivalent;
}

// The verdict on the same pair, seen from the same arm.
std::optional<Verdict> same_pair(std::span<const Verdict> verdicts, const Verdict& wanted) {
  for (const Verdict& verdict : verdicts) {
    if (verdict.copy || verdict.metric != wanted.metric || verdict.level != wanted.level) {
      continue;
    }
    if (verdict.arm == wanted.arm && verdict.baseline == wanted.baseline) {
      return verdict;
    }
    if (verdict.arm == wanted.baseline && verdict.baseline == wanted.arm) {
      return inverted(verdict);
    }
  }
  return std::nullopt;
}

ChangeKind kind_of(const Verdict& before, const Verdict& now) {
  if (!decides(before) || !decides(now)) {
    return ChangeKind::undecided;
  }
  return ranks(before) && ranks(now) ? ChangeKind::reversed : ChangeKind::difference;
}

// "faster 1.62 [1.55, 1.70]"; where it has no verdict because of a change during the run, that too.
std::string finding(const Verdict& verdict) {
  std::string text = report::finding_word(verdict, text::Language::english);
  if (verdict.comparison) {
    text += " " + report::estimate(*verdict.comparison);
  }
  return verdict.drifted ? fmt::format("{} ({})", text, verdict.caveat.in(text::Language::english))
                         : text;
}

}  // namespace

std::size_t VerdictChanges::count(ChangeKind kind) const {
  return static_cast<std::size_t>(
      std::ranges::count(changed, kind, [](const VerdictChange& change) { return change.kind; }));
}

std::vector<Verdict> own_verdicts(const records::RunData& run) {
  return analysis::make_verdicts(run.manifest.plan, run.cells, run.manifest.seed);
}

VerdictChanges verdict_changes(std::span<const Verdict> now, std::span<const Verdict> before) {
  VerdictChanges changes;
  for (const Verdict& verdict : before) {
    const auto other = verdict.copy ? std::nullopt : same_pair(now, verdict);
    if (!other) {
      continue;
    }
    ++changes.compared;
    if (other->kind != verdict.kind) {
      changes.changed.push_back({kind_of(verdict, *other), verdict, *other});
    }
  }
  std::ranges::stable_sort(changes.changed, {}, &VerdictChange::kind);
  return changes;
}

std::string change_text(const VerdictChange& change) {
  return fmt::format("{}{} to {} at {}, {}: {}, then {}",
                     change.kind == ChangeKind::reversed ? "reversed: " : "", change.before.arm,
                     change.before.baseline, brief(change.before.level),
                     report::metric_name(change.before.metric, text::Language::english),
                     finding(change.before), finding(change.now));
}

std::string changes_page(const VerdictChanges& changes) {
  if (changes.compared == 0) {
    return "";
  }
  std::string page = fmt::format(
      "\nVerdicts of each run by itself: {} of {} are the same, {} reversed (faster and slower).\n",
      changes.compared - changes.changed.size(), changes.compared,
      changes.count(ChangeKind::reversed));
  for (const VerdictChange& change : changes.changed) {
    page += text::note(change_text(change));
  }
  return page;
}

}  // namespace tiga::suite::compare
