// Spans of time as people write them.
#pragma once

#include <optional>
#include <string_view>

#include "common/clock.hpp"

namespace tiga::loadgen::cli {

/// Reads a number with the unit ms, s or m: "500ms", "1.5s", "2m"; a bare number is seconds.
/// Nothing where it is something else, negative, or more than a million seconds.
std::optional<common::Nanoseconds> parse_time_span(std::string_view text);

}  // namespace tiga::loadgen::cli
