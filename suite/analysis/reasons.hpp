// Why one arm does worse than another: rules over what the cells counted. docs/method.md explains
// them, by these names and in this order; a test checks that.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/metric.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::analysis {

/// A rule gives a phrase about the arm behind, or none where it does not apply. It sees no metric:
/// it only ever says that the arm behind has more of a cost than the one ahead.
struct ReasonRule {
  std::string_view name;
  bool explains_cpu;  ///< else it is left out where CPU is to be explained
  text::LocalizedText (*phrase)(const ArmSummary& ahead, const ArmSummary& behind);
};

std::span<const ReasonRule> reason_rules();

/// What explains that `behind` does worse than `ahead` by that metric, in the order of the rules:
/// "each request is parsed twice and crosses loopback twice (2.1 times the server CPU)". Empty
/// where no rule applies.
std::vector<text::LocalizedText> reasons(Metric metric, const ArmSummary& ahead,
                                         const ArmSummary& behind);

}  // namespace tiga::suite::analysis
