// Bytes from outside, made fit for one line of text.
#pragma once

#include <string>
#include <string_view>

namespace tiga::loadgen {

/// In double quotes: printable ASCII as it is, the rest escaped as in C ("\r", "\x00").
std::string quote(std::string_view bytes);

}  // namespace tiga::loadgen
