// Text broken into lines for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace tiga::suite::text {

/// Breaks a paragraph between words into lines of at most 100 columns, as far as its words allow.
/// `first` stands before the first line, `next` before the others.
std::string paragraph(std::string_view text, std::string_view first, std::string_view next);

/// One item of a list: "  - " and the text.
std::string note(std::string_view text);

}  // namespace tiga::suite::text
