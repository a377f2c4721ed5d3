// What an autopsy says on a run's page, on the terminal and in LaTeX: for runs of
// plans/autopsy.toml.
#pragma once

#include <functional>
#include <string>

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

}  // namespace tiga::suite::autopsy
