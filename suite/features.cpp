#include "suite/features.hpp"

#include <algorithm>
#include <array>

#include "suite/autopsy/defects.hpp"
#include "suite/autopsy/page.hpp"

namespace tiga::suite {
namespace {

constexpr std::array features{
    Feature{autopsy::shows_defects, autopsy::published_tables, autopsy::write_autopsy_points,
            autopsy::autopsy_charts, autopsy::autopsy_findings, autopsy::autopsy_page},
};

}  // namespace

const Feature* find_feature(const plan::Plan& plan) {
  const auto* found = std::ranges::find_if(
      features, [&](const Feature& feature) { return feature.applies_to(plan); });
  return found == features.end() ? nullptr : found;
}

}  // namespace tiga::suite
