// Functions on text: escape for HTML, for a terminal, for a shell; count characters, wrap into
// lines.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::common {

/// The text escaped for HTML and XML, both between tags and within a quoted attribute. Control
/// characters that HTML does not allow, U+FFFE and U+FFFF become U+FFFD.
std::string escape_html(std::string_view text);

/// One line of printable UTF-8: bytes that are no UTF-8 (RFC 3629), U+FFFE, U+FFFF, and control
/// characters that are not in `kept`, are escaped as in C ("\xe9", "\r", "\x1b"), the rest stays as
/// it is. A second time changes nothing.
std::string printable(std::string_view bytes, std::string_view kept = {});

/// In double quotes: printable ASCII unchanged but for quotes and backslashes, the rest escaped as
/// in C ("\r", "\x00"), so that each byte can be told.
std::string quote(std::string_view bytes);

/// The most of the first `most` bytes that does not end within a character of UTF-8; all of them if
/// they end in what is none.
std::string_view whole_characters(std::string_view text, std::size_t most);

/// The text as one word of a command, as a shell reads it back: unchanged if nothing in it is
/// special to a shell, else in single quotes (POSIX.1-2017, Shell & Utilities §2.2.2); with
/// characters that are not printable as $'…' (POSIX.1-2024 §2.2.4).
std::string shell_word(std::string_view text);

/// The text with ASCII letters in lower case.
std::string lower_case(std::string_view text);

/// The text without any of these bytes at either end, a view into it.
std::string_view trimmed(std::string_view text, std::string_view bytes);

/// The parts of the text between these bytes, views into it; no last part that is empty.
std::vector<std::string_view> split(std::string_view text, char between);

/// The number of characters (code points) of a text in UTF-8.
std::size_t characters(std::string_view text);

/// The words between blanks (space, tab, CR, LF). They are views into `text`.
std::vector<std::string_view> words_between_blanks(std::string_view text);

/// The margins of a wrapped text.
struct Margins {
  std::string_view first = {};   ///< before the first line
  std::string_view indent = {};  ///< before each other line
  std::size_t width = 100;  ///< maximum number of characters of a line, unless a word is longer
};

/// Replaces the first word of a line.
using FirstWord = std::function<std::string(std::string_view)>;

/// Wraps the words, with one space between them, into lines ended by LF; at least one line.
/// `first_word` changes the word that starts a line (Markdown escapes what would be markup there);
/// its width is that of the unchanged word.
std::string wrap(const std::vector<std::string_view>& words, const Margins& margins,
                 const FirstWord& first_word = {});

}  // namespace tiga::common
