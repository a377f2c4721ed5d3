// Quotes bytes from outside for one line of text.
#pragma once

#include <string>
#include <string_view>

namespace tiga::common {

/// In double quotes: printable ASCII unchanged, the rest escaped as in C ("\r", "\x00").
std::string quote(std::string_view bytes);

}  // namespace tiga::common
