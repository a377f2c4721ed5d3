// What an autopsy found, from its own cells: for the first screen of its page, the terminal and
// LaTeX.
#pragma once

#include "suite/autopsy/defects.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/report/report_input.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::autopsy {

/// What each defect does, as far as the cells show it, and a few sentences for each defect that was
/// measured. Of a run whose plan shows_defects(). `published` has the tables of published_tables().
report::Summary autopsy_findings(const records::RunData& run, const records::Published& published,
                                 text::Language language);

}  // namespace tiga::suite::autopsy
