// libxml2's reader parses the file; the parts that may stay are written again on the way.
#include "document/inline_svg.hpp"

#include <fmt/format.h>
#include <libxml/xmlreader.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "common/text.hpp"

namespace tiga::document {
namespace {

using common::escape_html;

struct Attribute {
  std::string name;  // with its prefix
  std::string value;
};

struct Tag {
  std::string name;
  std::vector<Attribute> attributes;
  bool empty = false;  // an empty-element tag: <name/>

  std::string_view value(std::string_view attribute) const {
    const auto found = std::ranges::find(attributes, attribute, &Attribute::name);
    return found == attributes.end() ? std::string_view() : found->value;
  }
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

struct ReaderDeleter {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};
using Reader = std::unique_ptr<xmlTextReader, ReaderDeleter>;

Reader open_reader(std::string_view svg) {
  if (svg.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return nullptr;
  }
  constexpr int options =
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE;
  return Reader(
      xmlReaderForMemory(svg.data(), static_cast<int>(svg.size()), nullptr, "UTF-8", options));
}

Tag read_tag(xmlTextReader* reader) {
  Tag tag{.name = std::string(view(xmlTextReaderConstName(reader))),
          .attributes = {},
          .empty = xmlTextReaderIsEmptyElement(reader) == 1};
  while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
    tag.attributes.push_back({std::string(view(xmlTextReaderConstName(reader))),
                              std::string(view(xmlTextReaderConstValue(reader)))});
  }
  xmlTextReaderMoveToElement(reader);
  return tag;
}

// The text of the reader's current element.
std::string text_within(xmlTextReader* reader) {
  const xmlNode* node = xmlTextReaderExpand(reader);
  if (node == nullptr) {
    return "";
  }
  const std::unique_ptr<xmlChar, decltype(xmlFree)> text(xmlNodeGetContent(node), xmlFree);
  return std::string(view(text.get()));
}

// Text escaped for XML: only what must be escaped, and `also`.
std::string escape_xml(std::string_view text, char also) {
  std::string out;
  for (const char letter : text) {
    const bool escaped = letter == '&' || letter == '<' || letter == also;
    out += escaped ? escape_html(std::string_view(&letter, 1)) : std::string(1, letter);
  }
  return out;
}

// "800", "800px" -> "800"; "" for anything else.
std::string_view pixels(std::string_view length) {
  const std::string_view number = length.substr(0, length.find_first_not_of("0123456789."));
  const std::string_view unit = length.substr(number.size());
  return unit.empty() || unit == "px" ? number : std::string_view();
}

// The view box of the root; "" if it has none.
std::string view_box(const Tag& root) {
  if (const std::string_view box = root.value("viewBox"); !box.empty()) {
    return std::string(box);
  }
  const std::string_view width = pixels(root.value("width"));
  const std::string_view height = pixels(root.value("height"));
  return width.empty() || height.empty() ? "" : fmt::format("0 0 {} {}", width, height);
}

class Cleaner {
 public:
  Cleaner(std::string_view svg, const ChartNames& names)
      : reader_(open_reader(svg)), names_(names) {}

  std::optional<std::string> clean() {
    int status = reader_ == nullptr ? -1 : 1;
    while (status == 1 && (status = xmlTextReaderRead(reader_.get())) == 1) {
      if (!take_node()) {
        return std::nullopt;
      }
    }
    return status == 0 ? std::optional(out_ + '\n') : std::nullopt;
  }

 private:
  // False if it is not allowed there. libxml2 checks that tags match.
  bool take_node() {
    switch (xmlTextReaderNodeType(reader_.get())) {
      case XML_READER_TYPE_ELEMENT:
        return take_start(read_tag(reader_.get()));
      case XML_READER_TYPE_END_ELEMENT:
        close(view(xmlTextReaderConstName(reader_.get())));
        return true;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_WHITESPACE:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        if (depth_ > 0 && left_out_ == 0) {
          out_ += escape_xml(view(xmlTextReaderConstValue(reader_.get())), '>');
        }
        return true;
      case XML_READER_TYPE_DOCUMENT_TYPE:  // its own declarations could define anything
        return xmlTextReaderCurrentNode(reader_.get())->children == nullptr;
      case XML_READER_TYPE_COMMENT:
      case XML_READER_TYPE_PROCESSING_INSTRUCTION:
        return true;
      default:
        return false;
    }
  }

