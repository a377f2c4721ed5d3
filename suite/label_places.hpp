// Where short texts stand beside the points of a chart so that none covers another.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tiga::suite {

/// A point and what is to be said of it. Pixels, from the upper left.
struct Spot {
  double x = 0;
  double y = 0;
  std::string text;
};

/// The text of a spot, the middle of its left edge.
struct LabelPlace {
  std::size_t spot = 0;
  double x = 0;
  double y = 0;
};

/// One place for each spot's text, in their order: beside it, where it touches no spot, no text that
/// was placed before and no border of the panel. A text for which there is none is left out.
std::vector<LabelPlace> place_labels(const std::vector<Spot>& spots, double width, double height);

}  // namespace tiga::suite
