#include "suite/hosts/frame.hpp"

#include <fmt/format.h>

namespace tiga::suite::hosts {
namespace {

constexpr std::size_t length_bytes = 4;
constexpr unsigned bits_of_byte = 8;

void check_length(std::size_t length, std::size_t most) {
  if (length > most) {
    throw FrameTooLong(
        fmt::format("a message of {} bytes is longer than the allowed {}", length, most));
  }
}

}  // namespace

std::string frame(std::string_view message) {
  check_length(message.size(), most_message_bytes);
  std::string bytes;
  bytes.reserve(length_bytes + message.size());
  for (std::size_t left = length_bytes; left > 0; --left) {
    bytes.push_back(static_cast<char>((message.size() >> (bits_of_byte * (left - 1))) & 0xffU));
  }
  bytes.append(message);
  return bytes;
}

std::optional<std::string> FrameReader::next() {
  if (unread_.size() < length_bytes) {
    return std::nullopt;
  }
  std::size_t length = 0;
  for (const char byte : std::string_view(unread_).substr(0, length_bytes)) {
    length = (length << bits_of_byte) + static_cast<unsigned char>(byte);
  }
  check_length(length, most_);
  if (unread_.size() < length_bytes + length) {
    return std::nullopt;
  }
  std::string message = unread_.substr(length_bytes, length);
  unread_.erase(0, length_bytes + length);
  return message;
}

}  // namespace tiga::suite::hosts
