// `tiga run` on the hosts of a lab.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/child_process.hpp"
#include "suite/records/run_data.hpp"
#include "tests/hosts/lab.hpp"

namespace tiga::tests {

/// A lab, and runs of one plan there. Each file that it writes is in the lab's folder. Not
/// thread-safe.
class LabRuns {
 public:
  LabRuns(std::size_t hosts, std::string_view plan);

  const Lab& lab() const { return lab_; }
  /// mpirun on the first host, with its own options, those of scripts/open-mpi.conf, and a command
  /// of tiga on all hosts.
  common::Command mpirun(const std::vector<std::string>& options,
                         const std::vector<std::string>& tiga) const;
  /// `tiga run` of the plan on all hosts, to its end.
  common::CommandResult run(const std::vector<std::string>& options = {}) const;
  /// The interrupted run goes on.
  common::CommandResult resume(const std::vector<std::string>& options = {}) const;
  /// The same plan, without MPI.
  common::CommandResult run_alone() const;

  std::filesystem::path results() const { return lab_.folder() / "results"; }
  std::string plan_file() const { return (lab_.folder() / "tiny.toml").string(); }
  /// The newest run so far: no cells if there is none.
  suite::records::RunData newest() const;
  std::vector<suite::records::CellRow> cells_so_far() const;
  /// What programs of the suite are left on any host.
  std::vector<std::string> left_over() const;

 private:
  std::vector<std::string> tiga_run(const std::vector<std::string>& which) const;

  std::size_t hosts_;
  Lab lab_;
};

}  // namespace tiga::tests
