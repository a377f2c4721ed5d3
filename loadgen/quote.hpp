// Bytes from outside as text that can be shown: quoted for one line, or as they are where they are
// text.
#pragma once

#include <string>
#include <string_view>

namespace tiga::loadgen {

/// In double quotes: printable ASCII unchanged, the rest escaped as in C ("\r", "\x00").
std::string quote(std::string_view bytes);

/// Well-formed UTF-8 (RFC 3629) without control characters: characters of UTF-8 unchanged, every
/// other byte, and each byte of a control character (C0, DEL, C1) that is not in `kept`, as "\xe9".
std::string printable(std::string_view bytes, std::string_view kept = "\t");

}  // namespace tiga::loadgen
