// The formats of word processors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiga::document {

/// What a converter makes of our HTML.
enum class OfficeFormat { docx, odt };

/// The name on a command line and of a file: "docx".
std::string_view name_of(OfficeFormat format);

/// The names of all formats.
const std::vector<std::string>& office_formats();

/// The format of that name. Throws std::invalid_argument if there is none.
OfficeFormat office_format(std::string_view name);

}  // namespace tiga::document
