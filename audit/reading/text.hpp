// Bytes of a file as lines of UTF-8 that can be looked at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiga::audit::reading {

/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);

/// Every run of blanks is one space, no-break and thin spaces included; none at the ends. A minus
/// sign (U+2212) is a '-'.
std::string plain(std::string_view text);

/// Lines without their ends (LF, CR LF).
std::vector<std::string_view> lines_of(std::string_view text);

/// Whether it is well-formed UTF-8.
bool is_utf8(std::string_view text);

/// What is shown of a cell or heading that anybody may have written: no control characters, at most
/// 60 bytes.
std::string shown(std::string_view text);

}  // namespace tiga::audit::reading
