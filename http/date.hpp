// Dates of HTTP fields (RFC 9110 §5.6.7). Pure: the caller knows the time.
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

/// Writes the time as IMF-fixdate, "Mon, 23 Nov 2026 04:37:18 GMT". Years 0 to 9999. Allocates
/// nothing.
void write_date(std::chrono::sys_seconds time, std::span<char, date_size> out);

/// The same as a string.
std::string format_date(std::chrono::sys_seconds time);

/// The time that `text` is, in any of the three forms that a recipient must accept; `nullopt` if it
/// is none of them. `now` decides the century of a year of two digits: at most 50 years ahead.
std::optional<std::chrono::sys_seconds> parse_date(std::string_view text,
                                                   std::chrono::sys_seconds now);

}  // namespace tiga::http
