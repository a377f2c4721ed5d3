#include "suite/overview/duration_text.hpp"

#include "suite/text/tr.hpp"

namespace tiga::suite::overview {

std::string duration_text(double seconds, text::Language language) {
  constexpr double most = 99.5;  // shown with two digits
  const double minutes = seconds / 60;
  if (seconds < most) {
    return tr(language, "{:.0f} s", seconds);
  }
  return minutes < most ? tr(language, "{:.0f} min", minutes)
                        : tr(language, "{:.1f} h", minutes / 60);
}

}  // namespace tiga::suite::overview
