#include "suite/sweep.hpp"

namespace tiga::suite {

void sweep(const std::vector<CellSpec>& schedule, const Plan& plan, const Bench& bench,
           const CellSink& sink, const Pulse& pulse) {
  const common::TimePoint began = common::SteadyClock::now();
  std::uint32_t block = 0;
  for (const CellSpec& spec : schedule) {
    if (spec.block != block && !block_fits(plan, block, common::SteadyClock::now() - began)) {
      break;
    }
    block = spec.block;
    sink(spec, run_cell(spec, plan, bench, pulse));
  }
}

bool block_fits(const Plan& plan, std::uint32_t done, common::Nanoseconds spent) {
  return done == 0 || !plan.budget_s ||
         spent + spent / done <= std::chrono::seconds(*plan.budget_s);
}

Record::Record(const std::filesystem::path& run)
    : cells_(run / "cells.csv", csv_header(cell_columns_)),
      latency_(run / "latency.csv", csv_header(latency_columns_)) {}

void Record::add(const CellResult& result) {
  std::string lines;
  for (const LatencyRow& bin : result.latency) {
    lines += csv_row(latency_columns_, bin);
  }
  // The cell comes last: where it stands, all of it does.
  latency_.append(lines);
  cells_.append(csv_row(cell_columns_, result.row));
}

}  // namespace tiga::suite
