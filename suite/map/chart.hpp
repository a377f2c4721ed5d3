// The map as a heatmap: workloads by concurrencies, in each place the winner's letter and its
// ratio.
#pragma once

#include <string>

#include "suite/map/data.hpp"
#include "suite/records/paths.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::map {

/// Draws charts/map.svg, .png and .pdf in the map's folder. Returns "", or a sentence that says why
/// there is no chart. Throws CannotRun.
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
