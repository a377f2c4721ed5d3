// A text with placeholders: {{name}}.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace tiga::document {

using PlaceValues = std::map<std::string_view, std::string>;

/// The template with each {{name}} replaced by its value, unchanged. Placeholders within values are
/// not replaced. Throws std::invalid_argument if the template has a placeholder without a value, or
/// a value has no placeholder: then the template belongs to another version of the program.
std::string fill_template(std::string_view page_template, const PlaceValues& values);

}  // namespace tiga::document
