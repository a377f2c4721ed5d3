// A run's page: what it says, in each language. How it looks is document/'s.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// The verdict first, then tables, charts, reasons, the machine, the method, warnings, what is
/// invalid, how to cite and how to repeat it.
document::Document write_up(const ReportInput& input);

/// Writes report.md and report.html into `folder`, with the charts that it has. Returns what to say
/// of where they are; without the template there is no report.html.
std::string write_pages(const std::filesystem::path& folder, const document::Document& page,
                        const std::filesystem::path& page_template);

/// Which server is faster at which concurrency, a line for each load; or the result of a feature,
/// which is the box at the top of its page.
document::Callout result(const ReportInput& input);

/// The page before its sections: that the run was cut short, if it was, the lead (see lead.hpp),
/// the pairs with ratio and certainty, the gravest warnings.
std::vector<document::Block> opening(const ReportInput& input);

/// The servers and the number of blocks: "Measured: threaded (Thread per connection), …".
std::string what_was_done(const ReportInput& input);

/// The parts of the page, in their order. A part without content returns no section.
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

/// The gravest of the warnings, but that the run was cut short: that stands above them all.
std::vector<std::string> grave_warnings(const ReportInput& input);

}  // namespace tiga::suite::report
