#include "audit/reading/grid_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "audit/evidence.hpp"
#include "audit/headings/words.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/written.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

using headings::CellUnit;
using headings::Meaning;
using headings::share_of;
using headings::Unit;
using headings::unit_of;
using headings::unit_of_cell;
using headings::words_of;
using markup::shown;
using markup::trimmed;

// ab's unit of a field.
const std::optional<Unit>& usual_unit(Field field) {
  static const std::vector<std::optional<Unit>> all = [] {
    std::vector<std::optional<Unit>> units;
    units.reserve(all_field_facts.size());
    for (const FieldFacts& facts : all_field_facts) {
      units.push_back(unit_of(words_of(facts.unit)));
    }
    return units;
  }();
  return all[static_cast<std::size_t>(field)];
}

// "6.5 MB" in a column of transfers per second are MB/s.
CellUnit in_column(CellUnit cell, Field field) {
  if (cell.unit && cell.unit->dimension == Dimension::bytes &&
      facts_of(field).dimension == Dimension::byte_rate) {
    cell.unit->dimension = Dimension::byte_rate;
    cell.unit->name += "/s";
  }
  return cell;
}

// What follows a count: "/1000 (1.2 %)" and "of 1000" say of how many.
bool says_of_how_many(std::string_view rest) {
  const std::string_view text = trimmed(rest);
  for (const std::string_view mark : {"/", "of ", "out of ", "dari ", "von ", "de ", "sur "}) {
    if (!text.starts_with(mark)) {
      continue;
    }
    const auto whole = written_cell(trimmed(text.substr(mark.size())), Dimension::count);
    return whole && trimmed(whole->rest).empty();
  }
  return false;
}

bool is_part(Field field) {
  return field == Field::failed || field == Field::ok || field == Field::errored ||
         field == Field::timeouts || field == Field::non_2xx;
}

// Cuts pictures off the end: "37 \xE2\x9D\x8C".
std::string_view without_pictures(std::string_view rest) {
  const auto starts_picture = [&](std::size_t at) {
    const std::string_view from = rest.substr(at);
    return from.starts_with("\xF0\x9F") || from.starts_with("\xEF\xB8\x8F") ||
           (from.size() >= 3 && from[0] == '\xE2' && from[1] >= '\x98' && from[1] <= '\x9E') ||
           from.starts_with("\xE2\xAC") || from.starts_with("\xE2\xAD");
  };
  std::size_t at = 0;
  while (at < rest.size() && !starts_picture(at)) {
    ++at;
  }
  return trimmed(rest.substr(0, at));
}

// Bounds are taken where no rule needs the value itself: of shares, failures and latencies.
bool may_be_bound(Field field) {
  constexpr auto failures =
      std::to_array<Field>({Field::failed, Field::errored, Field::timeouts, Field::non_2xx,
                            Field::connect_errors, Field::read_errors, Field::write_errors});
  return facts_of(field).dimension == Dimension::share || field == Field::latency_mean ||
         std::ranges::find(failures, field) != failures.end() ||
         std::ranges::find(percentiles, field, &Percentile::field) != percentiles.end();
}

// "<5 ms" is any time up to it, ">99 %" any share from it on. The value is a guess within these.
void set_bound(char sign, Dimension dimension, Figure& figure) {
  const double limit = figure.value;
  if (sign == '>' && dimension != Dimension::share) {
    figure.bound = Bound::least;
    return;
  }
  const double low = sign == '>' ? limit : 0;
  const double high = sign == '>' ? std::max(limit, 1.0) : limit;
  figure.bound = Bound::within;
  figure.value = (low + high) / 2;
  figure.step = (high - low) / 2;
  if (dimension == Dimension::count) {  // no whole number, which might equal another count
    figure.value = std::min(limit, 1.0) / 2;
    figure.step = limit - figure.value;
  }
}

// A figure in the cell's unit or the heading's. `field` becomes that of the share if the cell has
// failures in percent.
std::optional<Figure> written_figure(const WrittenCell& written, const Meaning& meaning,
                                     char decimal_sign, Field& field) {
  const auto number = number_of(written, decimal_sign);
  const std::string_view rest = without_pictures(written.rest);
  const bool is_of_whole = is_part(meaning.field) && says_of_how_many(rest);
  CellUnit unit = is_of_whole ? CellUnit{} : unit_of_cell(rest);
  if (!number || !unit.is_known) {
    return std::nullopt;
  }
  if (unit.unit && unit.unit->dimension == Dimension::share) {
    field = share_of(meaning.field).value_or(meaning.field);
  }
  if (written.bound != '\0' && !may_be_bound(field)) {
    return std::nullopt;
  }
  unit = in_column(std::move(unit), field);
  auto figure = field == meaning.field ? figure_of(*number, meaning, unit)
                                       : figure_of(*number, {field, meaning.unit}, unit);
  if (figure) {
    figure->text = written.text;
  }
  if (figure && written.bound != '\0') {
    set_bound(written.bound, facts_of(field).dimension, *figure);
  }
  return figure;
}

