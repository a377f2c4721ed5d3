// The text of an HTML page, as it is seen.
#include <string>

#include "audit/markup/extract.hpp"
#include "audit/markup/tags.hpp"
#include "common/text.hpp"

namespace tiga::audit::markup {
namespace {

class PageText {
 public:
  Extract read(std::string_view html) {
    while (!html.empty()) {
      html.remove_prefix(step(html));
    }
    end_line();
    return std::move(extract_);
  }

 private:
  // Takes what is next; gives its length.
  std::size_t step(std::string_view html) {
    if (html[0] == '\n') {
      end_line();
      ++line_;
      return 1;
    }
    if (html[0] == '<') {
      if (const std::size_t length = tags_.tag_at(html); length > 0) {
        return take_tag(html, length);
      }
    } else if (html[0] == '&') {
      if (const Entity entity = entity_at(html); entity.length > 0) {
        text_ += entity.text;
        return entity.length;
      }
    }
    text_ += html[0];
    return 1;
  }

  std::size_t take_tag(std::string_view html, std::size_t length) {
    const std::string name = tag_name(html.substr(0, length));
    if (name == "script" || name == "style") {
      length = html.find("</", length);
      length = length == std::string_view::npos ? html.size() : length;
    }
    if (ends_line(name)) {
      end_line();
    }
    for (const char letter : html.substr(0, length)) {
      line_ += letter == '\n' ? 1 : 0;
    }
    return length;
  }

  void end_line() {
    extract_.add_line(text_, line_);
    text_.clear();
  }

  std::size_t line_ = 1;
  std::string text_;
  TagScanner tags_;
  Extract extract_;
};

}  // namespace

Extract text_of_page(std::string_view html) { return PageText().read(html); }

}  // namespace tiga::audit::markup
