#include "audit/reading/grid_cell.hpp"

#include "audit/reading/text.hpp"
#include "audit/reading/words.hpp"

namespace tiga::audit::reading {

std::optional<Figure> figure_of(const Number& number, const Meaning& meaning,
                                const CellUnit& cell) {
  const FieldFacts& facts = facts_of(meaning.field);
  std::optional<Unit> unit = cell.unit ? cell.unit : meaning.unit;
  if (unit && unit->dimension != facts.dimension && facts.dimension != Dimension::text) {
    return std::nullopt;
  }
  if (!unit && !facts.unit.empty()) {
    unit = unit_of(words_of(facts.unit));
  }
  Figure figure;
  const double factor = unit ? unit->factor : 1;
  const bool counted =
      facts.dimension == Dimension::count || (facts.dimension == Dimension::bytes && factor == 1);
  figure.value = number.value * factor;
  figure.step = counted && number.step == 1 ? 0 : number.step * factor;
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
  if (cell.text.empty() || cell.text == "-" || cell.text == "n/a" || cell.text == "N/A") {
    return true;
  }
  const auto parts = split_number(cell.text);
  const auto number = parts ? parse_number(parts->number, decimal_sign) : std::nullopt;
  const CellUnit unit = parts ? unit_of_cell(parts->rest) : CellUnit{};
  if (!number || !unit.is_known) {
    return meaning.field == Field::number;  // rows may be numbered in any way
  }
  const auto figure = figure_of(*number, meaning, unit);
  if (!figure) {
    return false;
  }
  Figure& taken = row.figures[meaning.field] = *figure;
  taken.text = parts->number;
  taken.place = cell.place;
  taken.spanned = cell.spanned;
  return true;
}

}  // namespace tiga::audit::reading
