// The narrator's sentences that keep a reader from taking an order for a rank, or the quotient of
// two rows for the ratio of a verdict.
#include <fmt/format.h>

#include "common/sequences.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

// "1 async", "2–3 threaded and pool (equivalent)".
std::string place_text(const analysis::SharedPlace& place, text::Language language) {
  const std::string range = place.first == place.last
                                ? std::to_string(place.first)
                                : fmt::format("{}–{}", place.first, place.last);
  const std::string arms = joined(place.arms, language);
  if (place.arms.size() < 2) {
    return fmt::format("{} {}", range, arms);
  }
  return place.equivalent ? tr(language, "{} {} (equivalent)", range, arms)
                          : tr(language, "{} {} (cannot be ranked)", range, arms);
}

}  // namespace

std::string places_text(const std::vector<analysis::SharedPlace>& places, analysis::Metric by,
                        text::Language language) {
  if (places.empty()) {
    return "";
  }
  const std::vector<std::string> all = common::transformed(
      places, [&](const analysis::SharedPlace& place) { return place_text(place, language); });
  return tr(language, "Places by {}: {}.", metric_name(by, language), fmt::join(all, "; "));
}

std::string standing_text(const LevelSummary& summary, text::Language language) {
  const std::string places =
      places_text(summary.places, analysis::metric_of(summary.level), language);
  const std::string by_cpu =
      places_text(summary.places_by_cpu, analysis::Metric::server_cpu, language);
  return places + (places.empty() || by_cpu.empty() ? "" : " ") + by_cpu;
}

std::string first_place_text(const LevelSummary& summary, text::Language language) {
  std::vector<std::string> first;
  bool all = true;
  for (const analysis::SharedPlace& place : summary.places) {
    if (place.first == 1) {
      first.insert(first.end(), place.arms.begin(), place.arms.end());
    } else {
      all = false;
    }
  }
  if (all || first.size() < 2) {
    return "";
  }
  const bool equivalent =
      summary.places.front().equivalent && summary.places.front().arms.size() == first.size();
  const std::string by = metric_name(analysis::metric_of(summary.level), language);
  return equivalent ? tr(language, "{} share the first place by {}.", joined(first, language), by)
                    : tr(language, "the first place by {} is open between {}.", by,
                         joined(first, language));
}

std::string quotients_text(const std::vector<LevelSummary::RowQuotient>& quotients,
                           text::Language language) {
  if (quotients.empty()) {
    return "";
  }
  const std::vector<std::string> all =
      common::transformed(quotients, [](const LevelSummary::RowQuotient& one) {
        return fmt::format("{}/{} {}", one.arm, one.baseline, ratio_text(one.quotient));
      });
  return tr(language, "The tables' rows divided give {}.", fmt::join(all, ", "));
}

std::string why_quotients_differ(text::Language language) {
  return tr(
      language,
      "Two rows of the result tables divided do not give a verdict's ratio: a row is one run, as a "
      "rule of another block than the row beside it, while a ratio is the geometric mean over "
      "all blocks of what the two servers did in the same block.");
}

}  // namespace tiga::suite::report
