// Tags and entities of HTML in a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tiga::audit::markup {

/// Finds the ends of tags in one text, in a time that is linear in its length.
class TagScanner {
 public:
  /// The length of the tag, comment or declaration at the begin of `text`, up to its '>'; 0 if it
  /// is none, or not ended. `text` must be the end of that of the call before.
  std::size_t tag_at(std::string_view text);

 private:
  bool no_tag_ends_ = false;
  bool no_comment_ends_ = false;
};

/// The name of a tag in lower case, with a slash before it if it ends an element: "br", "/p".
std::string tag_name(std::string_view tag);

/// Whether a line ends at this tag.
bool ends_line(std::string_view name);

/// One character in UTF-8; U+FFFD for what is none.
std::string utf8(std::uint32_t code);

/// A character reference at the begin of `text`: what it means in UTF-8, and its length; the length
/// is 0 if it is none that is known.
struct Entity {
  std::string text;
  std::size_t length = 0;
};
Entity entity_at(std::string_view text);

}  // namespace tiga::audit::markup
