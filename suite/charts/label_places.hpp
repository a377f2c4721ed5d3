// Where short texts stand beside the points of a chart so that none covers another.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tiga::suite::charts {

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

/// What a text must not cover.
struct Box {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;

  bool touches(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

/// One place for each spot's text, in their order: beside it, where it touches no spot, no text
/// that was placed before, no obstacle and no border of the panel. A text for which there is none
/// is left out.
std::vector<LabelPlace> place_labels(const std::vector<Spot>& spots,
                                     const std::vector<Box>& obstacles, double width,
                                     double height);

}  // namespace tiga::suite::charts
