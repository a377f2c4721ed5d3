// Text for people: escaped for HTML, measured, broken into lines.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::common {

/// The text as HTML and XML show it, between tags as well as within a quoted attribute. Control
/// characters that HTML does not allow become U+FFFD.
std::string escape_html(std::string_view text);

/// How many characters (code points) a text in UTF-8 has.
std::size_t characters(std::string_view text);

/// The words between blanks (space, tab, CR, LF). They lie in `text`.
std::vector<std::string_view> words_between_blanks(std::string_view text);

/// The margins of a text that is broken into lines.
struct Margins {
  std::string_view first = {};   ///< stands before the first line
  std::string_view indent = {};  ///< stands before each other line
  std::size_t width = 100;       ///< most characters of a line, as far as the words allow
};

/// What the first word of a line is replaced by.
using FirstWord = std::function<std::string(std::string_view)>;

/// The words with one space between them in lines, each ended by LF; one line at least.
/// `first_word` changes the word that begins a line (Markdown escapes what would be markup there);
/// its width is that of the unchanged word.
std::string wrap(const std::vector<std::string_view>& words, const Margins& margins,
                 const FirstWord& first_word = {});

}  // namespace tiga::common
