// Timestamps (RFC 9110 §5.6.7). Pure: the caller supplies the current time where it matters.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tiga::http {

/// Bytes of an IMF-fixdate.
inline constexpr std::size_t date_size = 29;

/// Writes the time as IMF-fixdate. Allocates nothing. The year is 0 to 9999.
void write_date(std::chrono::sys_seconds time, std::span<char, date_size> out);

/// IMF-fixdate, "Mon, 23 Nov 2026 04:37:18 GMT", 29 bytes.
std::string format_date(std::chrono::sys_seconds time);

/// The time that an HTTP-date names in any of its three forms: IMF-fixdate, the form of RFC 850, or
/// that of asctime(3). `nullopt` if the text is none. Whether the day of the week fits the date is
/// not checked. A year of two digits is the latest one with these digits that is at most 50 years
/// after `now`.
std::optional<std::chrono::sys_seconds> parse_date(std::string_view text,
                                                   std::chrono::sys_seconds now);

}  // namespace tiga::http
