// Cells that were never run, for what is made from cells.
#pragma once

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"

namespace tiga::tests {

/// How far a value strays from block to block, as a factor: enough that intervals have a width.
inline double stray(std::uint64_t block, double by) {
  constexpr std::array<double, 7> steps{-0.9, 0.4, 1.0, -0.2, -1.0, 0.7, 0.1};
  return std::exp(by * steps.at(block % steps.size()));
}

/// A valid cell with a generator that was half busy and took as much CPU as the server.
inline suite::records::CellRow made_up_cell(const std::string& arm, std::uint64_t block,
                                            double per_second, double cpu_us = 50) {
  suite::records::CellRow row;
  row.arm = arm;
  row.block = block;
  row.concurrency = 50;
  row.valid = true;
  row.requests = 1000;
  row.time_taken_s = 1000 / per_second;
  row.complete_requests = 1000;
  row.failed = 0;
  row.bytes_received = 122000;
  row.ok_per_second = per_second;
  row.latency_p99_us = 50e6 / per_second;
  row.server_cpu_us_per_request = cpu_us;
  row.total_cpu_us_per_request = 2 * cpu_us;
  row.generator_core_share = 0.5;
  return row;
}

/// So many blocks of an arm; throughput and CPU stray by half a percent, in another order for each
/// arm.
inline std::vector<suite::records::CellRow> made_up_arm(const std::string& arm,
                                                        std::uint64_t blocks, double per_second,
                                                        double cpu_us = 50, double by = 0.005) {
  std::vector<suite::records::CellRow> cells;
  for (std::uint64_t block = 1; block <= blocks; ++block) {
    const std::uint64_t at = block * (arm.size() % 5 + 1);
    cells.push_back(
        made_up_cell(arm, block, per_second * stray(at, by), cpu_us * stray(at + 1, by)));
  }
  return cells;
}

inline void add(std::vector<suite::records::CellRow>& cells,
                const std::vector<suite::records::CellRow>& more) {
  cells.insert(cells.end(), more.begin(), more.end());
}

/// Compares those arms at concurrency 50.
inline suite::plan::Plan made_up_plan(std::vector<std::string> arms) {
  suite::plan::Plan plan;
  plan.arms = std::move(arms);
  plan.concurrencies = {50};
  plan.requests = 1000;
  plan.blocks = 12;
  plan.most_blocks = 12;
  return plan;
}

}  // namespace tiga::tests
