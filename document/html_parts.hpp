// Parts of a page of HTML.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "document/document.hpp"

namespace tiga::document {

/// A table; `label` precedes its caption ("Table 3.").
std::string table_html(const Table& table, const std::string& label, const Labels& labels);

using PlaceValues = std::map<std::string_view, std::string>;

/// The template with each placeholder {{name}} replaced by its value, unchanged. Placeholders
/// within values are not replaced. Throws std::invalid_argument if the template has a placeholder
/// without a value, or a value has no placeholder: then the template belongs to another version of
/// the program.
std::string fill_template(std::string_view page_template, const PlaceValues& values);

}  // namespace tiga::document
