#include "audit/reading/tool_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "audit/evidence.hpp"
#include "audit/headings/unit.hpp"
#include "audit/headings/words.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/grid_cell.hpp"
#include "audit/reading/written.hpp"

namespace tiga::audit::reading {
namespace {

using headings::CellUnit;
using headings::Unit;
using headings::unit_of;
using headings::unit_of_cell;
using headings::words_of;
using markup::trimmed;

struct NamedField {
  std::string_view name;
  Field field;
};

constexpr auto named_fields = std::to_array<NamedField>({
#define TIGA_AUDIT_ENTRY(field, name, dimension, unit) {#field, Field::field},
    TIGA_AUDIT_FIELDS(TIGA_AUDIT_ENTRY)
#undef TIGA_AUDIT_ENTRY
});

struct NamedKind {
  std::string_view name;
  Placeholder::Kind kind;
};

constexpr auto named_kinds = std::to_array<NamedKind>({
    {"", Placeholder::Kind::skipped},
    {"label", Placeholder::Kind::label},
    {"status", Placeholder::Kind::status},
    {"of_status", Placeholder::Kind::of_status},
    {"codes", Placeholder::Kind::codes},
    {"trend", Placeholder::Kind::trend},
    {"streams", Placeholder::Kind::streams},
});

Placeholder::Mode mode_of(char sign) {
  switch (sign) {
    case '+':
      return Placeholder::Mode::added;
    case '=':
      return Placeholder::Mode::replacing;
    case '-':
      return Placeholder::Mode::complement;
    default:
      return Placeholder::Mode::first;
  }
}

bool may_be(const Placeholder& what, std::string_view text) {
  if (what.kind == Placeholder::Kind::label || what.kind == Placeholder::Kind::codes ||
      what.kind == Placeholder::Kind::trend) {
    return true;
  }
  return !text.empty() && ((text[0] >= '0' && text[0] <= '9') || text[0] == '-' || text[0] == '.');
}

struct LongTime {
  std::string_view printed;
  double seconds;
};

// wrk's "1.50m" and "2.00h"; oha's "1.2345 10 sec", if the longest latency is more than that.
std::optional<Unit> long_time(std::string_view printed) {
  constexpr auto units = std::to_array<LongTime>(
      {{"m", 60}, {"h", 3600}, {"10 sec", 10}, {"10 min", 600}, {"hr", 3600}});
  const auto* const known = std::ranges::find(units, printed, &LongTime::printed);
  if (known == units.end()) {
    return std::nullopt;
  }
  return Unit{Dimension::time, known->seconds, 0, std::string(printed)};
}

// The unit of a figure: printed with it, or the placeholder's. A rate of bytes is often printed
// without "/s".
CellUnit tool_unit(std::string_view printed, const Placeholder& what) {
  CellUnit unit = unit_of_cell(printed);
  const Dimension dimension = facts_of(what.field).dimension;
  if (dimension == Dimension::time && !unit.is_known) {
    unit.unit = long_time(printed);
    unit.is_known = unit.unit.has_value();
  }
  if (!unit.unit && !what.unit.empty()) {
    unit.unit = unit_of(words_of(what.unit));
  }
  if (unit.unit && unit.unit->dimension == Dimension::bytes && dimension == Dimension::byte_rate) {
    unit.unit = unit_of(words_of(unit.unit->name + "/s"));
  }
  return unit;
}

std::optional<Figure> figure_in_text(std::string_view text, const Placeholder& what) {
  const Dimension dimension = facts_of(what.field).dimension;
  if (const auto time =
          dimension == Dimension::time ? duration_of(text, '.') : std::nullopt) {  // "1m30.5s"
    auto figure = figure_of(*time, {what.field, std::nullopt}, {unit_of({"s"}), true});
    figure->text = text;
    figure->unit.clear();
    return figure;
  }
  const auto written = written_cell(text, dimension);
  const auto number = written ? number_of(*written, '.') : std::nullopt;
  const CellUnit unit = number ? tool_unit(trimmed(written->rest), what) : CellUnit{};
  auto figure =
      number && unit.is_known ? figure_of(*number, {what.field, std::nullopt}, unit) : std::nullopt;
  if (figure) {
    figure->text = written->text;
  }
  return figure;
}

}  // namespace

Placeholder placeholder_named(std::string_view text) {
  Placeholder made;
  made.mode = text.empty() ? Placeholder::Mode::first : mode_of(text[0]);
  std::string_view name = text.substr(made.mode == Placeholder::Mode::first ? 0 : 1);
  if (const std::size_t tilde = name.find('~'); tilde != std::string_view::npos) {
    int percent = 0;
    std::from_chars(name.data() + tilde + 1, name.data() + name.size(), percent);
    made.slack = percent / 100.0;
    name = name.substr(0, tilde);
  }
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
    made.unit = name.substr(colon + 1);
    name = name.substr(0, colon);
  }
  if (const auto* kind = std::ranges::find(named_kinds, name, &NamedKind::name);
      kind != named_kinds.end()) {
    made.kind = kind->kind;
    return made;
  }
  const auto* field = std::ranges::find(named_fields, name, &NamedField::name);
  if (field == named_fields.end()) {
    throw std::logic_error(fmt::format("'{}' is no field of a report", name));
  }
  made.kind = Placeholder::Kind::figure;
  made.field = field->field;
  return made;
}

