// Cleans the bytes of a file to lines of UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiga::audit::markup {

/// The text without blanks at both ends.
std::string_view trimmed(std::string_view text);

/// The text with one space for each run of blanks, no-break and thin spaces included, and none at
/// the ends, without characters of no width. A minus sign (U+2212) becomes '-', a raised comma
/// (U+2019) an apostrophe.
std::string plain(std::string_view text);

/// The text with one space for each no-break, thin or other wide blank.
std::string with_spaces(std::string_view text);

/// Lines without their ends (LF, CR LF).
std::vector<std::string_view> lines_of(std::string_view text);

/// The text of an untrusted cell or heading for messages: no control characters, at most 60 bytes.
std::string shown(std::string_view text);

}  // namespace tiga::audit::markup
