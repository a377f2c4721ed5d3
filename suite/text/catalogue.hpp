// A compiled gettext catalogue. The build compiles each po/TAG.po by msgfmt, which refuses a broken
// one with file and line, and embeds it in the program: none can be missing at run time, and no
// locale of the system is needed.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string_view>

namespace tiga::suite::text {

/// Reads the MO format of msgfmt (gettext manual, "The Format of GNU MO Files"). Immutable, so that
/// threads may share it.
class Catalogue {
 public:
  /// The bytes must outlive the catalogue. Throws std::invalid_argument if they are not an MO file
  /// in this machine's byte order.
  explicit Catalogue(std::span<const unsigned char> catalogue);

  /// The translation of a sentence in its context; `nullopt` if there is none.
  std::optional<std::string_view> find(std::string_view english,
                                       std::string_view context = {}) const;

  /// The translation of each sentence; one in a context has that and a byte 4 before it. The
  /// catalogue's header is that of the empty sentence.
  const std::map<std::string_view, std::string_view>& entries() const { return entries_; }

 private:
  std::map<std::string_view, std::string_view> entries_;
};

/// A catalogue embedded in the program.
struct EmbeddedCatalogue {
  std::string_view tag;
  std::span<const unsigned char> bytes;
};

/// The catalogues of po/LINGUAS, in its order (cmake/catalogues.cmake writes this function).
std::span<const EmbeddedCatalogue> embedded_catalogues();

}  // namespace tiga::suite::text
