// Finds the units of columns that have none.
#include <algorithm>
#include <functional>
#include <iterator>

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

struct UnitChange {
  Field field;
  double factor;
  Unit unit;
};

void apply(const UnitChange& change, AuditedTable& table) {
  for (Row& row : table.rows) {
    if (const auto found = row.figures.find(change.field); found != row.figures.end()) {
      found->second.value *= change.factor;
      found->second.step *= change.factor;
      found->second.kilo = change.unit.kilo;
      found->second.unit = change.unit.name;
    }
  }
  for (Column& column : table.columns) {
    if (column.field == change.field) {
      column.unit = change.unit.name;
      column.unit_is_given = false;
    }
  }
}

// The first rows decide: a column has one unit.
AuditedTable sample_of(const AuditedTable& table) {
  constexpr std::ptrdiff_t most_rows = 1000;
  AuditedTable sample;
  sample.tool = table.tool;
  sample.rows.assign(table.rows.begin(),
                     table.rows.begin() + std::min(std::ssize(table.rows), most_rows));
  return sample;
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
  const AuditedTable sample = sample_of(table);
  std::size_t most = rows_that_fit(sample, fits);
  if (!usual || most * 2 > sample.rows.size()) {
    return;
  }
  std::optional<UnitChange> best;
  for (const std::vector<std::string>& words : others) {
    const auto unit = unit_of(words);
    if (!unit) {
      continue;
    }
    const UnitChange change{field, unit->factor / usual->factor, *unit};
    AuditedTable other = sample;
    apply(change, other);
    if (const std::size_t fitting = rows_that_fit(other, fits);
        fitting > most && fitting * 2 > sample.rows.size()) {
      most = fitting;
      best = change;
    }
  }
  if (best) {
    apply(*best, table);
  }
}

// A column with ab's heading that has mean latencies, by its figures.
void settle_latency(AuditedTable& table) {
  const auto is_mean = [](const Column& column) { return column.field == Field::latency_mean; };
  for (Column& column : table.columns) {
    if (column.field != Field::time_per_request || !is_mean_latency(table, column.field) ||
        std::ranges::any_of(table.columns, is_mean)) {
      continue;
    }
    for (Row& row : table.rows) {
      auto figure = row.figures.extract(column.field);
      if (!figure.empty()) {
        figure.key() = Field::latency_mean;
        row.figures.insert(std::move(figure));
      }
    }
    column.field = Field::latency_mean;
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
  settle_latency(table);
}

}  // namespace tiga::audit::reading
