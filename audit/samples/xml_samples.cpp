#include "audit/samples/xml_samples.hpp"

#include <algorithm>
#include <array>

#include "audit/markup/tags.hpp"
#include "audit/markup/text.hpp"

namespace tiga::audit::samples {
namespace {

constexpr Format xml_format = {
    Tool::jmeter, "JMeter's samples", ',', "t", 1e-3, "ts", 1e-3, "lb", "rc", "s", "by", "na"};

constexpr std::array<std::string_view, xml_attributes> attributes = {
    xml_format.elapsed, xml_format.start, xml_format.label, xml_format.status,
    xml_format.success, xml_format.bytes, xml_format.users};

std::string without_entities(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const markup::Entity entity = text[0] == '&' ? markup::entity_at(text) : markup::Entity{};
    out += entity.length > 0 ? std::string_view(entity.text) : text.substr(0, 1);
    text.remove_prefix(std::max<std::size_t>(entity.length, 1));
  }
  return out;
}

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

}  // namespace

bool is_jmeter_xml(std::string_view text) {
  constexpr std::size_t longest_head = 2000;
  return markup::trimmed(text.substr(0, longest_head)).starts_with('<') &&
         text.substr(0, longest_head).find("<testResults") != std::string_view::npos;
}

Columns columns_of_xml(std::string_view text) {
  std::bitset<xml_attributes> has;
  XmlSamples samples(text);
  while (const auto sample = samples.next()) {
    has |= sample->has;
  }
  Columns columns;
  columns.format = &xml_format;
  columns.count = attributes.size();
  const auto place_of = [&](std::string_view name) {
    const auto place =
        static_cast<std::size_t>(std::ranges::find(attributes, name) - attributes.begin());
    return has[place] ? place : Columns::none;
  };
  columns.elapsed = place_of(xml_format.elapsed);
  columns.start = place_of(xml_format.start);
  columns.label = place_of(xml_format.label);
  columns.status = place_of(xml_format.status);
  columns.success = place_of(xml_format.success);
  columns.bytes = place_of(xml_format.bytes);
  columns.users = place_of(xml_format.users);
  return columns;
}

std::optional<XmlSample> XmlSamples::next() {
  while (at_ < text_.size()) {
    at_ = std::min(text_.find('<', at_), text_.size());
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) {
      skip_to("-->");
    } else if (rest.starts_with("<![CDATA[")) {
      skip_to("]]>");
    } else if (!rest.empty()) {
      if (auto sample = take_tag()) {
        return sample;
      }
    }
  }
  return std::nullopt;
}

void XmlSamples::skip_to(std::string_view end) {
  const std::size_t found = text_.find(end, at_);
  at_ = found == std::string_view::npos ? text_.size() : found + end.size();
}

// The sample of a tag that begins one and is in no other.
std::optional<XmlSample> XmlSamples::take_tag() {
  line_ +=
      static_cast<std::size_t>(std::ranges::count(text_.substr(counted_, at_ - counted_), '\n'));
  counted_ = at_;
  constexpr std::size_t longest_name = 20;
  const std::string name = markup::tag_name(text_.substr(at_, longest_name));
  if (name == "/httpsample" || name == "/sample") {
    depth_ -= depth_ > 0 ? 1 : 0;
  }
  XmlSample sample{std::vector<std::string>(attributes.size()), line_, {}};
  at_ = std::min(text_.find_first_of(" \t\r\n>", at_), text_.size());
  if (at_ < text_.size() && text_[at_ - 1] == '/') {
    --at_;  // "<sample/>"
  }
  while (take_attribute(sample)) {
  }
  const bool is_whole = text_.substr(0, at_).ends_with("/>");
  if (name != "httpsample" && name != "sample") {
    return std::nullopt;
  }
  const bool is_part = depth_ > 0;
  depth_ += is_whole ? 0 : 1;
  return is_part ? std::nullopt : std::optional(std::move(sample));
}

// Takes ` t="48"`, or the end of the tag: then it returns false.
bool XmlSamples::take_attribute(XmlSample& sample) {
  while (at_ < text_.size() && is_blank(text_[at_])) {
    ++at_;
  }
  const std::size_t end = text_.find_first_of("=>", at_);
  if (end == std::string_view::npos || text_[end] == '>') {
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    return false;
  }
  const std::string_view name = markup::trimmed(text_.substr(at_, end - at_));
  at_ = end + 1;
  while (at_ < text_.size() && is_blank(text_[at_])) {
    ++at_;
  }
  const char quote = at_ < text_.size() ? text_[at_] : '\0';
  const std::size_t last =
      quote == '"' || quote == '\'' ? text_.find(quote, at_ + 1) : std::string_view::npos;
  if (last == std::string_view::npos) {  // not XML: the tag ends at the next '>'
    at_ = std::min(text_.find('>', at_), text_.size());
    return at_ < text_.size();
  }
  const auto known = std::ranges::find(attributes, name);
  if (known != attributes.end()) {
    const auto place = static_cast<std::size_t>(known - attributes.begin());
    sample.cells[place] = without_entities(text_.substr(at_ + 1, last - at_ - 1));
    sample.has.set(place);
  }
  at_ = last + 1;
  return true;
}

}  // namespace tiga::audit::samples
