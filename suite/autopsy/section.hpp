// The part of a run's page that says why the published numbers came out as they did: for runs of
// plans/autopsy.toml.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/report/report_input.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::autopsy {

/// The page of a run whose plan shows_defects(); `nullopt` for any other run.
std::optional<report::FeaturePage> autopsy_page(
    const records::RunData& run, const records::Published& published, text::Language language,
    const std::function<std::string(const std::string& id)>& why_no_chart);

/// A section for each defect of which the plan has an arm; empty for any other plan. `published`
/// has the tables of published_tables(); `why_no_chart` says why a chart is not there, "" where it
/// is. No sentence says more than the cells do: what was not measured is left out.
std::vector<document::Section> autopsy_sections(
    const records::RunData& run, const records::Published& published, text::Language language,
    const std::function<std::string(const std::string& id)>& why_no_chart);

}  // namespace tiga::suite::autopsy
