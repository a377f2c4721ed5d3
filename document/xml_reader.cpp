#include "document/xml_reader.hpp"

#include <algorithm>

namespace tiga::document {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view name_ends = " \t\r\n=/<>\"'";

}  // namespace

std::string_view XmlToken::value(std::string_view name) const {
  const auto found = std::ranges::find(attributes, name, &XmlAttribute::name);
  return found == attributes.end() ? std::string_view() : found->value;
}

std::optional<XmlToken> XmlReader::next() {
  if (rest_.empty()) {
    return std::nullopt;
  }
  if (!rest_.starts_with('<')) {
    return XmlToken{.kind = XmlToken::Kind::text, .text = take_until_any("<")};
  }
  if (rest_.starts_with("<?")) {
    return between("<?", "?>", XmlToken::Kind::aside);
  }
  if (rest_.starts_with("<!--")) {
    return between("<!--", "-->", XmlToken::Kind::aside);
  }
  if (rest_.starts_with("<![CDATA[")) {
    return between("<![CDATA[", "]]>", XmlToken::Kind::verbatim);
  }
  if (rest_.starts_with("<!")) {
    const auto type = between("<!", ">", XmlToken::Kind::aside);
    return type && type->text.find('[') == std::string_view::npos ? type : std::nullopt;
  }
  return rest_.starts_with("</") ? end() : start();
}

std::optional<XmlToken> XmlReader::between(std::string_view begin, std::string_view end,
                                           XmlToken::Kind kind) {
  rest_.remove_prefix(begin.size());
  const std::size_t at = rest_.find(end);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view text = rest_.substr(0, at);
  rest_.remove_prefix(at + end.size());
  return XmlToken{.kind = kind, .text = text};
}

std::optional<XmlToken> XmlReader::end() {
  take("</");
  XmlToken token{.kind = XmlToken::Kind::end, .text = take_until_any(name_ends)};
  skip_blanks();
  return take(">") ? std::optional(token) : std::nullopt;
}

std::optional<XmlToken> XmlReader::start() {
  take("<");
  XmlToken token{.kind = XmlToken::Kind::start, .text = take_until_any(name_ends)};
  if (token.text.empty()) {
    return std::nullopt;
  }
  while (true) {
    skip_blanks();
    token.empty = take("/>");
    if (token.empty || take(">")) {
      return token;
    }
    const std::optional<XmlAttribute> found = attribute();
    if (!found) {
      return std::nullopt;
    }
    token.attributes.push_back(*found);
  }
}

std::optional<XmlAttribute> XmlReader::attribute() {
  XmlAttribute out{.name = take_until_any(name_ends), .value = {}};
  skip_blanks();
  if (out.name.empty() || !take("=")) {
    return std::nullopt;
  }
  skip_blanks();
  const std::string_view quote = rest_.substr(0, 1);
  if (quote != "\"" && quote != "'") {
    return std::nullopt;
  }
  rest_.remove_prefix(1);
  out.value = take_until_any(quote);
  const bool whole = out.value.find('<') == std::string_view::npos && take(quote);
  return whole ? std::optional(out) : std::nullopt;
}

std::string_view XmlReader::take_until_any(std::string_view letters) {
  const std::string_view taken = rest_.substr(0, rest_.find_first_of(letters));
  rest_.remove_prefix(taken.size());
  return taken;
}

bool XmlReader::take(std::string_view expected) {
  const bool there = rest_.starts_with(expected);
  rest_.remove_prefix(there ? expected.size() : 0);
  return there;
}

void XmlReader::skip_blanks() {
  rest_.remove_prefix(std::min(rest_.size(), rest_.find_first_not_of(blanks)));
}

}  // namespace tiga::document
