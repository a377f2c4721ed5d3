// What an autopsy adds to the report of a run of plans/autopsy.toml: on its page, on the terminal,
// in LaTeX, and its charts.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "suite/charts/registry.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/report/report_input.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::autopsy {

/// What each defect does, as far as the cells show it, and a few sentences for each defect that was
/// measured. `published` has the tables of published_tables().
report::Summary autopsy_findings(const records::RunData& run, const records::Published& published,
                                 text::Language language);

/// The page of a run: the findings, and a section for each defect of which the plan has an arm.
/// `why_no_chart` says why a chart is not there, "" where it is. No sentence says more than the
/// cells do: what was not measured is left out.
report::FeaturePage autopsy_page(
    const records::RunData& run, const records::Published& published, text::Language language,
    const std::function<std::string(const std::string& id)>& why_no_chart);

/// Writes autopsy.csv of the run, which the charts are drawn from; writes no file for a plan
/// without defects. `published` has the tables of published_tables(). Throws CannotRun.
void write_autopsy_points(const records::RunData& run, const records::Published& published);

/// A chart for each defect that the plan has an arm of, in the order of the page. They show invalid
/// cells, too. Their figures stand in autopsy_page().
std::vector<charts::ChartKind> autopsy_charts(const plan::Plan& plan);

}  // namespace tiga::suite::autopsy
