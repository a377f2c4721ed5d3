// The charts of plans/autopsy.toml: one for each defect.
#pragma once

#include <vector>

#include "suite/charts/registry.hpp"

namespace tiga::suite::autopsy {

/// Writes autopsy.csv of the run, which the charts are drawn from; writes no file for a plan
/// without defects. `published` has the tables of published_tables(). Throws CannotRun.
void write_autopsy_points(const records::RunData& run, const records::Published& published);

/// A chart for each defect that the plan has an arm of, in the order of the page. They show invalid
/// cells, too. Their figures stand in autopsy_page().
std::vector<charts::ChartKind> autopsy_charts(const plan::Plan& plan);

}  // namespace tiga::suite::autopsy
