// Runs that are compared with each other.
#pragma once

#include <cstdint>
#include <string>

#include "suite/compare/compare.hpp"
#include "tests/suite/made_up_cells.hpp"

namespace tiga::tests {

// threaded and async at 50; all faster by `throughput`, dearer by `cpu`.
inline suite::records::RunData run_of(const std::string& name, double throughput = 1,
                                      double cpu = 1, std::uint64_t blocks = 12) {
  suite::records::RunData run;
  run.folder = "results/" + name;
  run.manifest.plan = made_up_plan({"threaded", "async"});
  run.manifest.seed = 7;
  run.manifest.started = name;
  run.manifest.status = suite::records::RunStatus::complete;
  run.manifest.build.git_describe = "v1";
  run.cells = made_up_arm("threaded", blocks, 10000 * throughput, 80 * cpu);
  add(run.cells, made_up_arm("async", blocks, 15000 * throughput, 50 * cpu));
  return run;
}

}  // namespace tiga::tests
