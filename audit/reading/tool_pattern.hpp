// Lines of load generators' reports as patterns with placeholders for their figures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/field.hpp"
#include "audit/figure.hpp"
#include "audit/tool.hpp"

namespace tiga::audit::reading {

/// A line that a tool prints: "{complete} requests in {time_taken}, {bytes} read". `^` in front: a
/// report begins with it. `!` in front: a text without such a line is no report. One blank is any
/// number of them, `*` any text (`\*` is the sign), `{}` a figure that is not used. In a
/// placeholder:
/// - `{field:unit}`: the unit of a figure that has none
/// - `{field~10}`: the tool samples or rounds more coarsely than it prints, by 10 %
/// - `{+field}`: added to the figures of earlier lines
/// - `{=field}`: replaces the figure of an earlier line
/// - `{-field}`: 100 % minus the figure
/// - `{label}`, `{status}` with `{of_status}`, `{codes}`, `{trend}`, `{streams}`: Placeholder::Kind
struct ToolLine {
  Tool tool;
  std::string_view pattern;
};

/// All lines of all tools. JSON stands as lines "$.latencies.mean: 123".
std::span<const ToolLine> tool_text_lines();
std::span<const ToolLine> tool_json_lines();

/// What is done with the text at a position of a line.
struct Placeholder {
  enum class Kind : std::uint8_t {
    skipped,
    figure,
    label,      ///< the name of what was tested
    status,     ///< a status code, whose count follows as `of_status`
    of_status,  ///< that count
    codes,      ///< "200:118 404:2": codes and counts; 0: requests without a reply
    trend,      ///< k6's "avg=1.2ms p(90)=2ms", in any order
    streams     ///< requests in flight on each connection
  };
  enum class Mode : std::uint8_t { first, added, replacing, complement };
  Kind kind = Kind::skipped;
  Mode mode = Mode::first;
  Field field = Field::label;
  std::string unit;  ///< of figures without one; may be empty
  double slack = 0;  ///< as a share of the figure
};

/// The placeholder with this text between its braces. Throws std::logic_error if it names no field.
Placeholder placeholder_named(std::string_view text);

/// A compiled pattern.
class LinePattern {
 public:
  /// Throws std::logic_error if the pattern names no field.
  explicit LinePattern(std::string_view pattern);

  /// The text at a placeholder.
  struct Match {
    const Placeholder* what;
    std::string_view text;
  };
  /// The texts at the placeholders of a line with single blanks (plain()), which the pattern has to
  /// match as a whole; `nullopt` if it does not.
  std::optional<std::vector<Match>> match(std::string_view line) const;

  bool begins_report() const { return begins_report_; }
  bool makes_report() const { return makes_report_; }
  /// The first byte of each line that matches; 0: it may be any.
  char first_byte() const;

 private:
  struct Piece {
    std::string literal;                     // before the placeholder
    std::optional<Placeholder> placeholder;  // none: any text, or the end
    bool any_text = false;
  };
  std::vector<Piece> pieces_;
  bool begins_report_ = false;
  bool makes_report_ = false;
};

/// The figure of a placeholder in a line's text: "27.19k", "1.56ms", "90.07MB", "1m30.5s", "5,678".
/// `nullopt` if it is none, or of another quantity.
std::optional<Figure> tool_figure(std::string_view text, const Placeholder& what, std::size_t line);

}  // namespace tiga::audit::reading
