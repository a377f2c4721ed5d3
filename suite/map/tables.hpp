// The tables of a map's page, and the one for LaTeX.
#pragma once

#include <string>

#include "document/document.hpp"
#include "suite/map/data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::map {

/// Who wins at each workload and concurrency.
document::Table winners_table(const MapData& map, text::Language language);

/// What each arm did under one workload, with the model's prediction beside it.
document::Table cells_table(const MapData& map, const MeasuredWorkload& workload,
                            text::Language language);

/// The winners as a LaTeX table.
std::string map_tex(const MapData& map, text::Language language);

}  // namespace tiga::suite::map
