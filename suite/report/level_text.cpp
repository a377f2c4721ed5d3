#include "suite/report/level_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/level_verdicts.hpp"
#include "suite/report/rates_text.hpp"
#include "suite/report/verdict_words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

// Writes what is said of one level.
class LevelText {
 public:
  LevelText(const plan::Plan& plan, std::span<const records::CellRow> cells,
            std::span<const analysis::Verdict> verdicts, const plan::Level& level,
            text::Language language)
      : plan_(plan),
        cells_(cells),
        level_(level),
        language_(language),
        here_(verdicts_of(plan, cells, verdicts, level)) {}

  std::string text() {
    const std::vector<std::string>& arms = here_.arms;
    for (std::size_t at = 1; at < arms.size(); ++at) {
      if (here_.metric == analysis::Metric::throughput) {
        tell_throughput(arms[0], arms[at], at == 1);
      } else {
        tell_latency(arms[0], arms[at]);
      }
    }
    if (bound_unknown_) {
      say(tr(language_, "Whether the generator was the limit is not known."));
    }
    tell_limited();
    tell_invalid();
    tell_copies();
    tell_wide();
    if (level_.load) {
      say(rates_text(plan_, cells_, level_, language_));
    }
    tell_unsteady();
    return fmt::format("{}: {}", level_name(level_, language_), fmt::join(sentences_, " "));
  }

 private:
  // What every metric's sentence has to look at first: false where there is nothing more to tell.
  bool has_more(const std::optional<analysis::Verdict>& verdict) {
    if (!verdict) {
      return false;
    }
    if (verdict->finding == analysis::Finding::invalid) {
      invalid_[verdict->caveat.in(language_)].push_back(
          fmt::format("{}/{}", verdict->arm, verdict->baseline));
      return false;
    }
    return true;
  }

  // Whether the generator took the verdict away; then another sentence tells of the pair.
  bool is_limited(const std::optional<analysis::Verdict>& found) {
    if (!found || !found->limited || found->finding == analysis::Finding::invalid) {
      return false;
    }
    limited_.emplace_back(found->baseline, found->arm);
    if (found->bound != analysis::Bound::at_least) {
      limited_arms_.insert(found->baseline);
    }
    if (found->bound != analysis::Bound::at_most) {
      limited_arms_.insert(found->arm);
    }
    return true;
  }

  void tell_throughput(const std::string& fastest, const std::string& arm, bool first) {
    const std::optional<analysis::Verdict> found =
        here_.find(analysis::Metric::throughput, arm, fastest);
    if (is_limited(found) || !has_more(found)) {
      return;
    }
    bound_unknown_ = bound_unknown_ || found->bound == analysis::Bound::unknown;
    const std::string seen =
        fmt::format("{}{}", bound_words(*found, language_), estimate(*found->comparison));
    if (found->finding == analysis::Finding::worse && first) {
      const analysis::Verdict forward = inverted(*found);
      say(tr(language_, "{} is faster: {}{} times {}'s throughput{}.", fastest,
             bound_words(forward, language_), estimate(*forward.comparison), arm,
             after_semicolon(*found, language_)));
    } else if (found->finding == analysis::Finding::worse ||
               found->finding == analysis::Finding::better) {
      const std::string colon = after_colon(*found, language_);
      say(sentences_.empty()
              ? tr(language_, "{} has {} times {}'s throughput{}.", arm, seen, fastest, colon)
              : tr(language_, "{} has {} times {}'s{}.", arm, seen, fastest, colon));
    } else if (found->finding == analysis::Finding::equivalent) {
      say(tr(language_, "{} is equivalent to {}: {} times its throughput.", arm, fastest, seen));
    } else {
      say(tr(language_, "{0} and {1} cannot be ranked: {2} times {1}'s throughput.", arm, fastest,
             seen));
    }
  }

  void tell_latency(const std::string& shortest, const std::string& arm) {
    const std::optional<analysis::Verdict> found =
        here_.find(analysis::Metric::latency_p99, arm, shortest);
    if (!has_more(found)) {
      return;
    }
    const std::string ratio =
        fmt::format("{}{}", bound_words(*found, language_), estimate(*found->comparison));
    const bool worse = found->finding == analysis::Finding::worse;
    const std::string why =
        worse ? after_colon(*found, language_)
              : fmt::format(": {}", found->limited ? std::string_view(found->caveat.in(language_))
                                                   : finding_word(*found, language_));
    say(tr(language_, "{}'s p99 latency is {} times {}'s{}.", arm, ratio, shortest, why));
  }

