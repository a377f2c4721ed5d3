#include "http/serializer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace tiga::http {
namespace {

constexpr std::size_t most_digits = 20;  // of a 64-bit number

constexpr std::array<std::string_view, 7> day_names = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

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
  for (const Field& field : head.fields) room += field.name.size() + field.value.size() + 4;
  return room;
}

void put_two(char* at, unsigned number) {
  at[0] = static_cast<char>('0' + number / 10);
  at[1] = static_cast<char>('0' + number % 10);
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

void write_date(std::chrono::sys_seconds time, std::span<char, date_size> out) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));

  constexpr std::string_view form = "Sun, 00 Jan 0000 00:00:00 GMT";
  static_assert(form.size() == date_size);
  char* const text = out.data();
  std::ranges::copy(form, text);
  std::ranges::copy(day_names[std::chrono::weekday(day).c_encoding()], text);
  put_two(&text[5], static_cast<unsigned>(date.day()));
  std::ranges::copy(month_names[static_cast<unsigned>(date.month()) - 1], text + 8);
  put_two(&text[12], year / 100);
  put_two(&text[14], year % 100);
  put_two(&text[17], static_cast<unsigned>(clock.hours().count()));
  put_two(&text[20], static_cast<unsigned>(clock.minutes().count()));
  put_two(&text[23], static_cast<unsigned>(clock.seconds().count()));
}

std::string format_date(std::chrono::sys_seconds time) {
  std::array<char, date_size> text;
  write_date(time, text);
  return {text.begin(), text.end()};
}

}  // namespace tiga::http
