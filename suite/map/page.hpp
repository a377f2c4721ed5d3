// The content of the map's page and tables, in each language.
#pragma once

#include <string>

#include "document/document.hpp"
#include "suite/map/data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::map {

/// The verdict first, then the heatmap, the table, a section for each workload, the model, what is
/// left out, how to repeat it. `why_no_chart` is a sentence, or "" if there is a chart.
document::Document map_page(const MapData& map, const std::string& why_no_chart,
                            text::Language language);

/// The result for the terminal.
std::string map_text(const MapData& map, text::Language language);

/// The winner for each workload and concurrency.
document::Table winners_table(const MapData& map, text::Language language);

/// The results of each arm under one workload, with the model's prediction.
document::Table cells_table(const MapData& map, const MeasuredWorkload& workload,
                            text::Language language);

/// The winners, as a LaTeX table.
std::string map_tex(const MapData& map, text::Language language);

}  // namespace tiga::suite::map
