// Translates texts. The code has each English sentence once, where it is used; translations are in
// po/TAG.po and may reorder the arguments ({1} {0}).
//
//   tr(language, "{} of {} cells", valid, all)
//   tr_in(language, "latency", "that of ", …)   the same sentence means two things: a context
//   message("Requests per second")              for a table; shown later by tr(language, row.title)
//   localized("{} was not measured", arm)       shown later, in whatever language
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "suite/text/language.hpp"

namespace tiga::suite::text {

/// fmt::format() of the sentence in that language. The English one is checked against the arguments
/// when it is compiled; a test checks that each translation has the same placeholders.
template <class... Args>
std::string tr(Language language, fmt::format_string<Args...> english, Args&&... args) {
  const fmt::string_view sentence = english;
  return fmt::vformat(language.translated({sentence.data(), sentence.size()}),
                      fmt::make_format_args(args...));
}

/// The same for a sentence that needs different translations in different places: `context`
/// identifies the place and is not shown.
template <class... Args>
std::string tr_in(Language language, std::string_view context, fmt::format_string<Args...> english,
                  Args&&... args) {
  const fmt::string_view sentence = english;
  return fmt::vformat(language.translated({sentence.data(), sentence.size()}, context),
                      fmt::make_format_args(args...));
}

/// A sentence without arguments in a table of the code.
struct Message {
  std::string_view english;
};

/// Marks a literal as a sentence to be translated (xgettext looks for this name).
consteval Message message(const char* english) { return {english}; }

/// The sentence unchanged: braces have no special meaning.
std::string tr(Language language, Message message);

/// A text that is created once and shown in any language later. Two are equal if they are equal in
/// every language of languages(). The default is empty.
class LocalizedText {
 public:
  LocalizedText() = default;
  /// A text of the user, the same in every language.
  explicit LocalizedText(std::string text);
  /// The message, translated when it is shown.
  LocalizedText(Message message);
  /// `in` returns the text; it must own its data, and always return the same for the same language.
  explicit LocalizedText(std::function<std::string(Language)> in) : in_(std::move(in)) {}

  std::string in(Language language) const { return in_ ? in_(language) : std::string(); }
  bool empty() const { return in(Language::english).empty(); }

  friend bool operator==(const LocalizedText& left, const LocalizedText& right);

 private:
  std::function<std::string(Language)> in_;
};

namespace detail {

// The stored form of an argument of localized(): texts become strings.
template <class T>
using Kept = std::conditional_t<std::is_convertible_v<const T&, std::string_view>, std::string,
                                std::decay_t<T>>;

// The shown form: a text within a text uses the same language.
template <class T>
using Shown = std::conditional_t<std::same_as<T, LocalizedText>, std::string, T>;

template <class T>
decltype(auto) shown(const T& argument, Language language) {
  if constexpr (std::same_as<T, LocalizedText>) {
    return argument.in(language);
  } else {
    return (argument);
  }
}

}  // namespace detail

/// tr() of a sentence in the language in which it is shown later. Arguments are copied; views of
/// texts become strings, but a fmt::join() must not outlive its range, so join first. An argument
/// may be a LocalizedText itself.
template <class... Args>
LocalizedText localized(
    [[maybe_unused]] fmt::format_string<const detail::Shown<detail::Kept<Args>>&...> english,
    [[maybe_unused]] const Args&... args) {
#ifdef __clang_analyzer__
  return {};  // it loses the owner of what std::function keeps on the heap, and takes it for leaked
#else
  const fmt::string_view sentence = english;
  return LocalizedText([sentence = std::string_view(sentence.data(), sentence.size()),
                        kept = std::tuple<detail::Kept<Args>...>(args...)](Language language) {
    return std::apply(
        [&](const auto&... one) {
          const auto format = [&](const auto&... argument) {
            return fmt::vformat(language.translated(sentence), fmt::make_format_args(argument...));
          };
          return format(detail::shown(one, language)...);
        },
        kept);
  });
#endif
}

}  // namespace tiga::suite::text
