// Finds the units of columns that have none.
#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

#include "audit/evidence.hpp"
#include "audit/headings/unit.hpp"
#include "audit/reading/grid.hpp"
#include "audit/reading/grid_headings.hpp"

namespace tiga::audit::reading {
namespace {

using headings::Unit;
using headings::unit_of;

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

bool has_column(const AuditedTable& table, Field field) {
  return std::ranges::find(table.columns, field, &Column::field) != table.columns.end();
}

void rename_column(AuditedTable& table, Field from, Field to) {
  for (Row& row : table.rows) {
    if (const auto found = row.figures.find(from); found != row.figures.end()) {
      Figure figure = std::move(found->second);
      row.figures.erase(from);
      row.figures.emplace(to, std::move(figure));
    }
  }
  std::ranges::find(table.columns, from, &Column::field)->field = to;
}

// A column with ab's heading that has mean latencies, by its figures.
void settle_latency(AuditedTable& table) {
  if (has_column(table, Field::time_per_request) && !has_column(table, Field::latency_mean) &&
      is_mean_latency(table, Field::time_per_request)) {
    rename_column(table, Field::time_per_request, Field::latency_mean);
  }
}

bool has_bare_time(const AuditedTable& table, Field field) {
  const auto column = std::ranges::find(table.columns, field, &Column::field);
  return column != table.columns.end() && is_bare_time(column->heading);
}

bool has_no_unit(const AuditedTable& table, Field field) {
  return !std::ranges::find(table.columns, field, &Column::field)->unit_is_given &&
         !cells_name_units(table, field);
}

// "Time": a mean latency if it can only be one.
void settle_bare_time(AuditedTable& table) {
  if (!has_bare_time(table, Field::time_taken) || has_column(table, Field::latency_mean)) {
    return;
  }
  const UnitChange to_ms{Field::time_taken, 1e-3, *unit_of({"ms"})};
  if (is_mean_latency(table, Field::time_taken)) {
    rename_column(table, Field::time_taken, Field::latency_mean);
  } else if (has_no_unit(table, Field::time_taken)) {
    AuditedTable sample = sample_of(table);
    apply(to_ms, sample);
    if (is_mean_latency(sample, Field::time_taken)) {
      apply(to_ms, table);
      rename_column(table, Field::time_taken, Field::latency_mean);
    }
  }
}

// "Mean time": of runs if the rate confirms it in each row.
void settle_mean_time(AuditedTable& table) {
  if (!has_bare_time(table, Field::latency_mean) || has_column(table, Field::time_taken)) {
    return;
  }
  const bool has_unit = !has_no_unit(table, Field::latency_mean);
  AuditedTable sample = sample_of(table);
  sample.columns = table.columns;
  const auto to_run = [&](AuditedTable& changed) {
    if (!has_unit) {
      apply({Field::latency_mean, 1e3, *unit_of({"s"})}, changed);
    }
    rename_column(changed, Field::latency_mean, Field::time_taken);
    settle(changed, Field::time_taken, {{"ms"}, {"minute"}}, rate_fits);
  };
  to_run(sample);
  if (!sample.rows.empty() && rows_that_fit(sample, rate_fits) == sample.rows.size()) {
    to_run(table);
  }
}

// Whether the share of this row can be that of a whole number of requests.
std::optional<bool> share_is_of_whole(const Row& row, Field field, double factor) {
  const Figure* share = row.find(field);
  const Figure* count = requests_of(row);
  if (share == nullptr || count == nullptr || share->value == 0 || share->unit_is_given) {
    return std::nullopt;
  }
  const Range range = share->range();
  const double low = factor * range.low * count->value;
  const double high = factor * range.high * count->value;
  return factor * share->value <= 1 && high >= 1 && std::floor(high) >= low;
}

// "Error rate" 0.037 of 1000 requests: 37 of them, since 0.37 are none.
void settle_share(AuditedTable& table, Field field) {
  constexpr double of_percent = 100;
  const auto column = std::ranges::find(table.columns, field, &Column::field);
  if (table.tool != Tool::unknown || column == table.columns.end() || column->unit_is_given) {
    return;
  }
  std::size_t as_percent = 0;
  std::size_t as_fraction = 0;
  std::size_t rows = 0;
  for (const Row& row : table.rows) {
    const auto fits = share_is_of_whole(row, field, 1);
    rows += fits ? 1U : 0U;
    as_percent += fits.value_or(false) ? 1U : 0U;
    as_fraction += share_is_of_whole(row, field, of_percent).value_or(false) ? 1U : 0U;
  }
  if (as_fraction < rows || as_percent * 2 >= rows) {
    return;
  }
  for (Row& row : table.rows) {
    const auto found = row.figures.find(field);
    if (found != row.figures.end() && !found->second.unit_is_given) {
      found->second.value *= of_percent;
      found->second.step *= of_percent;
      found->second.unit.clear();
    }
  }
  column->unit.clear();
}

}  // namespace

void settle_units(AuditedTable& table) {
  settle_mean_time(table);
  settle(table, Field::time_taken, {{"ms"}, {"minute"}}, rate_fits);
  settle_bare_time(table);
  for (const Field field : {Field::time_per_request, Field::time_per_request_2,
                            Field::time_per_request_across, Field::time_per_request_client}) {
    settle(table, field, {{"s"}, {"us"}}, [field](const AuditedTable& whole, const Row& row) {
      return time_per_request_fits(whole, row, field);
    });
  }
  settle(table, Field::transfer_rate, {{"bytes", "per", "s"}, {"mb", "per", "s"}},
         [](const AuditedTable&, const Row& row) { return transfer_fits(row); });
  settle_latency(table);
  settle_share(table, Field::failed_share);
  settle_share(table, Field::ok_share);
}

}  // namespace tiga::audit::reading