  // Pairs whose throughput says nothing because the generator was the limit.
  void tell_limited() {
    if (limited_.empty()) {
      return;
    }
    std::vector<std::string> clauses;
    for (const auto& [fastest, arm] : limited_) {
      const std::optional<analysis::Verdict> found =
          here_.find(analysis::Metric::server_cpu, arm, fastest);
      if (has_more(found)) {
        clauses.push_back(
            tr(language_, "{} takes {} times {}'s ({}){}", arm, estimate(*found->comparison),
               fastest, cpu_word(*found, language_),
               found->finding == analysis::Finding::worse ? after_colon(*found, language_) : ""));
      }
    }
    std::string limit =
        tr(language_, "The generator was the limit of {}", fmt::join(limited_arms_, ", "));
    if (!clauses.empty()) {
      limit += tr(language_, "; by server CPU a request {}", fmt::join(clauses, "; "));
    }
    say(limit + ".");
  }

  void tell_invalid() {
    for (const auto& [caveat, pairs] : invalid_) {
      say(tr(language_, "No verdict on {}: {}.", fmt::join(pairs, ", "), caveat));
    }
  }

  void tell_copies() {
    if (!plan_.aa) {
      return;
    }
    const auto copies = std::ranges::find_if(here_.all, [&](const analysis::Verdict& verdict) {
      return verdict.copy && verdict.metric == here_.metric;
    });
    const auto not_checked = [&](const std::string& why) {
      say(tr(language_, "A/A was not checked here: {}.", why));
    };
    if (copies == here_.all.end()) {
      not_checked(tr(language_, "{} was not measured", plan::copy_name(*plan_.aa)));
    } else if (!copies->comparison || copies->blocks < analysis::least_blocks) {
      not_checked(copies->caveat.in(language_));
    } else {
      say(tr(language_, "A/A: {} and its copy: {:.3f} [{}, {}].", copies->baseline,
             copies->comparison->ratio, ratio_text(copies->comparison->interval_95.lower),
             ratio_text(copies->comparison->interval_95.upper)));
    }
  }

  // Every pair, whatever was said of it.
  void tell_wide() {
    std::vector<std::string> wide;
    std::size_t compared = 0;
    for (const analysis::Verdict& verdict : here_.all) {
      if (verdict.metric == here_.metric && verdict.comparison &&
          verdict.blocks >= analysis::least_blocks) {
        ++compared;
        if (!verdict.precise) {
          wide.push_back(verdict.copy ? "A/A"
                                      : fmt::format("{}/{}", verdict.arm, verdict.baseline));
        }
      }
    }
    if (wide.empty()) {
      return;
    }
    const bool all = wide.size() == compared && compared > 1;
    const std::string begin = all ? tr(language_, "All wider") : tr(language_, "Wider");
    say(tr(language_, "{} than the goal of ±{:.3g} %{}.", begin, plan_.precision * 100,
           all ? "" : fmt::format(": {}", fmt::join(wide, ", "))));
  }

  void tell_unsteady() {
    for (const std::string& arm : plan_.arms) {
      const auto here = analysis::cells_of(cells_, arm, level_);
      const auto unsteady = std::ranges::count_if(
          here, [](const records::CellRow* cell) { return cell->steady_state == false; });
      if (unsteady > 0) {
        say(tr(language_, "No steady state: {} in {} of {} cells.", arm, unsteady, here.size()));
      }
    }
  }

  void say(std::string sentence) {
    if (!sentence.empty()) {
      sentences_.push_back(std::move(sentence));
    }
  }

  const plan::Plan& plan_;
  std::span<const records::CellRow> cells_;
  plan::Level level_;
  text::Language language_;
  analysis::LevelVerdicts here_;
  std::vector<std::string> sentences_;
  std::vector<std::pair<std::string, std::string>> limited_;  // fastest, other
  std::set<std::string> limited_arms_;
  std::map<std::string, std::vector<std::string>> invalid_;
  bool bound_unknown_ = false;
};

}  // namespace

std::string level_text(const plan::Plan& plan, std::span<const records::CellRow> cells,
                       std::span<const analysis::Verdict> verdicts, const plan::Level& level,
                       text::Language language) {
  return LevelText(plan, cells, verdicts, level, language).text();
}

}  // namespace tiga::suite::report