LinePattern::LinePattern(std::string_view pattern) {
  while (pattern.starts_with('^') || pattern.starts_with('!')) {
    begins_report_ = begins_report_ || pattern[0] == '^';
    makes_report_ = makes_report_ || pattern[0] == '!';
    pattern.remove_prefix(1);
  }
  pieces_.emplace_back();
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    Piece& piece = pieces_.back();
    if (pattern[at] == '{') {
      const std::size_t end = pattern.find('}', at);
      piece.placeholder = placeholder_named(pattern.substr(at + 1, end - at - 1));
      at = end;
      pieces_.emplace_back();
    } else if (pattern[at] == '*') {
      piece.any_text = true;
      pieces_.emplace_back();
    } else {
      at += pattern[at] == '\\' ? 1U : 0U;
      piece.literal += pattern[at];
    }
  }
}

std::optional<std::vector<LinePattern::Match>> LinePattern::match(std::string_view line) const {
  std::vector<Match> found;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    if (!line.starts_with(piece.literal)) {
      return std::nullopt;
    }
    line.remove_prefix(piece.literal.size());
    if (!piece.placeholder && !piece.any_text) {
      break;  // the last piece
    }
    const std::string& next = pieces_[i + 1].literal;
    const std::size_t end = next.empty() ? line.size() : line.find(next);
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    std::string_view text = line.substr(0, end);
    line.remove_prefix(end);
    while (text.starts_with(' ')) {
      text.remove_prefix(1);
    }
    if (piece.placeholder) {
      if (!may_be(*piece.placeholder, text)) {
        return std::nullopt;
      }
      found.push_back({&*piece.placeholder, text});
    }
  }
  return line.empty() ? std::optional(std::move(found)) : std::nullopt;
}

char LinePattern::first_byte() const {
  return pieces_.front().literal.empty() ? '\0' : pieces_.front().literal.front();
}

std::optional<Figure> tool_figure(std::string_view text, const Placeholder& what,
                                  std::size_t line) {
  std::optional<Figure> figure = figure_in_text(trimmed(text), what);
  if (!figure) {
    return std::nullopt;
  }
  if (what.mode == Placeholder::Mode::complement) {
    figure->value = std::max(0.0, 1 - figure->value);
    figure->text = audit::number({}, 100 * figure->value);
    figure->unit = "%";
  }
  figure->step = std::max(figure->step, what.slack * figure->value);
  figure->unit_is_given = true;
  figure->place = {line, 1};
  return figure;
}

}  // namespace tiga::audit::reading
