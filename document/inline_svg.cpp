#include "document/inline_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "document/html_text.hpp"
#include "document/xml_reader.hpp"

namespace tiga::document {
namespace {

using Kind = XmlToken::Kind;

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// "800", "800px" -> "800"; "" of what is no such length.
std::string_view pixels(std::string_view length) {
  const std::string_view number = length.substr(0, length.find_first_not_of("0123456789."));
  const std::string_view unit = length.substr(number.size());
  return unit.empty() || unit == "px" ? number : std::string_view();
}

// What the root shows; "" where it does not say.
std::string view_box(const XmlToken& root) {
  if (const std::string_view box = root.value("viewBox"); !box.empty()) {
    return std::string(box);
  }
  const std::string_view width = pixels(root.value("width"));
  const std::string_view height = pixels(root.value("height"));
  return width.empty() || height.empty() ? "" : fmt::format("0 0 {} {}", width, height);
}

class Cleaner {
 public:
  Cleaner(std::string_view svg, const ChartNames& names) : reader_(svg), names_(names) {}

  std::optional<std::string> clean() {
    while (const std::optional<XmlToken> token = reader_.next()) {
      if (!take(*token)) {
        return std::nullopt;
      }
    }
    const bool whole = closed_ && reader_.rest().empty();
    return whole ? std::optional(out_ + '\n') : std::nullopt;
  }

 private:
  // False where it cannot stand there.
  bool take(const XmlToken& token) {
    switch (token.kind) {
      case Kind::aside:
        return true;
      case Kind::text:
      case Kind::verbatim:
        return take_text(token);
      case Kind::start:
        return take_start(token);
      case Kind::end:
        return take_end(token.text);
    }
    return false;
  }

  bool take_text(const XmlToken& token) {
    if (open_.empty()) {
      return is_blank(token.text);
    }
    if (left_out_ == 0) {
      out_ += token.kind == Kind::text ? std::string(token.text) : escape_html(token.text);
    }
    return true;
  }

  bool take_start(const XmlToken& tag) {
    if (open_.empty() && (closed_ || tag.text != "svg" || view_box(tag).empty())) {
      return false;
    }
    if (left_out_ == 0 && is_left_out(tag)) {
      left_out_ = open_.size() + 1;
    }
    if (left_out_ == 0) {
      out_ += open_.empty()
                  ? root(tag)
                  : fmt::format("<{}{}{}>", tag.text, attributes(tag, {}), tag.empty ? "/" : "");
    }
    const bool is_root = open_.empty();
    open_.push_back(tag.text);
    return !tag.empty || close(is_root);
  }

  bool take_end(std::string_view name) {
    return !open_.empty() && open_.back() == name && close(true);
  }

  bool close(bool with_tag) {
    if (left_out_ == 0 && with_tag) {
      out_ += fmt::format("</{}>", open_.back());
    }
    if (left_out_ == open_.size()) {
      left_out_ = 0;
    }
    open_.pop_back();
    closed_ = open_.empty();
    return true;
  }

  std::string root(const XmlToken& tag) const {
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
  bool is_left_out(const XmlToken& tag) const {
    const bool of_the_file = open_.size() == 1 && (tag.text == "title" || tag.text == "desc");
    const bool made_up = tag.text == "title" && reader_.rest().starts_with("gnuplot_plot_");
    return of_the_file || made_up || tag.text == "script";
  }

  std::string attributes(const XmlToken& tag, std::span<const std::string_view> without) const {
    std::string out;
    for (const XmlAttribute& attribute : tag.attributes) {
      const bool is_script = attribute.name.starts_with("on");  // onclick and the like
      if (!is_script && std::ranges::find(without, attribute.name) == without.end()) {
        const bool quoted = attribute.value.find('"') != std::string_view::npos;
        out +=
            fmt::format(" {0}={1}{2}{1}", attribute.name, quoted ? '\'' : '"', renamed(attribute));
      }
    }
    return out;
  }

  // The value with the id that it is, or those that it refers to, made the page's.
  std::string renamed(const XmlAttribute& attribute) const {
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

  XmlReader reader_;
  const ChartNames& names_;
  std::string out_;
  std::vector<std::string_view> open_;  ///< names of the elements that we are in
  std::size_t left_out_ = 0;  ///< how many are open with the one that is left out; 0: none is
  bool closed_ = false;       ///< the root has ended
};

}  // namespace

std::optional<std::string> inline_svg(std::string_view svg, const ChartNames& names) {
  return Cleaner(svg, names).clean();
}

}  // namespace tiga::document
