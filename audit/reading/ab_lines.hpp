// The lines of ab's and loadgen's reports.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "audit/field.hpp"
#include "audit/figure.hpp"

namespace tiga::audit::reading {

/// A line that starts with a label, followed by one figure.
struct AbLine {
  std::string_view begin;
  Field field;
};

/// The report line that a text without leading blanks is; nullptr: none.
const AbLine* ab_report_line(std::string_view text);

/// The same for the list of percentages.
const AbLine* ab_percentage_line(std::string_view text);

/// The numbers in brackets below "Failed requests".
std::span<const AbLine> ab_kinds_of_failure();

/// The figure of a field in a line's rest; `nullopt` if there is none, or more than one.
std::optional<Figure> ab_figure(std::string_view text, Field field, std::size_t line);

/// The `-n` of a command line, after a prompt or not: "ab -k -n 1000 -c 50 URL".
std::optional<std::string> ab_requests_asked(std::string_view line);

}  // namespace tiga::audit::reading
