// A run whose cells were never measured: each did what it was told to, at a given cost.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "suite/records/run_data.hpp"

namespace tiga::suite::scale {

/// Of a request, in microseconds.
struct Cost {
  double server_us = 0;
  double generator_us = 0;
  records::Real front_us = {};
};

/// A valid cell of a closed loop of 1000 requests.
inline records::CellRow queue_cell(const std::string& arm, std::uint64_t concurrency,
                                   double per_second, const Cost& cost) {
  records::CellRow row;
  row.arm = arm;
  row.concurrency = concurrency;
  row.valid = true;
  row.outcomes[static_cast<std::size_t>(loadgen::Outcome::ok)] = 1000;
  row.attempted = 1000;
  row.ok_per_second = per_second;
  row.server_cpu_us_per_request = cost.server_us;
  row.front_cpu_us_per_request = cost.front_us;
  row.generator_cpu_s = cost.generator_us * 1e-6 * 1000;
  return row;
}

/// Those arms at those concurrencies, servers on core 0 and the generator on core 1.
inline records::RunData queue_run(std::vector<std::string> arms,
                                  std::vector<std::uint32_t> concurrencies,
                                  std::vector<records::CellRow> cells) {
  records::RunData run;
  plan::Plan& plan = run.manifest.plan;
  plan.arms = std::move(arms);
  plan.concurrencies = std::move(concurrencies);
  plan.requests = 1000;
  run.manifest.machine.cores = 2;
  run.manifest.machine.topology = {{{0}, 0}, {{1}, 0}};
  run.manifest.placement = records::place(plan::Pinning::split, run.manifest.machine.topology);
  run.cells = std::move(cells);
  return run;
}

}  // namespace tiga::suite::scale
