#include "http/date.hpp"

#include <algorithm>
#include <array>

#include "http/bytes.hpp"

namespace tiga::http {
namespace {

using std::chrono::sys_seconds;

constexpr std::array<std::string_view, 7> day_names = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::size_t short_name = 3;

void put_two(char* at, unsigned number) {
  at[0] = static_cast<char>('0' + number / 10);
  at[1] = static_cast<char>('0' + number % 10);
}

/// Takes parts from the front of a text. all() is false if one of them was not there.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : left_(text) {}

  void take(std::string_view literal) {
    if (left_.starts_with(literal)) {
      left_.remove_prefix(literal.size());
    } else {
      good_ = false;
    }
  }
  /// One of `names`, of which `size` bytes at most are written; returns its index.
  template <std::size_t count>
  unsigned take_name(const std::array<std::string_view, count>& names,
                     std::size_t size = std::string_view::npos) {
    for (unsigned index = 0; index < count; ++index) {
      const std::string_view name = names[index].substr(0, size);
      if (left_.starts_with(name)) {
        left_.remove_prefix(name.size());
        return index;
      }
    }
    good_ = false;
    return 0;
  }
  int take_number(std::size_t digits) {
    int value = 0;
    for (; digits > 0; --digits) {
      if (left_.empty() || !scan::is_digit(left_.front())) {
        good_ = false;
        return 0;
      }
      value = value * 10 + (left_.front() - '0');
      left_.remove_prefix(1);
    }
    return value;
  }
  bool at_space() const { return left_.starts_with(' '); }
  /// Whether the text was read completely and as it must be.
  bool all() const { return good_ && left_.empty(); }

 private:
  std::string_view left_;
  bool good_ = true;
};

struct DateParts {
  int year = 0;
  unsigned month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;  ///< 60: a leap second

  void take_time(DateReader& text) {
    hour = text.take_number(2);
    text.take(":");
    minute = text.take_number(2);
    text.take(":");
    second = text.take_number(2);
  }
  std::optional<sys_seconds> time() const {
    using namespace std::chrono;
    const year_month_day date{std::chrono::year(year), std::chrono::month(month),
                              std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return sys_days(date) + hours(hour) + minutes(minute) + seconds(second);
  }
};

/// "Sun, 06 Nov 1994 08:49:37 GMT"
std::optional<sys_seconds> parse_imf_fixdate(DateReader text) {
  DateParts parts;
  text.take_name(day_names, short_name);
  text.take(", ");
  parts.day = text.take_number(2);
  text.take(" ");
  parts.month = text.take_name(month_names) + 1;
  text.take(" ");
  parts.year = text.take_number(4);
  text.take(" ");
  parts.take_time(text);
  text.take(" GMT");
  return text.all() ? parts.time() : std::nullopt;
}

/// "Sunday, 06-Nov-94 08:49:37 GMT"
std::optional<sys_seconds> parse_rfc850_date(DateReader text, sys_seconds now) {
  DateParts parts;
  text.take_name(day_names);
  text.take(", ");
  parts.day = text.take_number(2);
  text.take("-");
  parts.month = text.take_name(month_names) + 1;
  text.take("-");
  const int of_century = text.take_number(2);
  text.take(" ");
  parts.take_time(text);
  text.take(" GMT");
  if (!text.all()) return std::nullopt;
  const sys_seconds latest = now + std::chrono::years(50);
  const std::chrono::year_month_day last_day(std::chrono::floor<std::chrono::days>(latest));
  const int last_year = static_cast<int>(last_day.year());
  parts.year = last_year - last_year % 100 + of_century;
  std::optional<sys_seconds> time = parts.time();
  if (time && *time <= latest) return time;
  parts.year -= 100;
  return parts.time();
}

/// "Sun Nov  6 08:49:37 1994"
std::optional<sys_seconds> parse_asctime_date(DateReader text) {
  DateParts parts;
  text.take_name(day_names, short_name);
  text.take(" ");
  parts.month = text.take_name(month_names) + 1;
  text.take(" ");
  const bool padded = text.at_space();
  if (padded) text.take(" ");
  parts.day = text.take_number(padded ? 1 : 2);
  text.take(" ");
  parts.take_time(text);
  text.take(" ");
  parts.year = text.take_number(4);
  return text.all() ? parts.time() : std::nullopt;
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
  std::ranges::copy(day_names[std::chrono::weekday(day).c_encoding()].substr(0, short_name), text);
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
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return parse_asctime_date(DateReader(text));
  return comma == short_name ? parse_imf_fixdate(DateReader(text))
                             : parse_rfc850_date(DateReader(text), now);
}

}  // namespace tiga::http
