#include "loadgen/output/percentages_csv.hpp"

#include <fmt/format.h>

namespace tiga::loadgen::output {

std::string percentages_csv(const std::vector<double>& served_within_ms) {
  std::string text = "Percentage served,Time in ms\n";
  for (std::size_t percent = 0; percent < served_within_ms.size(); ++percent) {
    text += fmt::format("{},{:.3f}\n", percent, served_within_ms[percent]);
  }
  return text;
}

}  // namespace tiga::loadgen::output
