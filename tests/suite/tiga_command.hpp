// The tiga program in a folder of its own.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "suite/records/run_data.hpp"
#include "tests/support/programs.hpp"

namespace tiga::suite {

/// Whether a build that does not measure is forced to.
enum class Force { no, yes };

/// Base of tests that run the program. All it writes goes below folder().
class TigaCommand {
 protected:
  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path results() const { return folder() / "results"; }
  /// Folder of the programs that are run: the build's, or after use_own_programs() one below
  /// folder().
  const std::filesystem::path& programs() const { return programs_; }

  std::filesystem::path write_plan(const std::string& name, std::string_view text) const;
  /// Copies those programs of the build into a folder of their own and uses them from there.
  void use_own_programs(const std::vector<std::string>& names);
  /// Adds a shell script to it.
  void write_program(const std::string& name, const std::string& script) const;

  /// Runs tiga to its end with these arguments, nothing added.
  common::CommandResult run(std::vector<std::string> arguments,
                            std::vector<std::string> environment = {}) const;
  /// The same with --results, and --force for `run`.
  common::CommandResult tiga(std::vector<std::string> arguments) const;
  common::CommandResult tiga(std::vector<std::string> arguments,
                             const std::filesystem::path& results, Force force = Force::yes) const;
  /// Starts that in a process group of its own; its outputs go to folder()/stdout and stderr.
  common::ChildProcess start(std::vector<std::string> arguments) const;

  /// Ctrl-C twice: once lets the cell end, which may take long.
  void interrupt_cell(const common::ChildProcess& running) const;

  /// Processes whose command lines have all of these texts.
  static std::vector<pid_t> processes_with(const std::vector<std::string>& texts);
  /// Whether a process of this test has that argument.
  bool runs(const std::string& argument) const;
  /// The only run in results().
  std::filesystem::path only_run() const;
  /// Cells on record in the only run so far.
  std::size_t measured_cells() const;
  /// What tiga printed is one line that begins with its name and has that text.
  static void expect_one_line(const std::string& printed, const std::string& text);
  /// The same of standard error, with that exit status and nothing on standard output.
  static void expect_refusal(const common::CommandResult& done, int status,
                             const std::string& text);
  /// Every file of a run parses, and none is left over.
  static void expect_whole(const std::filesystem::path& run);

  /// For the environment: tests of other processes measure on the same cores at the same time.
  std::string locks() const { return "TIGA_LOCKS=" + (folder() / "locks").string(); }

 private:
  common::TemporaryFolder folder_;
  std::filesystem::path programs_ = std::filesystem::path(tests::program("tiga")).parent_path();
};

}  // namespace tiga::suite
