// The translation that the suite's tests look at.
#pragma once

#include "suite/text/language.hpp"

namespace tiga::tests {

inline const suite::text::Language indonesian = suite::text::find_language("id").value();

}  // namespace tiga::tests
