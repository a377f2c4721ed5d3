#include "suite/charts/label_places.hpp"

#include <algorithm>
#include <array>

namespace tiga::suite::charts {
namespace {

constexpr double letter_width = 7;
constexpr double letter_height = 11;
constexpr double mark = 5;  // half of a mark's width, and some air

Box box_of(const LabelPlace& place, double text_width) {
  return {place.x, place.x + text_width, place.y - letter_height / 2, place.y + letter_height / 2};
}

// From near to far, right before left.
std::array<LabelPlace, 8> candidates(std::size_t spot, double x, double y, double text_width) {
  const double right = x + mark + 2;
  const double left = x - mark - 2 - text_width;
  const double centre = x - text_width / 2;
  return {LabelPlace{spot, right, y - 8},
          {spot, right, y + 8},
          {spot, left, y - 8},
          {spot, left, y + 8},
          {spot, centre, y - 12},
          {spot, centre, y + 12},
          {spot, right + 3, y},
          {spot, left - 3, y}};
}

}  // namespace

std::vector<LabelPlace> place_labels(const std::vector<Spot>& spots,
                                     const std::vector<Box>& obstacles, double width,
                                     double height) {
  std::vector<Box> taken = obstacles;
  taken.reserve(obstacles.size() + 2 * spots.size());
  for (const Spot& spot : spots) {
    taken.push_back({spot.x - mark, spot.x + mark, spot.y - mark, spot.y + mark});
  }
  std::vector<LabelPlace> places;
  for (std::size_t at = 0; at < spots.size(); ++at) {
    const double text_width = letter_width * static_cast<double>(spots[at].text.size());
    for (const LabelPlace& place : candidates(at, spots[at].x, spots[at].y, text_width)) {
      const Box box = box_of(place, text_width);
      const bool inside =
          box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
      if (inside &&
          std::ranges::none_of(taken, [&](const Box& other) { return box.touches(other); })) {
        taken.push_back(box);
        places.push_back(place);
        break;
      }
    }
  }
  return places;
}

}  // namespace tiga::suite::charts
