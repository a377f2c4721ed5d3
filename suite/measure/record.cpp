#include "suite/measure/record.hpp"

#include <map>

#include "suite/records/run_data.hpp"

namespace tiga::suite::measure {
namespace {

std::string latency_text(const records::Columns<records::LatencyRow>& columns,
                         const std::vector<CellResult>& results) {
  std::string text = csv_header(columns);
  for (const CellResult& result : results) {
    text += csv_rows(columns, result.latency);
  }
  return text;
}

}  // namespace

Record::Record(const std::filesystem::path& run, const std::vector<CellResult>& recorded)
    : cells_(run / "cells.csv", csv_file(cell_columns_, recorded, &CellResult::row)),
      latency_(run / "latency.csv", latency_text(latency_columns_, recorded)) {}

void Record::add(const CellResult& result) {
  // The cell comes last: where it stands, all of it does.
  latency_.append(csv_rows(latency_columns_, result.latency));
  cells_.append(csv_row(cell_columns_, result.row));
}

std::vector<CellResult> recorded(const std::filesystem::path& run) {
  std::vector<CellResult> results;
  std::map<std::uint64_t, std::size_t> place;
  for (records::CellRow& row : read_run_file(run / "cells.csv", records::cell_columns())) {
    place.emplace(row.cell, results.size());
    results.push_back({std::move(row), {}});
  }
  for (records::LatencyRow& bin : read_run_file(run / "latency.csv", records::latency_columns())) {
    const auto cell = place.find(bin.cell);
    if (cell != place.end()) {
      results[cell->second].latency.push_back(std::move(bin));
    }
  }
  return results;
}

}  // namespace tiga::suite::measure
