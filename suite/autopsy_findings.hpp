// What an autopsy found, from its own cells: for the first screen of its page, the terminal and
// LaTeX.
#pragma once

#include <string>
#include <vector>

#include "suite/autopsy_defects.hpp"
#include "suite/language.hpp"
#include "suite/published.hpp"
#include "suite/run_data.hpp"

namespace tiga::suite {

struct AutopsyFindings {
  std::string headline;            ///< what each defect does, as far as the cells show it
  std::vector<std::string> lines;  ///< a few sentences for each defect that was measured
};

/// Of a run whose plan shows_defects(). `published` has the tables of published_tables().
AutopsyFindings autopsy_findings(const RunData& run, const Published& published, Language language);

}  // namespace tiga::suite
