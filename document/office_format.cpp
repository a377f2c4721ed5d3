#include "document/office_format.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace tiga::document {

std::string_view name_of(OfficeFormat format) {
  return format == OfficeFormat::docx ? "docx" : "odt";
}

const std::vector<std::string>& office_formats() {
  static const std::vector<std::string> names{"docx", "odt"};
  return names;
}

OfficeFormat office_format(std::string_view name) {
  for (const OfficeFormat format : {OfficeFormat::docx, OfficeFormat::odt}) {
    if (name == name_of(format)) {
      return format;
    }
  }
  throw std::invalid_argument(fmt::format("there is no format '{}'", name));
}

}  // namespace tiga::document
