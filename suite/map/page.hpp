// The content of the map's page and tables, and the map as a heatmap (workloads by concurrencies,
// in each place the winner's letter and its ratio), in each language.
#pragma once

#include <string>
#include <vector>

#include "document/document.hpp"
#include "suite/map/data.hpp"
#include "suite/records/paths.hpp"
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

/// Draws charts/map.svg, .png and .pdf in the map's folder. Returns "", or a sentence that says why
/// there is no chart (gnuplot is missing or failed, a full disk).
std::string draw_map(const MapData& map, const records::Paths& paths, text::Language language);

/// The two lines in a place: "T" and "12.1×"; "A=B" and "within 5 %" for a tie.
struct PlaceText {
  std::string letters;
  std::string ratio;
};

/// `letters` are those of `arms`.
PlaceText place_text(const LevelDecision& decision, const plan::Plan& plan,
                     const std::vector<std::string>& arms, const std::vector<std::string>& letters,
                     text::Language language);

/// Explains the marks in the places, for captions.
std::string map_legend(text::Language language);

}  // namespace tiga::suite::map
