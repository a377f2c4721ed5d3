// What stands between the arms of each level, as sentences for who reads nothing else.
#include <fmt/format.h>

#include <map>

#include "suite/analysis/level_verdicts.hpp"
#include "suite/report/verdict_lines.hpp"
#include "suite/report/verdict_sentences.hpp"
#include "suite/report/verdict_words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

// Writes the sentences of one level.
class LevelSentences {
 public:
  LevelSentences(const analysis::LevelVerdicts& here, const plan::Level& level,
                 text::Language language)
      : here_(here), level_(level), language_(language) {}

  std::string text() {
    const std::string& best = here_.arms.front();
    for (std::size_t at = 1; at < here_.arms.size(); ++at) {
      if (const auto found = here_.find(here_.metric, best, here_.arms[at])) {
        sort_out(*found);
      }
    }
    if (!ahead_.empty()) {
      say(ranking(best));
    }
    for (const analysis::Verdict& verdict : others_) {
      say(other(verdict));
    }
    for (const auto& [caveat, pairs] : invalid_) {
      const std::string names = fmt::format("{}", fmt::join(pairs, ", "));
      say(text_.empty() ? tr(language_, "there is no verdict on {}: {}.", names, caveat)
                        : tr(language_, "There is no verdict on {}: {}.", names, caveat));
    }
    return text_;
  }

 private:
  void sort_out(const analysis::Verdict& verdict) {
    if (verdict.finding == analysis::Finding::better) {
      ahead_.push_back(verdict);
    } else if (verdict.finding == analysis::Finding::invalid) {
      invalid_[verdict.caveat.in(language_)].push_back(
          tr(language_, "{} and {}", verdict.arm, verdict.baseline));
    } else {
      others_.push_back(verdict);
    }
  }

  // "1.62 [1.55, 1.70]", with its bound.
  std::string seen(const analysis::Verdict& verdict) const {
    return fmt::format("{}{}", bound_words(verdict, language_), estimate(*verdict.comparison));
  }

  bool by_latency() const { return here_.metric == analysis::Metric::latency_p99; }

  std::string ranking(const std::string& best) const {
    std::vector<std::string> clauses;
    for (const analysis::Verdict& verdict : ahead_) {
      const bool first = clauses.empty();
      clauses.push_back(by_latency() ? tr(language_, "{} times {}{}", seen(verdict),
                                          first ? tr(language_, "the p99 latency of ")
                                                : tr_in(language_, "latency", "that of "),
                                          verdict.baseline)
                                     : tr(language_, "{} times {}{}", seen(verdict),
                                          first ? tr(language_, "the throughput of ")
                                                : tr_in(language_, "throughput", "that of "),
                                          verdict.baseline));
    }
    return by_latency() ? tr(language_, "{} answers sooner: {}.", best, fmt::join(clauses, ", "))
                        : tr(language_, "{} is faster: {}.", best, fmt::join(clauses, ", "));
  }

  std::string other(const analysis::Verdict& verdict) const {
    const std::string what =
        by_latency() ? tr(language_, "the p99 latency") : tr(language_, "the throughput");
    if (verdict.finding == analysis::Finding::worse) {
      const analysis::Verdict forward = inverted(verdict);
      return by_latency() ? tr(language_, "{} answers sooner than {}: {} times its p99 latency.",
                               forward.arm, forward.baseline, seen(forward))
                          : tr(language_, "{} is faster than {}: {} times its throughput.",
                               forward.arm, forward.baseline, seen(forward));
    }
    if (verdict.finding == analysis::Finding::equivalent) {
      return tr(language_, "{0} and {1} are equivalent: {2} times {3} of {1}.", verdict.arm,
                verdict.baseline, seen(verdict), what);
    }
    if (verdict.limited) {
      return tr(language_, "{} and {} cannot be ranked by {}: {}.{}", verdict.arm, verdict.baseline,
                metric_name(verdict.metric, language_), verdict.caveat.in(language_),
                by_cpu(verdict));
    }
    return tr(language_, "{0} and {1} cannot be ranked: {2} times {3} of {1}.", verdict.arm,
              verdict.baseline, seen(verdict), what);
  }

  // What the generator leaves untouched.
  std::string by_cpu(const analysis::Verdict& limited) const {
    const auto found = here_.find(analysis::Metric::server_cpu, limited.arm, limited.baseline);
    if (!found || found->finding == analysis::Finding::invalid) {
      return "";
    }
    const analysis::Verdict cost =
        found->finding == analysis::Finding::worse ? inverted(*found) : *found;
    if (cost.finding == analysis::Finding::better) {
      return tr(language_, " By server CPU a request {} is cheaper: {} times {}'s.", cost.arm,
                estimate(*cost.comparison), cost.baseline);
    }
    return tr(language_, " Server CPU a request: {}, {} times.", cpu_word(cost, language_),
              estimate(*cost.comparison));
  }

  // The first one begins with the level.
  void say(const std::string& sentence) {
    if (!text_.empty()) {
      text_ += ' ' + sentence;
      return;
    }
    const std::string load =
        level_.load ? tr(language_, " and {:.0f} % load", *level_.load * 100) : "";
    text_ = tr(language_, "At concurrency {}{}, {}", level_.concurrency, load, sentence);
  }

  const analysis::LevelVerdicts& here_;
  plan::Level level_;
  text::Language language_;
  std::vector<analysis::Verdict> ahead_;   // of the best arm: it is better
  std::vector<analysis::Verdict> others_;  // neither that nor invalid
  std::map<std::string, std::vector<std::string>> invalid_;
  std::string text_;
};

}  // namespace

std::vector<std::string> level_sentences(const ReportInput& input) {
  const plan::Plan& plan = input.run.manifest.plan;
  std::vector<std::string> sentences;
  if (!why_no_verdicts(input.verdicts).empty()) {
    return sentences;
  }
  for (const plan::Level& level : plan.levels()) {
    const analysis::LevelVerdicts here = verdicts_of(plan, input.run.cells, input.verdicts, level);
    if (here.arms.size() < 2) {
      continue;
    }
    sentences.push_back(LevelSentences(here, level, input.language).text());
  }
  return sentences;
}

}  // namespace tiga::suite::report
