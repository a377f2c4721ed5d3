#include "suite/text/catalogue.hpp"

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

namespace tiga::suite::text {
namespace {

constexpr std::uint32_t magic = 0x950412de;
constexpr char context_end = '\4';  // separates a context and its sentence

std::string_view piece(std::string_view bytes, std::size_t at, std::size_t length) {
  if (at > bytes.size() || bytes.size() - at < length) {
    throw std::invalid_argument("the catalogue is cut");
  }
  return bytes.substr(at, length);
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, piece(bytes, at, sizeof value).data(), sizeof value);
  return value;
}

// An entry of a table: its length, and where it begins.
std::string_view string_at(std::string_view bytes, std::size_t entry) {
  return piece(bytes, number_at(bytes, entry + 4), number_at(bytes, entry));
}

}  // namespace

Catalogue::Catalogue(std::span<const unsigned char> catalogue) {
  const std::string_view bytes(reinterpret_cast<const char*>(catalogue.data()), catalogue.size());
  if (number_at(bytes, 0) != magic || number_at(bytes, 4) >> 16 != 0) {
    throw std::invalid_argument("not a catalogue of msgfmt for this machine");
  }
  const std::size_t keys = number_at(bytes, 12);
  const std::size_t translations = number_at(bytes, 16);
  for (std::size_t index = 0; index < number_at(bytes, 8); ++index) {
    entries_.emplace(string_at(bytes, keys + index * 8),
                     string_at(bytes, translations + index * 8));
  }
}

std::optional<std::string_view> Catalogue::find(std::string_view english,
                                                std::string_view context) const {
  std::string in_context;
  if (!context.empty()) {
    in_context.append(context).append(1, context_end).append(english);
    english = in_context;
  }
  const auto found = entries_.find(english);
  return found == entries_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace tiga::suite::text
