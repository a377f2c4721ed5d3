// The measurement of the variance study: several processes of an arm in a block, several counted
// runs of each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "suite/measure/host.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::study {

/// How often is measured.
struct VarianceDesign {
  std::uint64_t blocks = 12;    ///< rounds over the plan's arms and concurrencies
  std::uint64_t processes = 2;  ///< fresh processes of each in a block
  std::uint64_t runs = 3;       ///< counted runs of a process, one after the other
};

/// Fresh processes of one arm at one concurrency.
struct ProcessSpec {
  std::uint64_t block = 0;
  std::uint32_t concurrency = 0;
  std::uint64_t process = 0;
  std::string arm;
};

/// In each block the concurrencies in random order; at each of them, for each process, all arms
/// directly one after the other in random order. Closed loops only. The same for the same seed.
std::vector<ProcessSpec> variance_schedule(const plan::Plan& plan, const VarianceDesign& design,
                                           std::uint32_t seed);

/// Starts the servers of that plan, which the testbed's hosts have, warms them up, counts so many
/// runs of the plan's requests, and stops them: a row for each run, or one with the reason if a run
/// or the servers failed. Throws what `pulse` throws.
std::vector<records::VarianceRow> run_process(const ProcessSpec& spec, const plan::Plan& plan,
                                              std::uint64_t runs, const measure::Testbed& testbed,
                                              const measure::Pulse& pulse);

}  // namespace tiga::suite::study
