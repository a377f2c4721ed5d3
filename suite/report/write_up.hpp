// A run's page: what it says, in each language. How it looks is document/'s.
#pragma once

#include <filesystem>
#include <string>

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

}  // namespace tiga::suite::report
