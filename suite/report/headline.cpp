// The sentence that a run's page begins with.
#include <fmt/format.h>

#include "stats/method.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {

std::string headline(const ReportInput& input) {
  const records::RunData& run = input.run;
  const plan::Plan& plan = run.manifest.plan;
  const text::Language language = input.language;
  if (run.cells.empty()) {
    return tr(language, "Nothing was measured.");
  }
  if (run.invalid_cells() == run.cells.size()) {
    return tr(language, "No verdict: not a single cell is valid.");
  }
  if (plan.arms.size() < 2) {
    return tr(language, "Only {} was measured: there is nothing to compare it with.",
              plan.arms.at(0));
  }
  if (const text::LocalizedText why = why_no_verdict(run, input.verdicts); !why.empty()) {
    return tr(language, "No verdict: {}.", why.in(language));
  }
  const std::vector<Champion> all = champions(run, input.verdicts);
  if (all.size() == 1) {
    return all[0].arm.empty()
               ? tr(language,
                    "At no concurrency can one server be called faster than all the others.")
               : tr(language, "{} is faster at every concurrency measured.",
                    records::named(plan, all[0].arm, language));
  }
  std::vector<std::string> clauses;
  for (const Champion& champion : all) {
    std::vector<std::string> levels;
    levels.reserve(champion.at.size());
    for (const std::uint32_t concurrency : champion.at) {
      levels.push_back(fmt::format("{}", concurrency));
    }
    const std::string at = joined(levels, language);
    clauses.push_back(champion.arm.empty()
                          ? tr(language, "at {} none can be called faster than all the others", at)
                          : tr(language, "{} at {}", champion.arm, at));
  }
  return tr(language, "Which server is faster depends on the concurrency: {}.",
            fmt::join(clauses, "; "));
}

std::string how_sure(const ReportInput& input) {
  return tr(
      input.language,
      "A ratio compares two servers block by block; behind it stands its {0:.0f} % interval. A "
      "server is called better only where that interval excludes 1 and p < {1}, corrected "
      "for the number of comparisons; within ±{2:.3g} % two servers are equivalent.",
      stats::confidence * 100, stats::significance, input.run.manifest.plan.delta * 100);
}

}  // namespace tiga::suite::report
