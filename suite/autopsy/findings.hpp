// What an autopsy found, from its own cells: for the first screen of its page, the terminal and
// LaTeX.
#pragma once

#include <string>
#include <vector>

#include "suite/autopsy/defects.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::autopsy {

struct AutopsyFindings {
  std::string headline;            ///< what each defect does, as far as the cells show it
  std::vector<std::string> lines;  ///< a few sentences for each defect that was measured
};

/// Of a run whose plan shows_defects(). `published` has the tables of published_tables().
AutopsyFindings autopsy_findings(const records::RunData& run, const records::Published& published,
                                 text::Language language);

}  // namespace tiga::suite::autopsy
