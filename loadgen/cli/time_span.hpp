// Durations as users write them.
#pragma once

#include <optional>
#include <string_view>

#include "common/clock.hpp"

namespace tiga::loadgen::cli {

/// Reads a number with the unit ms, s or m: "500ms", "1.5s", "2m"; a bare number is seconds.
/// `nullopt` for anything else, a negative number, or more than a million seconds.
std::optional<common::Nanoseconds> parse_time_span(std::string_view text);

}  // namespace tiga::loadgen::cli
