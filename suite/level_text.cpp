#include "suite/level_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "suite/arm_facts.hpp"
#include "suite/rates_text.hpp"
#include "suite/verdict_words.hpp"

namespace tiga::suite {
namespace {

// Writes what is said of one level.
class LevelText {
 public:
  LevelText(const Plan& plan, std::span<const CellRow> cells, std::span<const Verdict> verdicts,
            const Level& level)
      : plan_(plan), cells_(cells), level_(level) {
    for (const Verdict& verdict : verdicts) {
      if (verdict.level == level) {
        verdicts_.push_back(verdict);
      }
    }
  }

  std::string text() {
    const Metric metric = level_.load ? Metric::latency_p99 : Metric::throughput;
    const std::vector<std::string> arms = arms_by(metric);
    for (std::size_t at = 1; at < arms.size(); ++at) {
      if (metric == Metric::throughput) {
        tell_throughput(arms[0], arms[at], at == 1);
      } else {
        tell_latency(arms[0], arms[at]);
      }
    }
    if (bound_unknown_) {
      say("Whether the generator was the limit is not known.");
    }
    tell_limited();
    tell_invalid();
    tell_copies(metric);
    tell_wide(metric);
    if (level_.load) {
      say(rates_text(plan_, cells_, level_));
    }
    tell_unsteady();
    return fmt::format("{}: {}", level_name(level_), fmt::join(sentences_, " "));
  }

 private:
  // The best first, by the geometric mean over valid cells; arms without any come last.
  std::vector<std::string> arms_by(Metric metric) const {
    std::vector<std::string> arms;
    std::map<std::string, double> values;
    for (const std::string& arm : plan_.arms) {
      double sum = 0;
      double count = 0;
      for (const CellRow* cell : cells_of(cells_, arm, level_)) {
        if (const Real value = value_of(metric, *cell)) {
          sum += metric == Metric::throughput ? -std::log(*value) : std::log(*value);
          ++count;
        }
      }
      values[arm] = count > 0 ? sum / count : HUGE_VAL;
      if (std::ranges::any_of(verdicts_, [&](const Verdict& verdict) {
            return verdict.arm == arm || verdict.baseline == arm;
          })) {
        arms.push_back(arm);
      }
    }
    std::ranges::stable_sort(arms, {}, [&](const std::string& arm) { return values[arm]; });
    return arms;
  }

  // The verdict on `arm` beside `baseline`, whichever way round it was made.
  std::optional<Verdict> find(Metric metric, const std::string& arm,
                              const std::string& baseline) const {
    for (const Verdict& verdict : verdicts_) {
      if (verdict.metric == metric && !verdict.copy) {
        if (verdict.arm == arm && verdict.baseline == baseline) {
          return verdict;
        }
        if (verdict.arm == baseline && verdict.baseline == arm) {
          return turned(verdict);
        }
      }
    }
    return std::nullopt;
  }

  // What every metric's sentence has to look at first: false where there is nothing more to tell.
  bool has_more(const std::optional<Verdict>& verdict) {
    if (!verdict) {
      return false;
    }
    if (verdict->finding == Finding::invalid) {
      invalid_[verdict->doubt].push_back(fmt::format("{}/{}", verdict->arm, verdict->baseline));
      return false;
    }
    return true;
  }

  void tell_throughput(const std::string& fastest, const std::string& arm, bool first) {
    const std::optional<Verdict> found = find(Metric::throughput, arm, fastest);
    if (found && found->limited && found->finding != Finding::invalid) {
      limited_.emplace_back(fastest, arm);
      if (found->bound != Bound::at_least) {
        limited_arms_.insert(fastest);
      }
      if (found->bound != Bound::at_most) {
        limited_arms_.insert(arm);
      }
      return;
    }
    if (!has_more(found)) {
      return;
    }
    bound_unknown_ = bound_unknown_ || found->bound == Bound::unknown;
    const std::string seen = bound_words(*found) + estimate(*found->comparison);
    const std::string_view throughput = begun() ? "" : " throughput";
    if (found->finding == Finding::worse && first) {
      const Verdict forward = turned(*found);
      say(fmt::format("{} is faster: {}{} times {}'s throughput{}.", fastest, bound_words(forward),
                      estimate(*forward.comparison), arm, after_semicolon(*found)));
    } else if (found->finding == Finding::worse || found->finding == Finding::better) {
      say(fmt::format("{} has {} times {}'s{}{}.", arm, seen, fastest, throughput,
                      after_colon(*found)));
    } else if (found->finding == Finding::equivalent) {
      say(fmt::format("{} is equivalent to {}: {} times its throughput.", arm, fastest, seen));
    } else {
      say(fmt::format("{} and {} cannot be ranked: {} times {}'s throughput.", arm, fastest, seen,
                      fastest));
    }
  }

