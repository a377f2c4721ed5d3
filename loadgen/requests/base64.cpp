#include "loadgen/requests/base64.hpp"

#include <algorithm>
#include <cstdint>

namespace tiga::loadgen::requests {
namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t group = 3;  // bytes that make four letters

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += group) {
    const std::size_t count = std::min(group, bytes.size() - at);
    std::uint32_t bits = 0;
    for (std::size_t place = 0; place < group; ++place) {
      bits = bits << 8 | (place < count ? static_cast<unsigned char>(bytes[at + place]) : 0u);
    }
    for (std::size_t place = 0; place <= group; ++place) {
      text += place <= count ? letters[bits >> (18 - 6 * place) & 63] : '=';
    }
  }
  return text;
}

}  // namespace tiga::loadgen::requests
