#include "document/page_template.hpp"

#include <fmt/format.h>

#include <set>
#include <stdexcept>

namespace tiga::document {
namespace {

constexpr std::string_view open_mark = "{{";
constexpr std::string_view close_mark = "}}";

}  // namespace

std::string fill_template(std::string_view page_template, const PlaceValues& values) {
  std::string out;
  std::set<std::string_view> used;
  std::string_view rest = page_template;
  for (std::size_t at = rest.find(open_mark); at != std::string_view::npos;
       at = rest.find(open_mark)) {
    out += rest.substr(0, at);
    rest.remove_prefix(at + open_mark.size());
    const std::size_t end = rest.find(close_mark);
    const std::string_view name = rest.substr(0, end);
    const auto value = values.find(name);
    if (value == values.end() || end == std::string_view::npos) {
      throw std::invalid_argument(
          fmt::format("the page's template has a place '{}' that nothing fills",
                      name.substr(0, name.find('\n'))));
    }
    out += value->second;
    used.insert(name);
    rest.remove_prefix(end + close_mark.size());
  }
  out += rest;
  for (const auto& [name, value] : values) {
    if (!used.contains(name)) {
      throw std::invalid_argument(fmt::format("the page's template has no place '{}'", name));
    }
  }
  return out;
}

}  // namespace tiga::document
