// Studies that are measured with the real programs.
#include <gmock/gmock.h>

#include <csignal>

#include "suite/compare/verdict_changes.hpp"
#include "suite/records/columns.hpp"
#include "suite/study/identical.hpp"
#include "suite/study/study.hpp"
#include "suite/study/variance_run.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/wait.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr std::string_view small_plan =
    "arms = [\"threaded\", \"async\"]\naa = \"\"\nconcurrencies = [2]\nrequests = 40\n"
    "warm_up_requests = 10\nblocks = 2\n";

class StudyRun : public testing::Test, protected TigaCommand {
 protected:
  std::vector<fs::path> studies() const {
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(results(), none)) {
      if (study::is_study_folder(entry.path())) {
        found.push_back(entry.path());
      }
    }
    return found;
  }

  // The only one; results() until it is there.
  fs::path folder_of_study() const {
    const auto found = studies();
    return found.size() == 1 ? found.front() : results();
  }

  records::RunStatus status() const {
    return study::read_study_manifest(folder_of_study()).run.status;
  }

  // Starts it, and ends it with that signal once the condition holds.
  template <class Condition>
  void cut(std::vector<std::string> arguments, int signal, const Condition& condition) {
    arguments.emplace_back("--force");
    auto running = start(std::move(arguments));
    ASSERT_TRUE(tests::wait_until(condition, 60s));
    running.signal(signal);
    ASSERT_TRUE(running.wait(common::Deadline::after(30s)).has_value());
    EXPECT_TRUE(tests::wait_until([&] { return processes_with({folder().string()}).empty(); }))
        << "a process was left behind";
  }

  common::CommandResult go_on(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--force", "--go-on"});
    return tiga(arguments);
  }

  std::vector<study::IdenticalResult> identical_results(std::size_t experiments) const;

  std::size_t runs_on_record() const {
    std::size_t count = 0;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder_of_study(), none)) {
      count += fs::exists(entry.path() / "cells.csv") ? 1U : 0U;
    }
    return count;
  }
};

