// What the tiga command says and exits with when it is given what it cannot use.
#include <gmock/gmock.h>

#include "common/build_info.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/paths.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

constexpr std::string_view one_cell =
    "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 5\nwarm_up_requests = 0\n";

class TigaCommandLine : public testing::Test, protected TigaCommand {
 protected:
  // The same, and no folder of a run.
  void expect_refusal(const common::CommandResult& done, int status, const std::string& text) {
    TigaCommand::expect_refusal(done, status, text);
    EXPECT_FALSE(fs::exists(results()));
  }
};

TEST_F(TigaCommandLine, RefusesAnInvalidPlanBeforeWritingAnything) {
  const fs::path plan = write_plan("wrong", std::string(one_cell) + "concurency = 5\n");
  expect_refusal(tiga({"run", plan}), 2, "wrong.toml:5: concurency: unknown key");
}

TEST_F(TigaCommandLine, RefusesUnknownArguments) {
  expect_refusal(tiga({"run", "no-such-plan"}), 2, "there is no plan 'no-such-plan'");
  expect_refusal(tiga({"report", "no-such-run"}), 2, "there is no run 'no-such-run'");
  expect_refusal(tiga({"run", "quick", "--no-such-option"}), 2, "--no-such-option");
  expect_refusal(tiga({"run", "quick", "--pinning", "both"}), 2, "--pinning");
  for (const char* budget : {"0", "-1", "1.5", "5m", "604801"}) {
    expect_refusal(tiga({"run", "quick", "--budget", budget}), 2, "--budget");
  }
  for (const char* const seed : {"-1", "-0", "+1", "0x10", "1e3", "nan", "4294967296", ""}) {
    expect_refusal(tiga({"run", "quick", "--seed", seed}), 2, "--seed");
  }
  expect_refusal(tiga({"run", "quick", "--lang", "fr"}), 2, "--lang");
  expect_refusal(run({"list", "--home", folder() / "nowhere"}), 2, "--home");
  for (const char* const flag : {"--force", "--go-on"}) {
    for (const char* const value : {"=0", "=3", "=false"}) {
      expect_refusal(run({"run", "quick", std::string(flag) + value}), 2,
                     std::string(flag) + " takes no value; see tiga run --help");
    }
  }
  expect_refusal(tiga({"run"}), 2, "PLAN is required");
  expect_refusal(run({}), 2, "; see tiga --help");
  expect_refusal(run({"measure"}), 2, "there is no command measure; see tiga --help");
  expect_refusal(run({"--bad"}), 2, "there is no option --bad; see tiga --help");
  expect_refusal(run({"study", "bb"}), 2, "there is no command bb; see tiga study --help");
}

TEST_F(TigaCommandLine, NamesMissingProgramsAndTheCommandThatBuildsThem) {
  use_own_programs({"tiga", "loadgen"});
  expect_refusal(tiga({"run", write_plan("one", one_cell)}), 3,
                 "there is no program async_server in " + records::for_people(programs()) +
                     "; type: scripts/build release async_server");
  use_own_programs({"async_server"});
  const fs::path plan = write_plan(
      "two", "arms = [\"offload\", \"async\", \"pool\"]\nconcurrencies = [1]\nrequests = 5\n");
  expect_refusal(tiga({"run", plan}), 3,
                 "; type: scripts/build release offload_server pool_server");
}

TEST_F(TigaCommandLine, NamesAFolderThatItCannotWrite) {
  common::write_file(folder() / "file", "");
  const auto done = tiga({"run", write_plan("one", one_cell)}, folder() / "file" / "results");
  expect_refusal(done, 3, "cannot create a folder in ");
}

TEST_F(TigaCommandLine, MeasuresOnlyWithAnOptimisedUnsanitizedBuild) {
  const auto done = tiga({"run", write_plan("one", one_cell)}, results(), Force::no);
  if (common::build_info().measures()) {
    EXPECT_EQ(done.report.status, 0) << done.error;
  } else {
    expect_refusal(done, 3, "its figures would mean nothing");
  }
}

TEST_F(TigaCommandLine, ListsValidAndInvalidPlans) {
  const auto listed = tiga({"list"});
  EXPECT_EQ(listed.report.status, 0) << listed.error;
  EXPECT_THAT(listed.output,
              AllOf(HasSubstr("quick "), HasSubstr("report "), HasSubstr("sustained "),
                    HasSubstr("open-loop "), HasSubstr("my-server ")));

  fs::create_directory(folder() / "plans");
  common::write_file(folder() / "plans" / "bad.toml", "x = 1\n");
  const auto bad = run({"list", "--home", folder()});
  EXPECT_EQ(bad.report.status, 1);
  EXPECT_THAT(bad.output, HasSubstr("bad.toml:1: x: unknown key"));

  common::write_file(folder() / "plans" / "bad.toml",
                     std::string(one_cell) + "description = \"a\\u001b[2J\"\n");
  EXPECT_THAT(run({"list", "--home", folder()}).output, HasSubstr("a\\x1b[2J\n"));
  common::write_file(folder() / "plans" / "bad.toml", "x = 1\n");

  fs::create_symlink("nowhere", folder() / "plans" / "gone.toml");
  const auto gone = run({"list", "--home", folder()});
  EXPECT_EQ(gone.report.status, 1);
  EXPECT_THAT(gone.output, AllOf(HasSubstr("bad.toml:1"), HasSubstr("cannot read")));
}

TEST_F(TigaCommandLine, ListsHowLongAPlanTakesAsItsRunsTookHere) {
  TIGA_SKIP_UNLESS(common::build_info().measures(), "a build that measures");
  fs::create_directory(folder() / "plans");
  common::write_file(folder() / "plans" / "one.toml", one_cell);
  const auto listed = [&] {
    return run({"list", "--home", folder(), "--results", results()}).output;
  };
  EXPECT_EQ(listed(), "one  ?  \n");
  ASSERT_EQ(run({"run", "one", "--home", folder(), "--results", results()}).report.status, 0);
  EXPECT_THAT(listed(), testing::ContainsRegex("^one  [0-9]+ s  \n"));
}

TEST_F(TigaCommandLine, PrintsThePageOfColumns) {
  EXPECT_EQ(run({"columns"}).output, records::columns_page());
}

TEST_F(TigaCommandLine, SaysWhyAChartIsMissing) {
  ASSERT_EQ(tiga({"run", write_plan("one", one_cell)}).report.status, 0);
  const auto no_script = run({"report", fs::canonical(results() / "latest"), "--home", folder()});
  EXPECT_EQ(no_script.report.status, 0) << no_script.error;
  EXPECT_THAT(no_script.output,
              AllOf(HasSubstr("\ncharts  no chart: "), HasSubstr("\npage    no report.html: ")));
  EXPECT_FALSE(fs::exists(results() / "latest" / "charts"));

  const auto no_gnuplot =
      run({"report", fs::canonical(results() / "latest")}, {"PATH=/nonexistent"});
  EXPECT_EQ(no_gnuplot.report.status, 0) << no_gnuplot.error;
  EXPECT_THAT(no_gnuplot.output, HasSubstr("no chart: gnuplot is not installed"));
}

}  // namespace
}  // namespace tiga::suite
