#include "suite/text/catalogue.hpp"

#include <cstring>
#include <stdexcept>
#include <string>

namespace tiga::suite::text {
namespace {

constexpr std::uint32_t magic = 0x950412de;
constexpr char context_end = '\4';  // separates a context and its sentence

}  // namespace

Catalogue::Catalogue(std::span<const unsigned char> bytes)
    : bytes_(reinterpret_cast<const char*>(bytes.data()), bytes.size()) {
  if (number(0) != magic || number(4) >> 16 != 0) {
    throw std::invalid_argument("not a catalogue of msgfmt for this machine");
  }
  count_ = number(8);
  keys_ = number(12);
  translations_ = number(16);
  for (std::size_t index = 0; index < count_; ++index) {  // every later read is in range
    string(keys_, index);
    string(translations_, index);
  }
}

std::uint32_t Catalogue::number(std::size_t at) const {
  std::uint32_t value = 0;
  if (at > bytes_.size() || bytes_.size() - at < sizeof value) {
    throw std::invalid_argument("the catalogue is cut");
  }
  std::memcpy(&value, bytes_.data() + at, sizeof value);
  return value;
}

std::string_view Catalogue::string(std::size_t table, std::size_t index) const {
  const std::size_t length = number(table + index * 8);
  const std::size_t at = number(table + index * 8 + 4);
  if (at > bytes_.size() || bytes_.size() - at < length) {
    throw std::invalid_argument("the catalogue is cut");
  }
  return bytes_.substr(at, length);
}

std::optional<std::string_view> Catalogue::find(std::string_view english,
                                                std::string_view context) const {
  std::string in_context;
  if (!context.empty()) {
    in_context.append(context).append(1, context_end).append(english);
    english = in_context;
  }
  std::size_t first = 0;
  std::size_t last = count_;
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    const std::string_view key = string(keys_, middle);
    if (key == english) {
      return string(translations_, middle);
    }
    if (key < english) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return std::nullopt;
}

Catalogue::Entry Catalogue::entry(std::size_t index) const {
  const std::string_view key = string(keys_, index);
  const std::size_t end = key.find(context_end);
  const bool bare = end == std::string_view::npos;
  return {bare ? "" : key.substr(0, end), bare ? key : key.substr(end + 1),
          string(translations_, index)};
}

}  // namespace tiga::suite::text
