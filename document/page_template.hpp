// A text with places to fill: {{name}}.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace tiga::document {

using PlaceValues = std::map<std::string_view, std::string>;

/// The template with each {{name}} replaced by its value, as it is. What a value holds is not
/// looked at again. Throws std::invalid_argument where the template asks for a name that has no
/// value, or has no place for one: then it belongs to another version of the program.
std::string fill_template(std::string_view page_template, const PlaceValues& values);

}  // namespace tiga::document