  void tell_latency(const std::string& shortest, const std::string& arm) {
    const std::optional<Verdict> found = find(Metric::latency_p99, arm, shortest);
    if (!has_more(found)) {
      return;
    }
    const std::string ratio = bound_words(*found) + estimate(*found->comparison);
    if (found->finding == Finding::worse) {
      say(fmt::format("{}'s p99 latency is {} times {}'s{}.", arm, ratio, shortest,
                      after_colon(*found)));
    } else {
      say(fmt::format("{}'s p99 latency is {} times {}'s: {}.", arm, ratio, shortest,
                      found->limited ? found->doubt : std::string(to_string(found->finding))));
    }
  }

  // Pairs whose throughput says nothing because the generator was the limit.
  void tell_limited() {
    if (limited_.empty()) {
      return;
    }
    std::vector<std::string> clauses;
    for (const auto& [fastest, arm] : limited_) {
      const std::optional<Verdict> found = find(Metric::server_cpu, arm, fastest);
      if (has_more(found)) {
        clauses.push_back(fmt::format("{} takes {} times {}'s ({}){}", arm,
                                      estimate(*found->comparison), fastest, cpu_word(*found),
                                      found->finding == Finding::worse ? after_colon(*found) : ""));
      }
    }
    std::string limit =
        fmt::format("The generator was the limit of {}", fmt::join(limited_arms_, ", "));
    if (!clauses.empty()) {
      limit += fmt::format("; by server CPU a request {}", fmt::join(clauses, "; "));
    }
    say(limit + ".");
  }

  void tell_invalid() {
    for (const auto& [doubt, pairs] : invalid_) {
      say(fmt::format("No verdict on {}: {}.", fmt::join(pairs, ", "), doubt));
    }
  }

  void tell_copies(Metric metric) {
    if (!plan_.aa) {
      return;
    }
    const auto copies = std::ranges::find_if(verdicts_, [&](const Verdict& verdict) {
      return verdict.copy && verdict.metric == metric;
    });
    if (copies == verdicts_.end()) {
      say(fmt::format("A/A was not checked here: {} was not measured.", copy_name(*plan_.aa)));
    } else if (!copies->comparison || copies->blocks < least_blocks) {
      say(fmt::format("A/A was not checked here: {}.", copies->doubt));
    } else {
      say(fmt::format("A/A: {} and its copy: {:.3f} [{}, {}].", copies->baseline,
                      copies->comparison->ratio, ratio_text(copies->comparison->interval_95.lower),
                      ratio_text(copies->comparison->interval_95.upper)));
    }
  }

  // Every pair, whatever was said of it.
  void tell_wide(Metric metric) {
    std::vector<std::string> wide;
    std::size_t compared = 0;
    for (const Verdict& verdict : verdicts_) {
      if (verdict.metric == metric && verdict.comparison && verdict.blocks >= least_blocks) {
        ++compared;
        if (!verdict.precise) {
          wide.push_back(verdict.copy ? "A/A"
                                      : fmt::format("{}/{}", verdict.arm, verdict.baseline));
        }
      }
    }
    if (!wide.empty()) {
      const bool all = wide.size() == compared && compared > 1;
      say(fmt::format("{} than the goal of ±{:.3g} %{}.", all ? "All wider" : "Wider",
                      plan_.precision * 100,
                      all ? "" : fmt::format(": {}", fmt::join(wide, ", "))));
    }
  }

  void tell_unsteady() {
    for (const std::string& arm : plan_.arms) {
      const auto here = cells_of(cells_, arm, level_);
      const auto unsteady = std::ranges::count_if(
          here, [](const CellRow* cell) { return cell->steady_state == false; });
      if (unsteady > 0) {
        say(fmt::format("No steady state: {} in {} of {} cells.", arm, unsteady, here.size()));
      }
    }
  }

  bool begun() const { return !sentences_.empty(); }
  void say(std::string sentence) {
    if (!sentence.empty()) {
      sentences_.push_back(std::move(sentence));
    }
  }

  const Plan& plan_;
  std::span<const CellRow> cells_;
  Level level_;
  std::vector<Verdict> verdicts_;
  std::vector<std::string> sentences_;
  std::vector<std::pair<std::string, std::string>> limited_;  // fastest, other
  std::set<std::string> limited_arms_;
  std::map<std::string, std::vector<std::string>> invalid_;
  bool bound_unknown_ = false;
};

}  // namespace

std::string level_text(const Plan& plan, std::span<const CellRow> cells,
                       std::span<const Verdict> verdicts, const Level& level) {
  return LevelText(plan, cells, verdicts, level).text();
}

}  // namespace tiga::suite
