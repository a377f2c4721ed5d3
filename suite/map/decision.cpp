#include "suite/map/decision.hpp"

#include <algorithm>
#include <cmath>

#include "common/sequences.hpp"
#include "stats/method.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/level_verdicts.hpp"

namespace tiga::suite::map {
namespace {

using analysis::Metric;
using analysis::Verdict;
using analysis::VerdictKind;

// The comparison of the arms at one level.
class Contest {
 public:
  Contest(const plan::Plan& plan, std::span<const records::CellRow> cells,
          std::span<const Verdict> verdicts, std::uint32_t concurrency)
      : plan_(plan),
        cells_(cells),
        level_{concurrency, std::nullopt},
        verdicts_(verdicts_of(plan, cells, verdicts, level_)),
        family_(static_cast<double>(std::ranges::count_if(verdicts, &is_of_family))) {
    out_.concurrency = concurrency;
    arms_ = common::filtered(plan.arms, [&](const std::string& arm) {
      return mean(Metric::throughput, arm).has_value();
    });
    sort(arms_, Metric::throughput);
  }

  LevelDecision decide() {
    if (arms_.empty()) {
      out_.caveat = text::message("no arm has a valid cell");
    } else if (const Verdict* copies = copies_differ()) {
      out_.caveat = copies->caveat;
    } else if (arms_.size() == 1) {
      out_.decision = Decision::alone;
      out_.best = arms_;
    } else if (has_verdicts()) {
      judge();
    } else {
      estimate();
    }
    return out_;
  }

 private:
  records::Real mean(Metric metric, const std::string& arm) const {
    return analysis::mean_of(metric, analysis::cells_of(cells_, arm, level_));
  }

  // The best first.
  void sort(std::vector<std::string>& arms, Metric metric) const {
    std::ranges::stable_sort(arms, {}, [&](const std::string& arm) {
      const records::Real value = mean(metric, arm);
      return !value ? HUGE_VAL : metric == Metric::throughput ? -*value : *value;
    });
  }

  const Verdict* copies_differ() const {
    return common::find_where(verdicts_.all, [](const Verdict& verdict) {
      return verdict.copies_differ && verdict.metric == Metric::throughput;
    });
  }

  std::optional<Verdict> find(Metric by, const std::string& arm, const std::string& other) const {
    std::optional<Verdict> verdict = verdicts_.find(by, arm, other);
    return verdict && verdict->kind != VerdictKind::invalid ? verdict : std::nullopt;
  }

  bool is(VerdictKind kind, Metric by, const std::string& arm, const std::string& other) const {
    const auto verdict = find(by, arm, other);
    return verdict && verdict->kind == kind;
  }

  static bool is_of_family(const Verdict& verdict) {
    return verdict.metric == Metric::throughput && !verdict.copy && verdict.comparison;
  }

  // Whether the number of blocks suffices for any verdict: the least possible p of the sign-flip
  // test, after Holm's correction, must be significant.
  bool has_verdicts() const {
    return std::ranges::any_of(verdicts_.all, [&](const Verdict& verdict) {
      return is_of_family(verdict) && verdict.kind != VerdictKind::invalid &&
             std::ldexp(2.0, -static_cast<int>(verdict.blocks)) * family_ < stats::significance;
    });
  }

  void judge() {
    std::vector<std::string> best = common::filtered(arms_, [&](const std::string& arm) {
      return std::ranges::none_of(arms_, [&](const std::string& other) {
        return is(VerdictKind::worse, Metric::throughput, arm, other);
      });
    });
    if (best.empty()) {  // a cycle: no order
      best = arms_;
    }
    if (best.size() == 1) {
      win(Metric::throughput, best.front(), arms_);
    } else if (!win_by_cpu(best)) {
      tie(best);
    }
  }

  // The runner-up is the best of the other arms.
  void win(Metric by, const std::string& winner, const std::vector<std::string>& among) {
    out_.decision = Decision::wins;
    out_.by = by;
    out_.best = {winner};
    const auto next =
        std::ranges::find_if(among, [&](const std::string& arm) { return arm != winner; });
    compare_with(*next);
  }