  bool take_start(const Tag& tag) {
    const bool is_root = depth_ == 0;
    if (is_root && (tag.name != "svg" || view_box(tag).empty())) {
      return false;
    }
    if (left_out_ == 0 && is_left_out(tag)) {
      left_out_ = depth_ + 1;
    }
    ++depth_;
    if (left_out_ == 0) {
      out_ += is_root
                  ? root(tag)
                  : fmt::format("<{}{}{}>", tag.name, attributes(tag, {}), tag.empty ? "/" : "");
    }
    if (tag.empty) {
      close(is_root ? tag.name : "");
    }
    return true;
  }

  // `name`: the name of the tag to write; empty: none.
  void close(std::string_view name) {
    if (left_out_ == 0 && !name.empty()) {
      out_ += fmt::format("</{}>", name);
    }
    if (left_out_ == depth_) {
      left_out_ = 0;
    }
    --depth_;
  }

  std::string root(const Tag& tag) const {
    constexpr std::array<std::string_view, 5> replaced = {"width", "height", "viewBox", "role",
                                                          "aria-labelledby"};
    return fmt::format(
        "<svg role=\"img\" aria-labelledby=\"{0}_title {0}_description\" viewBox=\"{1}\"{2}>"
        "<title id=\"{0}_title\">{3}</title><desc id=\"{0}_description\">{4}</desc>",
        names_.id, view_box(tag), attributes(tag, replaced), escape_html(names_.title),
        escape_html(names_.description));
  }

  // Besides scripts: the description of the file, and the names that gnuplot generates for curves
  // without a title, which a browser would show as tooltips.
  bool is_left_out(const Tag& tag) const {
    const bool of_the_file = depth_ == 1 && (tag.name == "title" || tag.name == "desc");
    const bool made_up =
        tag.name == "title" && text_within(reader_.get()).starts_with("gnuplot_plot_");
    return of_the_file || made_up || tag.name == "script";
  }

  std::string attributes(const Tag& tag, std::span<const std::string_view> without) const {
    std::string out;
    for (const Attribute& attribute : tag.attributes) {
      const bool is_script = attribute.name.starts_with("on");  // onclick etc.
      if (!is_script && std::ranges::find(without, attribute.name) == without.end()) {
        const std::string value = renamed(attribute);
        const char quote =
            value.find('"') != std::string::npos && value.find('\'') == std::string::npos ? '\''
                                                                                          : '"';
        out += fmt::format(" {0}={1}{2}{1}", attribute.name, quote, escape_xml(value, quote));
      }
    }
    return out;
  }

  // The value with its id, or the ids that it refers to, renamed for the page.
  std::string renamed(const Attribute& attribute) const {
    const std::string prefix = names_.id + '.';
    std::string value(attribute.value);
    if (attribute.name == "id") {
      return prefix + value;
    }
    if (attribute.name == "href" || attribute.name == "xlink:href") {
      return value.starts_with('#') ? '#' + prefix + value.substr(1) : value;
    }
    for (const std::string_view start : {"url(#", "url('#", "url(\"#"}) {
      for (std::size_t at = value.find(start); at != std::string::npos;
           at = value.find(start, at + 1)) {
        value.insert(at + start.size(), prefix);
      }
    }
    return value;
  }

  Reader reader_;
  const ChartNames& names_;
  std::string out_;
  std::size_t depth_ = 0;     // number of open elements
  std::size_t left_out_ = 0;  // the depth of the element being left out; 0: none
};

}  // namespace

std::optional<std::string> inline_svg(std::string_view svg, const ChartNames& names) {
  return Cleaner(svg, names).clean();
}

}  // namespace tiga::document
