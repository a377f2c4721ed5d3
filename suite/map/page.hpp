// The map's page: what it says, in English and Indonesian.
#pragma once

#include <string>

#include "document/document.hpp"
#include "suite/map/data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::map {

/// The verdict first, then the heatmap, the table, a section for each workload, the model, what is
/// left out, how to repeat it. `why_no_chart`: a sentence; "" where there is one.
document::Document map_page(const MapData& map, const std::string& why_no_chart,
                            text::Language language);

/// For a terminal.
std::string map_text(const MapData& map, text::Language language);

}  // namespace tiga::suite::map
