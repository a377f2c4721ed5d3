#pragma once

#include <string>

#include "suite/text/language.hpp"

namespace tiga::suite::overview {

/// "25 s", "12 min", "2.5 h": what a person plans with.
std::string duration_text(double seconds, text::Language language);

/// "<4 min": the same of a limit, rounded up.
std::string at_most_text(double seconds, text::Language language);

}  // namespace tiga::suite::overview
