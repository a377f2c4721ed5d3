#include "audit/reading/file_kind.hpp"

#include <algorithm>
#include <array>

namespace tiga::audit::reading {
namespace {

struct BinaryKind {
  std::string_view begin;
  std::string_view what;
};

constexpr std::string_view image =
    "an image; type its figures into a text or CSV file, or save the output of the tool itself";
constexpr std::string_view archive = "an archive; unpack it";

constexpr std::array<BinaryKind, 12> binary_kinds = {{
    {"%PDF-", "a PDF; pdftotext -layout FILE makes a text of it"},
    {"\x89PNG", image},
    {"\xFF\xD8\xFF", image},
    {"GIF8", image},
    {"II*", image},
    {std::string_view("MM\0*", 4), image},
    {"PK\x03\x04", "a ZIP archive or an office document; unpack it, or save its tables as CSV"},
    {"\xD0\xCF\x11\xE0", "an office document; save its tables as CSV"},
    {"{\\rtf", "an RTF document; save it as text"},
    {"\x1F\x8B", archive},
    {"7z\xBC\xAF", archive},
    {"Rar!", archive},
}};

}  // namespace

std::string_view kind_of_binary(std::string_view bytes) {
  if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP") {
    return image;
  }
  const auto kind = std::ranges::find_if(
      binary_kinds, [&](const BinaryKind& one) { return bytes.starts_with(one.begin); });
  return kind == binary_kinds.end() ? std::string_view() : kind->what;
}

}  // namespace tiga::audit::reading
