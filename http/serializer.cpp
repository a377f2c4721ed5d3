#include "http/serializer.hpp"

#include <array>
#include <charconv>
#include <cstring>

namespace tiga::http {
namespace {

constexpr std::size_t most_digits = 20;  // of a 64-bit number

/// Writes into memory that was reserved before.
class Writer {
 public:
  explicit Writer(char* at) : at_(at) {}
  Writer& put(std::string_view text) {
    if (!text.empty()) {
      std::memcpy(at_, text.data(), text.size());
      at_ += text.size();
    }
    return *this;
  }
  Writer& put(std::uint64_t number) {
    at_ = std::to_chars(at_, at_ + most_digits, number).ptr;
    return *this;
  }
  char* at() const { return at_; }

 private:
  char* at_;
};

std::string_view connection_line(ConnectionOption option) {
  switch (option) {
    case ConnectionOption::unsaid:
      return "";
    case ConnectionOption::close:
      return "Connection: close\r\n";
    case ConnectionOption::keep_alive:
      return "Connection: keep-alive\r\n";
  }
  return "";
}

/// An upper bound of the head's size.
std::size_t room_for(const ResponseHead& head, std::string_view reason) {
  constexpr std::string_view fixed =
      "HTTP/1.1 12345 \r\nDate: \r\nContent-Type: \r\nContent-Length: \r\nConnection: "
      "keep-alive\r\n\r\n";
  std::size_t room =
      fixed.size() + most_digits + reason.size() + head.date.size() + head.content_type.size();
  room += head.lines.size();
  for (const Field& field : head.fields) room += field.name.size() + field.value.size() + 4;
  return room;
}

}  // namespace

void write_head(const ResponseHead& head, std::string& out) {
  const std::string_view reason = reason_phrase(head.status);
  const std::size_t begin = out.size();
  out.resize(begin + room_for(head, reason));
  Writer writer(out.data() + begin);
  if (head.status == Status::ok) {
    writer.put("HTTP/1.1 200 OK\r\n");
  } else {
    writer.put("HTTP/1.1 ").put(std::uint64_t{static_cast<std::uint16_t>(head.status)});
    writer.put(" ").put(reason).put("\r\n");
  }
  if (!head.date.empty()) writer.put("Date: ").put(head.date).put("\r\n");
  if (!head.content_type.empty()) writer.put("Content-Type: ").put(head.content_type).put("\r\n");
  if (head.content_length) writer.put("Content-Length: ").put(*head.content_length).put("\r\n");
  writer.put(head.lines);
  for (const Field& field : head.fields)
    writer.put(field.name).put(": ").put(field.value).put("\r\n");
  writer.put(connection_line(head.connection)).put("\r\n");
  out.resize(static_cast<std::size_t>(writer.at() - out.data()));
}

std::string_view continue_head() { return "HTTP/1.1 100 Continue\r\n\r\n"; }

void write_chunk(std::string_view content, std::string& out) {
  if (content.empty()) return;
  std::array<char, 16> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), content.size(), 16);
  out.append(digits.data(), end.ptr).append("\r\n").append(content).append("\r\n");
}

}  // namespace tiga::http
