// The bytes of a file as UTF-8 lines.
#pragma once

#include <string>
#include <string_view>

namespace tiga::audit::markup {

/// The text in UTF-8 with LF at the end of lines: from UTF-16 (with a byte order mark, as Windows
/// PowerShell writes it), from Windows-1252 if it is not UTF-8; without a byte order mark, escape
/// sequences of terminals (ECMA-48), and what a carriage return or backspaces overwrote.
std::string decoded(std::string_view bytes);

}  // namespace tiga::audit::markup
