// A run in a folder that was never measured, for charts.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/run_data.hpp"
#include "tests/suite/made_up_cells.hpp"

namespace tiga::tests {

/// Every field that a chart draws.
inline suite::records::CellRow drawn_cell(const std::string& arm, std::uint64_t block,
                                          std::uint32_t concurrency, suite::records::Real load) {
  const double faster = arm == "async" || arm == "async-aa" ? 1.5 : 1.0;
  const double per_second =
      10000 * faster * stray(block * (arm.size() % 5 + 1) + concurrency, 0.01);
  suite::records::CellRow row = made_up_cell(arm, block, per_second, 80 / faster);
  row.concurrency = concurrency;
  row.load = load;
  row.latency_p50_us = concurrency * 1e6 / per_second;
  row.latency_p90_us = *row.latency_p50_us * 1.4;
  row.latency_p99_us = *row.latency_p50_us * 2.1;
  row.latency_p99_9_us = *row.latency_p50_us * 3.3;
  row.server_peak_memory_kib = 5000 + concurrency;
  row.server_voluntary_switches_per_request = 0.5;
  row.server_involuntary_switches_per_request = 0.25;
  return row;
}

/// A run of every cell of the plan, so many blocks; its files are in `folder`.
inline suite::records::RunData drawn_run(const suite::plan::Plan& plan, std::uint64_t blocks,
                                         const std::filesystem::path& folder) {
  suite::records::RunData run;
  run.folder = folder;
  run.manifest.plan = plan;
  run.manifest.machine.cpu = "Made-up CPU";
  run.manifest.machine.cores = 2;
  for (std::uint64_t block = 1; block <= blocks; ++block) {
    for (const suite::plan::Level& level : plan.levels()) {
      for (const std::string& arm : plan.measured_arms()) {
        run.cells.push_back(drawn_cell(arm, block, level.concurrency, level.load));
        run.cells.back().cell = run.cells.size();
      }
    }
  }
  return run;
}

/// Writes cells.csv and latency.csv: four bins a cell.
inline void write_run(const suite::records::RunData& run) {
  const auto latencies = suite::records::latency_columns();
  std::string bins = csv_header(latencies);
  for (const suite::records::CellRow& cell : run.cells) {
    suite::records::LatencyRow bin;
    bin.cell = cell.cell;
    bin.arm = cell.arm;
    bin.concurrency = cell.concurrency;
    bin.load = cell.load;
    for (const auto& [latency_us, count] :
         std::map<double, std::uint64_t>{{cell.latency_p50_us.value_or(1), 500},
                                         {cell.latency_p90_us.value_or(2), 400},
                                         {cell.latency_p99_us.value_or(3), 90},
                                         {cell.latency_p99_9_us.value_or(4), 10}}) {
      bin.upper_ns = static_cast<std::uint64_t>(latency_us * 1000);
      bin.lower_ns = bin.upper_ns - 50;
      bin.count = count;
      bins += csv_row(latencies, bin);
    }
  }
  common::write_file(run.folder / "cells.csv", csv_file(suite::records::cell_columns(), run.cells));
  common::write_file(run.folder / "latency.csv", bins);
}

}  // namespace tiga::tests
