// What a reader of a map must know before believing it.
#pragma once

#include "suite/map/data.hpp"
#include "suite/report/notes.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::map {

/// What is missing, what was not valid, what the machine cannot show, how verdicts were corrected.
report::Notes about_map(const MapData& map, text::Language language);

}  // namespace tiga::suite::map
