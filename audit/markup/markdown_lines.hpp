// The marks that Markdown has at the begin of a line.
#pragma once

#include <string_view>

namespace tiga::audit::markup {

/// The line without the marks of quotes before it: "> > a" is "a".
std::string_view without_quote(std::string_view line);

/// The line without the mark of a list's item or of a heading: "- a", "2. a", "## a" are "a".
std::string_view without_bullet(std::string_view line);

/// Whether the line begins or ends a block of code.
bool is_fence(std::string_view line);

}  // namespace tiga::audit::markup
