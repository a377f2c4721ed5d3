#include "suite/plan/placeholders.hpp"

#include <algorithm>

namespace tiga::suite::plan {
namespace {

bool is_small(char byte) { return byte >= 'a' && byte <= 'z'; }
bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// The name in "{name}" at the beginning of `text`; empty: there is none.
std::string_view name_at(std::string_view text) {
  if (text.size() < 3 || text[0] != '{' || !is_small(text[1])) {
    return {};
  }
  const auto* const end = std::ranges::find_if_not(
      text.substr(1), [](char byte) { return is_small(byte) || is_digit(byte); });
  const auto length = static_cast<std::size_t>(end - text.data()) - 1;
  return end != text.data() + text.size() && *end == '}' ? text.substr(1, length)
                                                         : std::string_view{};
}

// Takes a text apart: what is text goes to `literal`, the names of placeholders to `named`.
template <typename Literal, typename Named>
void walk(std::string_view text, Literal literal, Named named) {
  while (!text.empty()) {
    if (text.starts_with("{{")) {
      const std::string_view name = name_at(text.substr(1));
      if (!name.empty() && text.substr(name.size() + 3).starts_with('}')) {
        literal(text.substr(1, name.size() + 2));
        text.remove_prefix(name.size() + 4);
        continue;
      }
    }
    const bool of_another_language = text.starts_with("${");
    const std::string_view name = of_another_language ? std::string_view{} : name_at(text);
    if (!name.empty()) {
      named(name);
      text.remove_prefix(name.size() + 2);
    } else {
      const std::size_t length = of_another_language ? 2 : 1;
      literal(text.substr(0, length));
      text.remove_prefix(length);
    }
  }
}

}  // namespace

std::vector<std::string> placeholders_in(std::string_view text) {
  std::vector<std::string> names;
  walk(
      text, [](std::string_view) {}, [&](std::string_view name) { names.emplace_back(name); });
  return names;
}

std::string fill(std::string_view text, const PlaceholderValues& values) {
  std::string filled;
  walk(
      text, [&](std::string_view part) { filled += part; },
      [&](std::string_view name) {
        const auto value = values.find(name);
        if (value != values.end()) {
          filled += value->second;
        } else {
          filled.append("{").append(name).append("}");
        }
      });
  return filled;
}

}  // namespace tiga::suite::plan
