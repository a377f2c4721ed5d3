// libxml2's reader goes through the file; what may stay is written anew as it passes.
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
  bool empty = false;  // a start that is its own end: <name/>

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

// The text within the element that the reader is at.
std::string text_within(xmlTextReader* reader) {
  const xmlNode* node = xmlTextReaderExpand(reader);
  if (node == nullptr) {
    return "";
  }
  const std::unique_ptr<xmlChar, decltype(xmlFree)> text(xmlNodeGetContent(node), xmlFree);
  return std::string(view(text.get()));
}

// Text again as XML: only what must be escaped, `also` included.
std::string escape_xml(std::string_view text, char also) {
  std::string out;
  for (const char letter : text) {
    const bool escaped = letter == '&' || letter == '<' || letter == also;
    out += escaped ? escape_html(std::string_view(&letter, 1)) : std::string(1, letter);
  }
  return out;
}

// "800", "800px" -> "800"; "" of what is no such length.
std::string_view pixels(std::string_view length) {
  const std::string_view number = length.substr(0, length.find_first_not_of("0123456789."));
  const std::string_view unit = length.substr(number.size());
  return unit.empty() || unit == "px" ? number : std::string_view();
}

// What the root shows; "" where it does not say.
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
  enum class Form { in_page, file };

  Cleaner(std::string_view svg, const ChartNames& names, Form form)
      : reader_(open_reader(svg)),
        names_(names),
        form_(form),
        prefix_(names.id + (form == Form::file ? '-' : '.')),
        out_(form == Form::file ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : "") {}

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
  // False where it cannot stand there. That tags fit each other libxml2 sees.
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
      case XML_READER_TYPE_DOCUMENT_TYPE:  // with declarations of its own it could define anything
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

  // `name`: of the tag to write; empty: none.
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
    if (form_ == Form::file) {
      return fmt::format("<svg{}>\n<title>{}</title>", attributes(tag, {}),
                         escape_html(names_.title));
    }
    constexpr std::array<std::string_view, 5> replaced = {"width", "height", "viewBox", "role",
                                                          "aria-labelledby"};
    return fmt::format(
        "<svg role=\"img\" aria-labelledby=\"{0}_title {0}_description\" viewBox=\"{1}\"{2}>"
        "<title id=\"{0}_title\">{3}</title><desc id=\"{0}_description\">{4}</desc>",
        names_.id, view_box(tag), attributes(tag, replaced), escape_html(names_.title),
        escape_html(names_.description));
  }

  // Besides scripts: what the file says of itself, and the names that gnuplot makes up for curves
  // without a title, which a browser would show beside the pointer.
  bool is_left_out(const Tag& tag) const {
    const bool of_the_file = depth_ == 1 && (tag.name == "title" || tag.name == "desc");
    const bool made_up =
        tag.name == "title" && text_within(reader_.get()).starts_with("gnuplot_plot_");
    return of_the_file || made_up || tag.name == "script";
  }

  std::string attributes(const Tag& tag, std::span<const std::string_view> without) const {
    std::string out;
    for (const Attribute& attribute : tag.attributes) {
      const bool is_script = attribute.name.starts_with("on");  // onclick and the like
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

  // The value with the id that it is, or those that it refers to, made the page's.
  std::string renamed(const Attribute& attribute) const {
    std::string value(attribute.value);
    if (attribute.name == "id") {
      return prefix_ + value;
    }
    if (attribute.name == "href" || attribute.name == "xlink:href") {
      return value.starts_with('#') ? '#' + prefix_ + value.substr(1) : value;
    }
    for (const std::string_view start : {"url(#", "url('#", "url(\"#"}) {
      for (std::size_t at = value.find(start); at != std::string::npos;
           at = value.find(start, at + 1)) {
        value.insert(at + start.size(), prefix_);
      }
    }
    return value;
  }

  Reader reader_;
  const ChartNames& names_;
  Form form_;
  std::string prefix_;  // of ids
  std::string out_;
  std::size_t depth_ = 0;     // how many elements are open
  std::size_t left_out_ = 0;  // the depth of the one that is left out; 0: none is
};

}  // namespace

std::optional<std::string> inline_svg(std::string_view svg, const ChartNames& names) {
  return Cleaner(svg, names, Cleaner::Form::in_page).clean();
}

std::optional<std::string> standalone_svg(std::string_view svg, const std::string& id,
                                          const std::string& title) {
  return Cleaner(svg, {id, title, ""}, Cleaner::Form::file).clean();
}

}  // namespace tiga::document
