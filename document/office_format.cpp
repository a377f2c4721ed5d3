#include "document/office_format.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "common/sequences.hpp"

namespace tiga::document {
namespace {

constexpr std::array all_formats{OfficeFormat::docx, OfficeFormat::odt};

}  // namespace

std::string_view name_of(OfficeFormat format) {
  return format == OfficeFormat::docx ? "docx" : "odt";
}

const std::vector<std::string>& office_formats() {
  static const std::vector<std::string> names = common::transformed(
      all_formats, [](OfficeFormat format) { return std::string(name_of(format)); });
  return names;
}

OfficeFormat office_format(std::string_view name) {
  for (const OfficeFormat format : all_formats) {
    if (name == name_of(format)) {
      return format;
    }
  }
  throw std::invalid_argument(fmt::format("there is no format '{}'", name));
}

}  // namespace tiga::document
