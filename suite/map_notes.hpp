// What a reader of a map must know before believing it.
#pragma once

#include "suite/language.hpp"
#include "suite/map_data.hpp"
#include "suite/notes.hpp"

namespace tiga::suite {

/// What is missing, what was not valid, what the machine cannot show, how verdicts were corrected.
Notes about_map(const MapData& map, Language language);

}  // namespace tiga::suite