// What the first experiments of the study, which has seed 1, show by what is on record.
std::vector<study::IdenticalResult> StudyRun::identical_results(std::size_t experiments) const {
  std::vector<study::IdenticalResult> all;
  for (std::size_t number = 1; number <= experiments; ++number) {
    const study::Condition condition = study::condition_of(1, number);
    const records::RunData run =
        records::read_run(folder_of_study() / study::experiment_name(number, condition));
    EXPECT_EQ(run.cells.size(), run.manifest.cells_planned);
    const auto found =
        study::results_of(condition, compare::own_verdicts(run), run.manifest.plan.delta);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

TEST_F(StudyRun, OfVarianceGoesOnAfterAKillAndMeasuresEveryRunOnce) {
  const std::vector<std::string> order{"study",    "variance", write_plan("small", small_plan),
                                       "--blocks", "4",        "--processes",
                                       "2",        "--runs",   "2"};
  const auto rows = [&] { return study::variance_rows(folder_of_study()); };
  cut(order, SIGKILL,
      [&] { return fs::exists(folder_of_study() / "variance.csv") && rows().size() >= 6; });
  EXPECT_EQ(status(), records::RunStatus::running);
  const auto end = go_on(order);
  EXPECT_EQ(end.report.status, 0) << end.error << end.output;
  EXPECT_THAT(end.error, HasSubstr(" goes on; "));
  EXPECT_EQ(status(), records::RunStatus::complete);
  const auto found = rows();
  ASSERT_EQ(found.size(), 4 * 2 * 2 * 2);
  for (const records::VarianceRow& row : found) {
    EXPECT_TRUE(row.ok_per_second.has_value()) << row.reason.field();
    EXPECT_TRUE(row.server_cpu_us_per_request.has_value());
    EXPECT_GT(row.process_s.value_or(0), row.run_s.value_or(0));
  }
  EXPECT_THAT(end.output, HasSubstr("\n| async / threaded | 2 | 4 | "));
  EXPECT_EQ(common::read_file(folder_of_study() / "study.md").substr(0, 100),
            end.output.substr(0, 100));
  EXPECT_EQ(go_on(order).report.status, 0) << "complete: another one begins";
  EXPECT_EQ(studies().size(), 2);
}

TEST_F(StudyRun, OfVarianceRefusesRowsThatAreNotItsOwn) {
  const std::vector<std::string> order{"study", "variance", write_plan("small", small_plan)};
  cut(order, SIGINT, [&] { return fs::exists(folder_of_study() / "variance.csv"); });
  EXPECT_EQ(status(), records::RunStatus::interrupted);
  common::write_file(folder_of_study() / "variance.csv",
                     csv_header(records::variance_columns()) + "9,2,1,async,1,1,1,1,1,\n");
  const auto refused = go_on(order);
  EXPECT_EQ(refused.report.status, 3);
  EXPECT_THAT(refused.error, HasSubstr("cannot resume: row 1 of variance.csv"));
}

TEST_F(StudyRun, OfIdenticalArmsGoesOnAfterAnInterrupt) {
  const std::vector<std::string> order{"study",    "aa", "--experiments", "3", "--requests", "20",
                                       "--blocks", "2",  "--seed",        "1"};
  cut(order, SIGINT, [&] { return runs_on_record() >= 2; });
  EXPECT_EQ(status(), records::RunStatus::interrupted);
  const auto end = go_on(order);
  EXPECT_EQ(status(), records::RunStatus::complete);
  EXPECT_EQ(runs_on_record(), 3);
  const std::vector<study::IdenticalResult> results = identical_results(3);
  EXPECT_EQ(end.report.status, study::breaks_promise(results) ? 1 : 0) << end.error;
  EXPECT_THAT(end.output, AllOf(StartsWith("3 experiments of 2 blocks, "),
                                HasSubstr(study::identical_page(results))));
  EXPECT_THAT(end.output, StartsWith(common::read_file(folder_of_study() / "study.md")));
  EXPECT_THAT(processes_with({folder().string()}), IsEmpty());
}

TEST_F(StudyRun, OfRepeatsGoesOnAfterAKillAndComparesNeighbours) {
  const std::vector<std::string> order{"study", "repeat", write_plan("small", small_plan), "--runs",
                                       "3"};
  cut(order, SIGKILL, [&] { return runs_on_record() >= 2; });
  const auto end = go_on(order);
  EXPECT_EQ(end.report.status, 0) << "two blocks give no verdict, so none is reversed" << end.error;
  EXPECT_EQ(status(), records::RunStatus::complete);
  EXPECT_EQ(runs_on_record(), 3);
  EXPECT_THAT(end.output,
              AllOf(StartsWith("3 runs in a row"),
                    HasSubstr("\n| 1 and 2 | 4 | 4 | 0 | 0 | 0 |\n"
                              "| 2 and 3 | 4 | 4 | 0 | 0 | 0 |\n"
                              "| all | 8 | 8 | 0 | 0 | 0 |\n"),
                    HasSubstr("\n| async to threaded | c=2 | throughput | 3 invalid | ")));
  const auto one = (folder_of_study() / "0001").string();
  EXPECT_EQ(tiga({"report", one}).report.status, 0) << "a run of a study is a run";
}

TEST_F(StudyRun, RefusesWrongArguments) {
  EXPECT_EQ(tiga({"study"}).report.status, 2);
  EXPECT_EQ(tiga({"study", "nothing"}).report.status, 2);
  EXPECT_EQ(tiga({"study", "variance", "--runs", "1"}).report.status, 2);
  EXPECT_EQ(tiga({"study", "repeat", "nowhere"}).report.status, 2);
  const auto unknown = tiga({"study", "aa", "--arm", "nothing"});
  EXPECT_EQ(unknown.report.status, 2);
  EXPECT_EQ(unknown.error, "tiga: --arm: 'nothing' is no architecture\n");
  EXPECT_THAT(studies(), IsEmpty());
}

}  // namespace
}  // namespace tiga::suite
