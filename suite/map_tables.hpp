// The tables of a map's page, and the one for LaTeX.
#pragma once

#include <string>

#include "document/document.hpp"
#include "suite/language.hpp"
#include "suite/map_data.hpp"

namespace tiga::suite {

/// Who wins at each workload and concurrency.
document::Table winners_table(const MapData& map, Language language);

/// What each arm did under one workload, with the model's prediction beside it.
document::Table cells_table(const MapData& map, const MeasuredWorkload& workload,
                            Language language);

/// The winners as a LaTeX table.
std::string map_tex(const MapData& map, Language language);

}  // namespace tiga::suite
