// Sentences with figures, in the languages of the write-up.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

#include "suite/text/language.hpp"

namespace tiga::suite::text {

/// fmt::format() of the text in that language; both are checked against the arguments when they are
/// compiled: told(language, "{} of {} cells", "{} dari {} sel", valid, all).
template <class... Args>
std::string told(Language language, fmt::format_string<Args...> english,
                 fmt::format_string<Args...> indonesian, Args&&... args) {
  return fmt::format(language == Language::english ? english : indonesian,
                     std::forward<Args>(args)...);
}

/// The same in both languages.
template <class... Args>
Words in_both(fmt::format_string<const Args&...> english,
              fmt::format_string<const Args&...> indonesian, const Args&... args) {
  return {fmt::format(english, args...), fmt::format(indonesian, args...)};
}

}  // namespace tiga::suite::text
