// Reads what the page of all runs says.
#pragma once

#include <filesystem>
#include <vector>

#include "suite/overview/entry.hpp"
#include "suite/records/paths.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::overview {

/// An entry for each run and map in results/, the newest first; what cannot be read comes last, and
/// says why. The runs of a map and of a study have none of their own.
std::vector<Entry> read_entries(const records::Paths& paths, text::Language language);

}  // namespace tiga::suite::overview
