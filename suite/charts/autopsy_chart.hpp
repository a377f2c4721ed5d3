// The charts of plans/autopsy.toml: one for each defect.
#pragma once

#include <vector>

#include "suite/charts/subject.hpp"

namespace tiga::suite::charts {

/// Writes autopsy.csv of the run, which the charts are drawn from; nothing for a plan without
/// defects. Throws CannotRun.
void write_autopsy(const ChartSubject& subject);

/// A chart for each defect of which the plan has an arm, in the order of the page; none for any
/// other plan. They show cells that are not valid, too.
std::vector<Chart> autopsy_charts(const ChartSubject& subject);

}  // namespace tiga::suite::charts
