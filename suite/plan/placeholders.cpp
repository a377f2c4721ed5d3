#include "suite/plan/placeholders.hpp"

#include <regex>

namespace tiga::suite::plan {
namespace {

// Takes a text apart: what is text goes to `literal`, the names of placeholders to `named`.
template <typename Literal, typename Named>
void walk(std::string_view text, Literal literal, Named named) {
  // {{name}}, of which group 1 is the text; ${, which begins something of another language; {name}.
  static const std::regex pattern(R"(\{(\{[a-z][a-z0-9]*\})\}|\$\{|\{([a-z][a-z0-9]*)\})");
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::cmatch found; std::regex_search(at, end, found, pattern); at = found[0].second) {
    literal(std::string_view(at, found[0].first));
    if (found[2].matched) {
      named(found[2].str());
    } else {
      literal(found[found[1].matched ? 1 : 0].str());
    }
  }
  literal(std::string_view(at, end));
}

}  // namespace

std::vector<std::string> placeholders_in(std::string_view text) {
  std::vector<std::string> names;
  walk(
      text, [](std::string_view) {}, [&](const std::string& name) { names.push_back(name); });
  return names;
}

std::string fill(std::string_view text, const PlaceholderValues& values) {
  std::string filled;
  walk(
      text, [&](std::string_view part) { filled += part; },
      [&](const std::string& name) {
        const auto value = values.find(name);
        filled += value != values.end() ? value->second : "{" + name + "}";
      });
  return filled;
}

}  // namespace tiga::suite::plan
