// The languages of the write-up.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tiga::suite::text {

enum class Language { english, indonesian };

/// The text in that language. Both stand side by side where they are said, so that none is
/// forgotten: either(language, "Concurrency", "Konkurensi").
constexpr std::string_view either(Language language, std::string_view english,
                                  std::string_view indonesian) {
  return language == Language::english ? english : indonesian;
}

/// "en", "id" (BCP 47).
constexpr std::string_view tag(Language language) { return either(language, "en", "id"); }

/// The other way round; nothing for any other text.
constexpr std::optional<Language> parse_language(std::string_view text) {
  for (const Language language : {Language::english, Language::indonesian}) {
    if (text == tag(language)) {
      return language;
    }
  }
  return std::nullopt;
}

/// What is said once and shown in whatever language is asked for.
struct Words {
  std::string english;
  std::string indonesian;

  const std::string& in(Language language) const {
    return language == Language::english ? english : indonesian;
  }
  bool empty() const { return english.empty(); }
  friend bool operator==(const Words&, const Words&) = default;
};

}  // namespace tiga::suite::text
