// What the lines of ab's and loadgen's reports hold.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "audit/field.hpp"
#include "audit/figure.hpp"

namespace tiga::audit::reading {

/// A line that has one figure behind its begin.
struct AbLine {
  std::string_view begin;
  Field field;
};

/// The line of the report that a text without blanks before it is; nullptr: none.
const AbLine* ab_report_line(std::string_view text);

/// The same of the list of percentages.
const AbLine* ab_percentage_line(std::string_view text);

/// What stands in brackets below "Failed requests".
std::span<const AbLine> ab_kinds_of_failure();

/// The figure of a field in a line's rest; `nullopt` if there is none, or more than one.
std::optional<Figure> ab_figure(std::string_view text, Field field, std::size_t line);

/// The `-n` of a command line, after a prompt or not: "ab -k -n 1000 -c 50 URL".
std::optional<std::string> ab_requests_asked(std::string_view line);

}  // namespace tiga::audit::reading
