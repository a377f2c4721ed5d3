// A run's page: what it says, in English and Indonesian. How it looks is document/'s.
#pragma once

#include "document/document.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// The verdict first, then tables, charts, reasons, the machine, the method, warnings, what is
/// invalid, how to cite and how to repeat it.
document::Document write_up(const ReportInput& input);

}  // namespace tiga::suite::report