  void compare_with(const std::string& next) {
    out_.next = next;
    const auto verdict = find(out_.by, out_.best.front(), next);
    if (!verdict || !verdict->comparison) {
      return;
    }
    const bool cpu = out_.by == Metric::server_cpu;
    const stats::Comparison& found = *verdict->comparison;
    out_.ratio = cpu ? 1 / found.ratio : found.ratio;
    out_.lower = cpu ? 1 / found.interval_95.upper : found.interval_95.lower;
    out_.upper = cpu ? 1 / found.interval_95.lower : found.interval_95.upper;
    out_.at_least = !cpu && verdict->bound == analysis::Bound::at_least;
    out_.causes = verdict->causes;
  }

  bool win_by_cpu(std::vector<std::string> best) {
    const bool limited = std::ranges::any_of(best, [&](const std::string& arm) {
      return std::ranges::any_of(best, [&](const std::string& other) {
        const auto verdict = find(Metric::throughput, arm, other);
        return verdict && verdict->limited;
      });
    });
    sort(best, Metric::server_cpu);
    const bool cheapest = std::all_of(best.begin() + 1, best.end(), [&](const std::string& other) {
      return is(VerdictKind::better, Metric::server_cpu, best.front(), other);
    });
    if (limited && cheapest) {
      const std::string winner = best.front();
      win(Metric::server_cpu, winner, best);
    }
    return limited && cheapest;
  }

  void tie(const std::vector<std::string>& best) {
    out_.decision = Decision::equivalent;
    for (const std::string& arm : best) {
      for (const std::string& other : best) {
        if (arm != other && !is(VerdictKind::equivalent, Metric::throughput, arm, other)) {
          out_.decision = Decision::inconclusive;
        }
      }
    }
    out_.best = best;
    compare_with(best[1]);
    out_.causes.clear();
    out_.at_least = false;
    out_.best = common::filtered(plan_.arms, [&](const std::string& arm) {  // a tie has no order
      return common::contains(best, arm);
    });
  }

  void estimate() {
    out_.decision = Decision::estimated;
    const auto saturated = [&](const std::string& arm) {
      return analysis::is_saturated(
                 analysis::facts_of(plan_, cells_, arm, level_).generator_core_share) == true;
    };
    std::vector<std::string> arms = common::filtered(arms_, saturated);
    if (arms.size() > 1 && saturated(arms_.front())) {
      out_.by = Metric::server_cpu;
      sort(arms, out_.by);
    } else {
      arms = arms_;
      out_.at_least = saturated(arms.front());
    }
    out_.best = {arms[0]};
    out_.next = arms[1];
    const records::Real first = mean(out_.by, arms[0]);
    const records::Real second = mean(out_.by, arms[1]);
    if (first && second) {
      out_.ratio = out_.by == Metric::server_cpu ? *second / *first : *first / *second;
    }
  }

  const plan::Plan& plan_;
  std::span<const records::CellRow> cells_;
  plan::Level level_;
  analysis::LevelVerdicts verdicts_;
  double family_;  // number of comparisons that are corrected together
  std::vector<std::string> arms_;
  LevelDecision out_;
};

}  // namespace

std::string_view to_string(Decision decision) {
  switch (decision) {
    case Decision::wins:
      return "wins";
    case Decision::equivalent:
      return "equivalent";
    case Decision::inconclusive:
      return "inconclusive";
    case Decision::estimated:
      return "estimated";
    case Decision::alone:
      return "alone";
    case Decision::invalid:
      break;
  }
  return "invalid";
}

LevelDecision decide(const plan::Plan& plan, std::span<const records::CellRow> cells,
                     std::span<const Verdict> verdicts, std::uint32_t concurrency) {
  return Contest(plan, cells, verdicts, concurrency).decide();
}

}  // namespace tiga::suite::map
