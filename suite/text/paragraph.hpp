// Wraps text into lines for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace tiga::suite::text {

/// Wraps a paragraph between words into lines of at most 100 columns, unless a word is longer.
/// `first` precedes the first line, `next` the others.
std::string paragraph(std::string_view text, std::string_view first, std::string_view next);

/// One item of a list: "  - " and the text.
std::string note(std::string_view text);

}  // namespace tiga::suite::text
