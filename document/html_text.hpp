// Plain text within HTML.
#pragma once

#include <string>
#include <string_view>

namespace tiga::document {

/// The text as HTML shows it, between tags as well as within a quoted attribute. Control characters
/// that HTML does not allow become U+FFFD.
std::string escape_html(std::string_view text);

}  // namespace tiga::document
