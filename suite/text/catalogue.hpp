// A compiled gettext catalogue. The build compiles each po/TAG.po by msgfmt, which refuses a broken
// one with file and line, and embeds it in the program: none can be missing at run time, and no
// locale of the system is needed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tiga::suite::text {

/// Reads the MO format of msgfmt in place (gettext manual, "The Format of GNU MO Files").
/// Immutable, so that threads may share it.
class Catalogue {
 public:
  struct Entry {
    std::string_view context;  ///< empty if the sentence has none
    std::string_view english;
    std::string_view translation;
  };

  /// `bytes` must outlive the catalogue. Throws std::invalid_argument if they are not an MO file in
  /// this machine's byte order.
  explicit Catalogue(std::span<const unsigned char> bytes);

  /// The translation of a sentence in its context; `nullopt` if there is none.
  std::optional<std::string_view> find(std::string_view english,
                                       std::string_view context = {}) const;

  /// The number of entries, and each entry, ordered by context and sentence. The catalogue's header
  /// is the entry of the empty sentence.
  std::size_t size() const { return count_; }
  Entry entry(std::size_t index) const;

 private:
  std::uint32_t number(std::size_t at) const;
  std::string_view string(std::size_t table, std::size_t index) const;

  std::string_view bytes_;
  std::size_t count_ = 0;
  std::size_t keys_ = 0;  // offset of the table of sentences
  std::size_t translations_ = 0;
};

/// A catalogue embedded in the program.
struct EmbeddedCatalogue {
  std::string_view tag;
  std::span<const unsigned char> bytes;
};

/// The catalogues of po/LINGUAS, in its order (cmake/catalogues.cmake writes this function).
std::span<const EmbeddedCatalogue> embedded_catalogues();

}  // namespace tiga::suite::text
