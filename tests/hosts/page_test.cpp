// Each command of docs/hosts.md, on the hosts of a lab.
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>

#include "common/files.hpp"
#include "tests/hosts/runs.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view small =
    "arms = [\"async\", \"balanced\"]\nconcurrencies = [2]\nrequests = 50\n"
    "warm_up_requests = 10\naa = \"\"\nblocks = 1\n";

// Lines of shell blocks that a test can run: the lab is there, and built with
// MPI.
std::vector<std::string> commands_of_page() {
  constexpr std::array others{"make hosts", "scripts/lab up 4", "scripts/lab down"};
  std::istringstream text(common::read_file(source_folder() / "docs/hosts.md"));
  std::vector<std::string> commands;
  bool inside = false;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("```")) {
      inside = line == "```sh";
    } else if (inside && std::ranges::find(others, line) == others.end()) {
      commands.push_back(line);
    }
  }
  return commands;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// The page's plans, hosts and folders become the test's.
std::string adapted(std::string command, const LabRuns& runs) {
  const std::string plan = "run " + runs.plan_file() + " --results " + runs.results().string();
  const auto programs = std::filesystem::path(program("tiga")).parent_path().string();
  replace_all(command, "/tmp/hosts", (runs.lab().folder() / "hosts").string());
  replace_all(command, "build/release/bin", programs);
  replace_all(command, "run quick", plan);
  replace_all(command, "run report", plan);
  replace_all(command, "first\\nsecond", "h1\\nh2");
  return command;
}

TEST(HostsPage, EachCommandDoesWhatItSays) {
  const std::string missing = missing_for_mpi();
  TIGA_SKIP_UNLESS(missing.empty(), missing);
  const LabRuns runs(4, small);
  const std::vector<std::string> commands = commands_of_page();
  ASSERT_GE(commands.size(), 8U);
  std::size_t measured = 0;
  for (const std::string& line : commands) {
    const std::string shell = adapted(line, runs);
    const bool on_first_host = shell.starts_with("mpirun");
    common::Command command =
        on_first_host ? runs.lab().command(1, {"sh", "-c", shell})
                      : common::Command{.arguments = {"sh", "-c", shell},
                                        .environment = runs.lab().command(1, {}).environment};
    command.folder = source_folder();
    const auto result = common::run_command(command, 120s);
    EXPECT_EQ(result.report.status, 0) << shell << "\n" << result.error;
    measured += shell.find("tiga run") != std::string::npos ? 1U : 0U;
  }
  EXPECT_EQ(measured, 2U);
  const auto run = runs.newest();
  EXPECT_EQ(run.invalid_cells(), 0U);
  EXPECT_EQ(run.manifest.hosts.size(), 2U);
}

}  // namespace
}  // namespace tiga::tests
