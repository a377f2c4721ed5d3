#include "suite/map/decision.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "stats/method.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/level_verdicts.hpp"

namespace tiga::suite::map {
namespace {

// The comparison of the arms at one level.
class Contest {
 public:
  Contest(const plan::Plan& plan, std::span<const records::CellRow> cells,
          std::span<const analysis::Verdict> verdicts, std::uint32_t concurrency)
      : plan_(plan),
        cells_(cells),
        level_{concurrency, std::nullopt},
        verdicts_(verdicts_of(plan, cells, verdicts, level_)),
        family_(static_cast<double>(std::ranges::count_if(verdicts, &is_of_family))) {
    out_.concurrency = concurrency;
    for (const std::string& arm : plan.arms) {
      if (mean(analysis::Metric::throughput, arm)) {
        arms_.push_back(arm);
      }
    }
    sort(arms_, analysis::Metric::throughput);
  }

  LevelDecision decide() {
    if (arms_.empty()) {
      out_.caveat = text::message("no arm has a valid cell");
      return out_;
    }
    if (const analysis::Verdict* copies = copies_differ()) {
      out_.caveat = copies->caveat;
      return out_;
    }
    if (arms_.size() == 1) {
      out_.decision = Decision::alone;
      out_.best = arms_;
      return out_;
    }
    if (!has_verdicts()) {
      estimate();
      return out_;
    }
    judge();
    return out_;
  }

 private:
  records::Real mean(analysis::Metric metric, const std::string& arm) const {
    return analysis::mean_of(metric, analysis::cells_of(cells_, arm, level_));
  }

  // The best first.
  void sort(std::vector<std::string>& arms, analysis::Metric metric) const {
    std::ranges::stable_sort(arms, {}, [&](const std::string& arm) {
      const records::Real value = mean(metric, arm);
      return !value ? HUGE_VAL : metric == analysis::Metric::throughput ? -*value : *value;
    });
  }

  const analysis::Verdict* copies_differ() const {
    const auto found = std::ranges::find_if(verdicts_.all, [](const analysis::Verdict& verdict) {
      return verdict.copies_differ && verdict.metric == analysis::Metric::throughput;
    });
    return found == verdicts_.all.end() ? nullptr : &*found;
  }

  std::optional<analysis::Verdict> find(analysis::Metric by, const std::string& arm,
                                        const std::string& other) const {
    std::optional<analysis::Verdict> verdict = verdicts_.find(by, arm, other);
    return verdict && verdict->kind != analysis::VerdictKind::invalid ? verdict : std::nullopt;
  }

  bool is(analysis::VerdictKind kind, analysis::Metric by, const std::string& arm,
          const std::string& other) const {
    const auto verdict = find(by, arm, other);
    return verdict && verdict->kind == kind;
  }

  static bool is_of_family(const analysis::Verdict& verdict) {
    return verdict.metric == analysis::Metric::throughput && !verdict.copy && verdict.comparison;
  }

  // Whether the number of blocks suffices for any verdict: the least possible p of the sign-flip
  // test, after Holm's correction, must be significant.
  bool has_verdicts() const {
    return std::ranges::any_of(verdicts_.all, [&](const analysis::Verdict& verdict) {
      return is_of_family(verdict) && verdict.kind != analysis::VerdictKind::invalid &&
             std::ldexp(2.0, -static_cast<int>(verdict.blocks)) * family_ < stats::significance;
    });
  }

  void judge() {
    std::vector<std::string> best = arms_;
    std::erase_if(best, [&](const std::string& arm) {
      return std::ranges::any_of(arms_, [&](const std::string& other) {
        return is(analysis::VerdictKind::worse, analysis::Metric::throughput, arm, other);
      });
    });
    if (best.empty()) {  // a cycle: no order
      best = arms_;
    }
    if (best.size() == 1) {
      win(analysis::Metric::throughput, best.front(), arms_);
    } else if (!win_by_cpu(best)) {
      tie(best);
    }
  }

  // The runner-up is the best of the other arms.
  void win(analysis::Metric by, const std::string& winner, const std::vector<std::string>& among) {
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
    const bool cpu = out_.by == analysis::Metric::server_cpu;
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
        const auto verdict = find(analysis::Metric::throughput, arm, other);
        return verdict && verdict->limited;
      });
    });
    sort(best, analysis::Metric::server_cpu);
    const bool cheapest = std::all_of(best.begin() + 1, best.end(), [&](const std::string& other) {
      return is(analysis::VerdictKind::better, analysis::Metric::server_cpu, best.front(), other);
    });
    if (limited && cheapest) {
      const std::string winner = best.front();
      win(analysis::Metric::server_cpu, winner, best);
    }
    return limited && cheapest;
  }

  void tie(const std::vector<std::string>& best) {
    out_.decision = Decision::equivalent;
    for (const std::string& arm : best) {
      for (const std::string& other : best) {
        if (arm != other &&
            !is(analysis::VerdictKind::equivalent, analysis::Metric::throughput, arm, other)) {
          out_.decision = Decision::inconclusive;
        }
      }
    }
    out_.best = best;
    compare_with(best[1]);
    out_.causes.clear();
    out_.at_least = false;
    std::erase_if(out_.best = plan_.arms, [&](const std::string& arm) {  // a tie has no order
      return std::ranges::find(best, arm) == best.end();
    });
  }

  void estimate() {
    out_.decision = Decision::estimated;
    std::vector<std::string> arms = arms_;
    const auto saturated = [&](const std::string& arm) {
      return analysis::is_saturated(
                 analysis::facts_of(plan_, cells_, arm, level_).generator_core_share) == true;
    };
    std::erase_if(arms, [&](const std::string& arm) { return !saturated(arm); });
    if (arms.size() > 1 && saturated(arms_.front())) {
      out_.by = analysis::Metric::server_cpu;
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
      out_.ratio = out_.by == analysis::Metric::server_cpu ? *second / *first : *first / *second;
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
                     std::span<const analysis::Verdict> verdicts, std::uint32_t concurrency) {
  return Contest(plan, cells, verdicts, concurrency).decide();
}

}  // namespace tiga::suite::map
