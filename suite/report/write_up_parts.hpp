// The parts of the page, in their order. A part gives no section where it has nothing to say.
#pragma once

#include <optional>
#include <vector>

#include "document/document.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// What the page begins with: who does better at which concurrency, or what a feature found.
document::Callout result(const ReportInput& input);

/// The first screen: who does better at which concurrency, by how much, how sure.
std::vector<document::Block> opening(const ReportInput& input);

/// Which servers, and how often: "Measured: threaded (Thread per connection), …".
std::string what_was_done(const ReportInput& input);

std::optional<document::Section> results_section(const ReportInput& input);
std::optional<document::Section> charts_section(const ReportInput& input);
std::optional<document::Section> reasons_section(const ReportInput& input);
std::optional<document::Section> verdicts_section(const ReportInput& input);
std::optional<document::Section> machine_section(const ReportInput& input);
std::optional<document::Section> method_section(const ReportInput& input);
std::optional<document::Section> warnings_section(const ReportInput& input);
std::optional<document::Section> invalid_section(const ReportInput& input);
std::optional<document::Section> citation_section(const ReportInput& input);
std::optional<document::Section> repeat_section(const ReportInput& input);

/// What a reader must know before the figures: the worst of the warnings.
std::vector<std::string> grave_warnings(const ReportInput& input);

}  // namespace tiga::suite::report
