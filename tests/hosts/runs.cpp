#include "tests/hosts/runs.hpp"

#include "suite/records/columns.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;

constexpr common::Nanoseconds time_for_a_run = 150s;

}  // namespace

LabRuns::LabRuns(std::size_t hosts, std::string_view plan) : hosts_(hosts), lab_(hosts) {
  common::write_file(plan_file(), plan);
}

common::Command LabRuns::mpirun(const std::vector<std::string>& options,
                                const std::vector<std::string>& tiga) const {
  std::vector<std::string> all{"mpirun",
                               "--tune",
                               (source_folder() / "scripts/open-mpi.conf").string(),
                               "--hostfile",
                               lab_.host_file(hosts_),
                               "--map-by",
                               "ppr:1:node"};
  all.insert(all.end(), options.begin(), options.end());
  all.push_back(program("tiga"));
  all.insert(all.end(), tiga.begin(), tiga.end());
  return lab_.command(1, all);
}

// On a machine of two cores with two hosts each core is used twice.
std::vector<std::string> LabRuns::tiga_run(const std::vector<std::string>& which) const {
  std::vector<std::string> all{"run", "--results", results().string()};
  all.insert(all.end(), which.begin(), which.end());
  return all;
}

common::CommandResult LabRuns::run(const std::vector<std::string>& options) const {
  std::vector<std::string> all{"--bind-to", "none"};
  all.insert(all.end(), options.begin(), options.end());
  return common::run_command(mpirun(all, tiga_run({plan_file()})), time_for_a_run);
}

common::CommandResult LabRuns::resume(const std::vector<std::string>& options) const {
  std::vector<std::string> all{"--bind-to", "none"};
  all.insert(all.end(), options.begin(), options.end());
  return common::run_command(mpirun(all, tiga_run({"--resume", (results() / "latest").string()})),
                             time_for_a_run);
}

common::CommandResult LabRuns::run_alone() const {
  std::vector<std::string> all{program("tiga")};
  for (const std::string& word : tiga_run({plan_file()})) {
    all.push_back(word);
  }
  return lab_.run(1, all, time_for_a_run);
}

suite::records::RunData LabRuns::newest() const {
  return suite::records::read_run(std::filesystem::canonical(results() / "latest"));
}

std::vector<suite::records::CellRow> LabRuns::cells_so_far() const {
  return suite::records::read_run_file(results() / "latest" / "cells.csv",
                                       suite::records::cell_columns());
}

std::vector<std::string> LabRuns::left_over() const {
  return lab_.processes_with(std::filesystem::path(program("tiga")).parent_path().string());
}

}  // namespace tiga::tests
