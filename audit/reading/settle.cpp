// Finds the units of columns that have none.
#include <algorithm>
#include <functional>

#include "audit/evidence.hpp"
#include "audit/reading/grid.hpp"
#include "audit/reading/unit.hpp"

namespace tiga::audit::reading {
namespace {

using Fits = std::function<std::optional<bool>(const AuditedTable&, const Row&)>;

std::size_t rows_that_fit(const AuditedTable& table, const Fits& fits) {
  return static_cast<std::size_t>(std::ranges::count_if(
      table.rows, [&](const Row& row) { return fits(table, row).value_or(false); }));
}

AuditedTable with_unit(const AuditedTable& table, Field field, double factor, int kilo,
                       const std::string& name) {
  AuditedTable other = table;
  for (Row& row : other.rows) {
    if (const auto found = row.figures.find(field); found != row.figures.end()) {
      found->second.value *= factor;
      found->second.step *= factor;
      found->second.kilo = kilo;
      found->second.unit = name;
    }
  }
  for (Column& column : other.columns) {
    if (column.field == field) {
      column.unit = name;
      column.unit_is_given = false;
    }
  }
  return other;
}

void settle(AuditedTable& table, Field field, const std::vector<std::vector<std::string>>& others,
            const Fits& fits) {
  const auto column = std::ranges::find(table.columns, field, &Column::field);
  if (column == table.columns.end() || column->unit_is_given || cells_name_units(table, field)) {
    return;
  }
  const auto usual =
      unit_of(field == Field::transfer_rate ? std::vector<std::string>{"kb", "per", "s"}
                                            : std::vector<std::string>{column->unit});
  std::size_t most = rows_that_fit(table, fits);
  if (!usual || most * 2 > table.rows.size()) {
    return;
  }
  std::optional<AuditedTable> best;
  for (const std::vector<std::string>& words : others) {
    const auto unit = unit_of(words);
    if (!unit) {
      continue;
    }
    AuditedTable other =
        with_unit(table, field, unit->factor / usual->factor, unit->kilo, unit->name);
    if (const std::size_t fitting = rows_that_fit(other, fits);
        fitting > most && fitting * 2 > table.rows.size()) {
      most = fitting;
      best = std::move(other);
    }
  }
  if (best) {
    table = std::move(*best);
  }
}

}  // namespace

void settle_units(AuditedTable& table) {
  settle(table, Field::time_taken, {{"ms"}, {"minute"}}, rate_fits);
  for (const Field field : {Field::time_per_request, Field::time_per_request_2,
                            Field::time_per_request_across, Field::time_per_request_client}) {
    settle(table, field, {{"s"}, {"us"}}, [field](const AuditedTable& whole, const Row& row) {
      return time_per_request_fits(whole, row, field);
    });
  }
  settle(table, Field::transfer_rate, {{"bytes", "per", "s"}, {"mb", "per", "s"}},
         [](const AuditedTable&, const Row& row) { return transfer_fits(row); });
}

}  // namespace tiga::audit::reading
