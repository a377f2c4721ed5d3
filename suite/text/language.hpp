// The languages of texts: English, which the code uses, and those of po/LINGUAS. CONTRIBUTING.md
// says how to add one.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace tiga::suite::text {

class Catalogue;

/// A language, cheap to copy. English has no catalogue: its sentences are the code's.
class Language {
 public:
  /// The language that the code is written in.
  static const Language english;

  /// `tag` (BCP 47) and `catalogue` must outlive the language; no catalogue: English sentences.
  constexpr Language(std::string_view tag, const Catalogue* catalogue)
      : tag_(tag), catalogue_(catalogue) {}

  /// "en", "id" (BCP 47).
  constexpr std::string_view tag() const { return tag_; }

  /// The sentence in this language; `english` itself if the catalogue has none. `context`
  /// distinguishes equal sentences that need different translations; else empty. The result lives
  /// as long as both `english` and the catalogue.
  std::string_view translated(std::string_view english, std::string_view context = {}) const;

  friend constexpr bool operator==(Language left, Language right) {
    return left.tag_ == right.tag_;
  }

 private:
  std::string_view tag_;
  const Catalogue* catalogue_;
};

inline constexpr Language Language::english{"en", nullptr};

/// English, then every language of po/LINGUAS in its order. Their catalogues are part of the
/// program. Safe to call from several threads.
std::span<const Language> languages();

/// The language with that tag; `nullopt` if there is none.
std::optional<Language> find_language(std::string_view tag);

}  // namespace tiga::suite::text