// All requests of a row, if the share of failures is of them.
struct AllRequests {
  Range range;
  double value = 0;
};

// Those that succeeded are the rest of them.
std::optional<AllRequests> requests_with(const Figure& failed_share, const Row& row) {
  for (const Field field : {Field::attempted, Field::complete}) {
    if (const Figure* count = row.find(field)) {
      return AllRequests{count->range(), count->value};
    }
  }
  const Figure* ok = row.find(Field::ok);
  const Range failed = failed_share.range();
  if (ok != nullptr && failed.high < 1) {
    return AllRequests{ok->range() / Range{1 - failed.high, 1 - failed.low},
                       ok->value / (1 - failed_share.value)};
  }
  const Figure* asked = row.find(Field::requests);
  return asked == nullptr ? std::nullopt : std::optional(AllRequests{asked->range(), asked->value});
}

}  // namespace

bool is_empty_cell(std::string_view text) {
  if (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    return false;
  }
  constexpr auto marks = std::to_array<std::string_view>(
      {"", "-", "--", "---", "\xE2\x80\x93", "\xE2\x80\x94", "n/a", "n.a.", "na", "null", "none",
       "nil", "?", "...", "\xE2\x80\xA6"});
  return text.size() < 5 && std::ranges::find(marks, common::lower_case(text)) != marks.end();
}

std::optional<Figure> figure_of(const Number& number, const Meaning& meaning,
                                const CellUnit& cell) {
  const FieldFacts& facts = facts_of(meaning.field);
  const std::optional<Unit>& given = cell.unit ? cell.unit : meaning.unit;
  if (given && given->dimension != facts.dimension && facts.dimension != Dimension::text) {
    return std::nullopt;
  }
  const std::optional<Unit>& unit = given || facts.unit.empty() ? given : usual_unit(meaning.field);
  Figure figure;
  const double factor = unit ? unit->factor : 1;
  const bool counted =
      facts.dimension == Dimension::count || (facts.dimension == Dimension::bytes && factor == 1);
  figure.value = number.value * factor;
  figure.step = counted && number.step == 1 && number.is_exact ? 0 : number.step * factor;
  figure.digits = number.digits;
  figure.kilo = unit ? unit->kilo : 0;
  figure.unit = unit ? unit->name : "";
  figure.unit_is_given = cell.unit.has_value();
  return figure;
}

bool take_cell(const Cell& cell, const Meaning& meaning, char decimal_sign, Row& row) {
  if (meaning.field == Field::label) {
    row.label = shown(cell.text);
    return true;
  }
  if (is_empty_cell(cell.text)) {
    return true;
  }
  const Dimension dimension = facts_of(meaning.field).dimension;
  Field field = meaning.field;
  std::optional<Figure> figure;
  if (const auto time =
          dimension == Dimension::time ? duration_of(cell.text, decimal_sign) : std::nullopt) {
    figure = figure_of(*time, {meaning.field, std::nullopt}, {unit_of({"s"}), true});
    figure->text = cell.text;
    figure->unit.clear();  // the text has its units
  } else if (const auto written = written_cell(cell.text, dimension)) {
    figure = written_figure(*written, meaning, decimal_sign, field);
  }
  if (!figure) {
    return meaning.field == Field::number;  // rows may be numbered in any way
  }
  figure->place = cell.place;
  figure->spanned = cell.spanned;
  row.figures[field] = std::move(*figure);
  return true;
}

void count_failures(const AuditedTable& table, Row& row) {
  const Figure* share = row.find(Field::failed_share);
  if (share == nullptr || row.find(Field::failed) != nullptr) {
    return;
  }
  const auto all = requests_with(*share, row);
  if (!all) {
    return;
  }
  const Range failed = share->range() * all->range;
  const double exact = share->value * all->value;
  const double whole = std::round(exact);
  Figure figure = *share;
  figure.value = whole >= failed.low && whole <= failed.high ? whole : exact;
  figure.step = std::max(failed.high - exact, exact - failed.low);
  figure.text =
      fmt::format("{} ({})", number(table, figure.value),
                  share->unit.empty() ? percent(table, share->value) : share->text + " %");
  if (share->bound != Bound::none) {
    figure.value = (failed.low > 0 ? failed.low + failed.high : std::min(failed.high, 1.0)) / 2;
    figure.step = failed.high - figure.value;
    figure.text = share->shown();
  }
  figure.unit.clear();
  row.figures.emplace(Field::failed, std::move(figure));
}

}  // namespace tiga::audit::reading
