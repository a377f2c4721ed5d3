#include "suite/overview/duration_text.hpp"

#include <cmath>

#include "suite/text/tr.hpp"

namespace tiga::suite::overview {
namespace {

constexpr double most = 99.5;  // shown with two digits
constexpr double minute_s = 60;
constexpr double hour_s = 3600;

}  // namespace

std::string duration_text(double seconds, text::Language language) {
  if (seconds < most) {
    return tr(language, "{:.0f} s", seconds);
  }
  return seconds < most * minute_s ? tr(language, "{:.0f} min", seconds / minute_s)
                                   : tr(language, "{:.1f} h", seconds / hour_s);
}

std::string at_most_text(double seconds, text::Language language) {
  const double step = seconds < most ? 1 : seconds < most * minute_s ? minute_s : hour_s / 10;
  return "<" + duration_text(std::ceil(seconds / step) * step, language);
}

}  // namespace tiga::suite::overview
