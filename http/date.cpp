#include "http/date.hpp"

#include <algorithm>
#include <array>

#include "http/bytes.hpp"

namespace tiga::http {
namespace {

using std::chrono::sys_seconds;

constexpr std::array<std::string_view, 7> day_names = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 7> long_day_names = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void put_two(char* at, unsigned number) {
  at[0] = static_cast<char>('0' + number / 10);
  at[1] = static_cast<char>('0' + number % 10);
}

/// Reads a text from its front. After the first part that is not as required it is never complete.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  bool complete() const { return good_ && rest_.empty(); }

  bool skip(std::string_view text) {
    const bool found = rest_.starts_with(text);
    if (found) rest_.remove_prefix(text.size());
    return found;
  }
  void require(std::string_view text) { good_ = skip(text) && good_; }
  /// The index of the name that comes next.
  unsigned name(std::span<const std::string_view> names) {
    for (unsigned index = 0; index < names.size(); ++index) {
      if (skip(names[index])) return index;
    }
    good_ = false;
    return 0;
  }
  unsigned number(unsigned digits) {
    unsigned value = 0;
    for (; digits > 0 && !rest_.empty() && scan::is_digit(rest_.front()); --digits) {
      value = value * 10 + static_cast<unsigned>(rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    good_ = good_ && digits == 0;
    return value;
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

struct DateParts {
  unsigned year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;

  /// The case matters in all names (RFC 9110 §5.6.7).
  void read_month(DateReader& reader) { month = reader.name(month_names) + 1; }
  void read_clock(DateReader& reader) {
    hour = reader.number(2);
    reader.require(":");
    minute = reader.number(2);
    reader.require(":");
    second = reader.number(2);
  }
  /// `nullopt` if there is no such time. Second 60, of a leap second, is the next one.
  std::optional<sys_seconds> time() const {
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)),
                                           std::chrono::month(month), std::chrono::day(day));
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
  }
};

/// "Sun, 06 Nov 1994 08:49:37 GMT"
std::optional<sys_seconds> parse_imf_fixdate(std::string_view text) {
  DateReader reader(text);
  DateParts parts;
  reader.name(day_names);
  reader.require(", ");
  parts.day = reader.number(2);
  reader.require(" ");
  parts.read_month(reader);
  reader.require(" ");
  parts.year = reader.number(4);
  reader.require(" ");
  parts.read_clock(reader);
  reader.require(" GMT");
  return reader.complete() ? parts.time() : std::nullopt;
}

/// "Sun Nov  6 08:49:37 1994"
std::optional<sys_seconds> parse_asctime(std::string_view text) {
  DateReader reader(text);
  DateParts parts;
  reader.name(day_names);
  reader.require(" ");
  parts.read_month(reader);
  reader.require(" ");
  parts.day = reader.number(reader.skip(" ") ? 1U : 2U);
  reader.require(" ");
  parts.read_clock(reader);
  reader.require(" ");
  parts.year = reader.number(4);
  return reader.complete() ? parts.time() : std::nullopt;
}

/// "Sunday, 06-Nov-94 08:49:37 GMT"
std::optional<sys_seconds> parse_rfc850(std::string_view text, sys_seconds now) {
  DateReader reader(text);
  DateParts parts;
  reader.name(long_day_names);
  reader.require(", ");
  parts.day = reader.number(2);
  reader.require("-");
  parts.read_month(reader);
  reader.require("-");
  const unsigned digits = reader.number(2);
  reader.require(" ");
  parts.read_clock(reader);
  reader.require(" GMT");
  if (!reader.complete()) return std::nullopt;

  constexpr int span = 50;
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  const auto latest = static_cast<unsigned>(static_cast<int>(today.year()) + span);
  parts.year = latest - (latest - digits) % 100;
  const auto time = parts.time();
  if (time && *time <= now + std::chrono::years(span)) return time;
  parts.year -= 100;
  return parts.time();
}

}  // namespace

void write_date(sys_seconds time, std::span<char, date_size> out) {
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

std::string format_date(sys_seconds time) {
  std::array<char, date_size> text;
  write_date(time, text);
  return {text.begin(), text.end()};
}

std::optional<sys_seconds> parse_date(std::string_view text, sys_seconds now) {
  auto time = parse_imf_fixdate(text);
  if (!time) time = parse_rfc850(text, now);
  return time ? time : parse_asctime(text);
}

}  // namespace tiga::http
