#include "audit/markup/tags.hpp"

#include <algorithm>
#include <array>

#include "common/numbers.hpp"
#include "common/text.hpp"

namespace tiga::audit::markup {
namespace {

struct NamedEntity {
  std::string_view name;
  std::uint32_t code;
};
constexpr auto named_entities = std::to_array<NamedEntity>({
    {"nbsp", 0xA0},    {"lt", '<'},        {"gt", '>'},       {"amp", '&'},       {"quot", '"'},
    {"apos", '\''},    {"thinsp", 0x2009}, {"ensp", 0x2002},  {"emsp", 0x2003},   {"ndash", 0x2013},
    {"mdash", 0x2014}, {"minus", 0x2212},  {"asymp", 0x2248}, {"sim", 0x223C},    {"plusmn", 0xB1},
    {"micro", 0xB5},   {"mu", 0x3BC},      {"middot", 0xB7},  {"hellip", 0x2026}, {"times", 0xD7},
    {"rsquo", 0x2019}, {"percnt", '%'},    {"num", '#'},      {"colon", ':'},     {"comma", ','},
    {"period", '.'},   {"tab", '\t'},      {"sol", '/'},      {"lbrack", '['},    {"rbrack", ']'},
});

bool is_ascii_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

bool begins_name(char letter) { return is_ascii_letter(letter) || letter == '!' || letter == '?'; }

bool is_name_letter(char letter) {
  return is_ascii_letter(letter) || (letter >= '0' && letter <= '9');
}

}  // namespace

std::string utf8(std::uint32_t code) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  const auto next = [&](int shift) { return byte(0x80U | ((code >> shift) & 0x3FU)); };
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    return "\xEF\xBF\xBD";
  } else if (code < 0x80) {
    return {byte(code)};
  } else if (code < 0x800) {
    return {byte(0xC0U | (code >> 6)), next(0)};
  } else if (code < 0x10000) {
    return {byte(0xE0U | (code >> 12)), next(6), next(0)};
  }
  return {byte(0xF0U | (code >> 18)), next(12), next(6), next(0)};
}

std::size_t TagScanner::tag_at(std::string_view text) {
  constexpr std::string_view comment = "<!--";
  constexpr std::string_view comment_end = "-->";
  if (text.starts_with(comment)) {
    const std::size_t end =
        no_comment_ends_ ? std::string_view::npos : text.find(comment_end, comment.size());
    no_comment_ends_ = end == std::string_view::npos;
    return no_comment_ends_ ? 0 : end + comment_end.size();
  }
  const std::size_t name = text.starts_with("</") ? 2 : 1;
  if (text.size() <= name || no_tag_ends_ || !begins_name(text[name])) {
    return 0;
  }
  const std::size_t end = text.find('>');
  no_tag_ends_ = end == std::string_view::npos;
  return no_tag_ends_ ? 0 : end + 1;
}

std::string tag_name(std::string_view tag) {
  std::string name = tag.starts_with("</") ? "/" : "";
  for (const char letter : tag.substr(name.size() + 1)) {
    if (!is_name_letter(letter)) {
      break;
    }
    name += letter;
  }
  return common::lower_case(name);
}

bool ends_line(std::string_view name) {
  constexpr auto names = std::to_array<std::string_view>(
      {"br",  "p",   "/p",   "/div", "div", "/li", "li",       "/td", "/th",   "/tr", "/h1",  "/h2",
       "/h3", "/h4", "/pre", "pre",  "/dt", "/dd", "/caption", "hr",  "/code", "/tt", "/samp"});
  return std::ranges::find(names, name) != names.end();
}

Entity entity_at(std::string_view text) {
  constexpr std::size_t longest = 12;
  const std::size_t end = text.substr(0, longest).find(';');
  if (end == std::string_view::npos || end < 2 || text[0] != '&') {
    return {};
  }
  std::string_view name = text.substr(1, end - 1);
  if (name[0] != '#') {
    const std::string lower = common::lower_case(name);
    const auto known =
        std::ranges::find(named_entities, std::string_view(lower), &NamedEntity::name);
    return known == named_entities.end() ? Entity{} : Entity{utf8(known->code), end + 1};
  }
  name.remove_prefix(1);
  const bool is_hex = name.starts_with('x') || name.starts_with('X');
  name.remove_prefix(is_hex ? 1 : 0);
  const auto code = common::to_number<std::uint32_t>(name, is_hex ? 16 : 10);
  return code ? Entity{utf8(*code), end + 1} : Entity{};
}

}  // namespace tiga::audit::markup
