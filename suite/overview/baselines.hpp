// Which runs of a folder can be compared with one another.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "suite/overview/entry.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::suite::overview {

/// Finds for each run the newest run before it that `tiga compare` can compare it with. It keeps
/// only runs that still look for one, so that a folder of many runs needs little memory. Not
/// thread-safe.
class Baselines {
 public:
  /// Takes the runs, the newest first; `at` is the place of the run's entry. Sets `baseline` of the
  /// entries of those that looked for this run.
  void take(records::RunData run, std::size_t at, std::vector<Entry>& entries);

 private:
  struct Looking {
    records::RunData run;
    std::size_t at;
  };
  std::map<std::string, std::vector<Looking>> looking_;  // by their load
};

}  // namespace tiga::suite::overview
