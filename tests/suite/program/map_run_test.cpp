// Maps that are measured with the real programs.
#include <gmock/gmock.h>

#include <csignal>

#include "suite/map/manifest.hpp"
#include "suite/records/columns.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/wait.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view small_map =
    "arms = [\"threaded\", \"async\"]\nconcurrencies = [1, 4]\nrequests = 40\n"
    "warm_up_requests = 10\nblocks = 2\n"
    "[workload.tiny]\nown_cost = true\n"
    "[workload.sleep]\npath = \"/workload/sleep/1\"\nblocks_ms = 1\n";

class MapRun : public testing::Test, protected TigaCommand {
 protected:
  fs::path map_folder() const { return fs::canonical(results() / "latest"); }
  std::vector<records::MapRow> rows() const {
    return read_rows(records::map_columns(), common::read_file(map_folder() / "map.csv"),
                     "map.csv");
  }
  records::RunData run_of(const std::string& workload) const {
    return records::read_run(map_folder() / workload);
  }
  // Of a longer map, which gets that signal.
  void end_in_second_workload(int signal) const {
    const std::string longer =
        std::string(small_map).replace(small_map.find("blocks = 2"), 10, "blocks = 8");
    auto running = start({"map", write_plan("small", longer), "--force", "--seed", "3"});
    ASSERT_TRUE(tests::wait_until(
        [&] {
          std::error_code none;
          return fs::file_size(results() / "latest" / "sleep" / "cells.csv", none) > 2500 && !none;
        },
        60s));
    running.signal(signal);
    ASSERT_TRUE(running.wait(common::Deadline::after(30s)).has_value());
  }
};

TEST_F(MapRun, MeasuresEveryWorkloadAndReproducesItsPageByteForByte) {
  const auto end = tiga({"map", write_plan("small", small_map), "--force", "--seed", "3"});
  ASSERT_EQ(end.report.status, 0) << end.error << end.output;
  EXPECT_THAT(end.output, AllOf(HasSubstr("places of the map"), HasSubstr("report.html")));
  EXPECT_EQ(rows().size(), 2 * 2 * 2);
  for (const records::MapRow& row : rows()) {
    EXPECT_TRUE(row.throughput.has_value()) << row.workload << row.arm;
    EXPECT_EQ(row.predicted.has_value(), row.workload == "sleep");
  }
  EXPECT_EQ(run_of("sleep").manifest.plan.path, "/workload/sleep/1");
  EXPECT_EQ(run_of("tiny").manifest.status, records::RunStatus::complete);
  const auto files = {"map.csv",
                      "map.tex",
                      "report.md",
                      "tiny/verdicts.csv",
                      "tiny/estimates.csv",
                      "sleep/tables/async.csv"};
  std::vector<std::string> before;
  for (const char* file : files) {
    before.push_back(common::read_file(map_folder() / file));
    fs::remove(map_folder() / file);
  }
  ASSERT_EQ(tiga({"report", "latest"}).report.status, 0);
  auto text = before.begin();
  for (const char* file : files) {
    EXPECT_EQ(common::read_file(map_folder() / file), *text++) << file;
  }
  EXPECT_EQ(tiga({"report", (map_folder() / "sleep").string()}).report.status, 0)
      << "a workload's run is a run";
  EXPECT_TRUE(fs::exists(map_folder() / "sleep" / "report.html"));
}

TEST_F(MapRun, ResumesAnInterruptedMap) {
  end_in_second_workload(SIGINT);
  EXPECT_EQ(map::read_map_manifest(map_folder()).status, records::RunStatus::interrupted);
  EXPECT_EQ(run_of("sleep").manifest.status, records::RunStatus::interrupted);
  EXPECT_THAT(common::read_file(folder() / "stdout"), HasSubstr("/tiga map --resume "));
  const std::string tiny = common::read_file(map_folder() / "tiny" / "cells.csv");
  const auto end = tiga({"map", "--resume", "latest", "--force"});
  EXPECT_EQ(end.report.status, 0) << end.error;
  EXPECT_EQ(common::read_file(map_folder() / "tiny" / "cells.csv"), tiny) << "complete: skipped";
  EXPECT_EQ(run_of("sleep").whole_blocks(), 12) << "whole squares of two arms and a copy";
  EXPECT_EQ(map::read_map_manifest(map_folder()).status, records::RunStatus::complete);
  const auto again = tiga({"map", "--resume", "latest", "--force"});
  EXPECT_EQ(again.report.status, 2);
  EXPECT_THAT(again.error, HasSubstr("is complete: there is nothing to resume"));
}

TEST_F(MapRun, ResumesAMapThatWasKilled) {
  end_in_second_workload(SIGKILL);
  EXPECT_EQ(map::read_map_manifest(map_folder()).status, records::RunStatus::running);
  const auto end = tiga({"map", "--resume", "latest", "--force"});
  EXPECT_EQ(end.report.status, 0) << end.error;
  EXPECT_EQ(run_of("sleep").whole_blocks(), 12);
  EXPECT_EQ(map::read_map_manifest(map_folder()).status, records::RunStatus::complete);
}

TEST_F(MapRun, ResumesTheNewestInterruptedMapOfThePlanByItself) {
  const std::string plan = write_plan("small", small_map);
  const std::vector<std::string> order{"map", plan, "--force", "--go-on", "--workloads", "tiny"};
  ASSERT_EQ(tiga(order).report.status, 0) << "none there: it begins";
  const fs::path first = map_folder();
  EXPECT_THAT(tiga(order).error, Not(HasSubstr("goes on;"))) << "complete: another one begins";
  const fs::path second = map_folder();
  EXPECT_NE(second, first);
  // As a kill between two workloads leaves it.
  map::MapManifest manifest = map::read_map_manifest(second);
  manifest.status = records::RunStatus::running;
  write_map_manifest(second, manifest);
  fs::create_directories(results() / "99990101T000000Z-small");
  common::write_file(results() / "99990101T000000Z-small" / "map.json", "{}");  // another version's
  const auto end = tiga(order);
  EXPECT_EQ(end.report.status, 0) << end.error;
  EXPECT_THAT(end.error, HasSubstr(second.filename().string() + " goes on; "));
  EXPECT_EQ(map_folder(), second);
  EXPECT_EQ(map::read_map_manifest(second).status, records::RunStatus::complete);

  write_map_manifest(second, manifest);
  std::vector<std::string> other = order;
  other.insert(other.end(), {"--levels", "2"});
  EXPECT_THAT(tiga(other).error, Not(HasSubstr("goes on;"))) << "another choice";
  EXPECT_NE(map_folder(), second);
}

TEST_F(MapRun, DoesNotResumeAMapOfAnotherBuild) {
  const std::string plan = write_plan("small", small_map);
  const std::vector<std::string> order{"map", plan, "--force", "--go-on", "--workloads", "tiny"};
  ASSERT_EQ(tiga(order).report.status, 0);
  const fs::path first = map_folder();
  map::MapManifest manifest = map::read_map_manifest(first);
  manifest.status = records::RunStatus::interrupted;
  write_map_manifest(first, manifest);
  records::Manifest run = run_of("tiny").manifest;
  run.build.git_describe = "v0-other";
  common::write_file(first / "tiny" / "manifest.json", to_json(run));
  const auto refused = tiga({"map", "--resume", first.string()});
  EXPECT_EQ(refused.report.status, 3);
  EXPECT_THAT(refused.error, HasSubstr("cannot resume: it was measured by v0-other, this is"));
  EXPECT_THAT(tiga(order).error, Not(HasSubstr("goes on;")));
  EXPECT_NE(map_folder(), first);
}

TEST_F(MapRun, SkipsAnArmThatDoesNotOfferAWorkload) {
  const std::string root = (folder() / "www").string();
  fs::create_directory(root);
  common::write_file(folder() / "www" / "only-here.html", "here\n");
  const std::string plan =
      std::string(small_map) + "[workload.page]\npath = \"/only-here.html\"\n" +
      "[arm.rooted]\nlike = \"async\"\noptions = [\"--root\", \"" + root + "\"]\n";
  const auto end = tiga({"map", write_plan("rooted", plan), "--force", "--arms", "async,rooted",
                         "--workloads", "page,tiny", "--levels", "2", "--blocks", "1"});
  EXPECT_EQ(end.report.status, 0) << end.error;
  EXPECT_THAT(end.error, HasSubstr("async is left out of page: "));
  EXPECT_THAT(run_of("page").manifest.plan.arms, ElementsAre("rooted"));
  EXPECT_THAT(run_of("tiny").manifest.plan.arms, ElementsAre("async", "rooted"));
  EXPECT_THAT(map::read_map_manifest(map_folder()).left_out,
              Contains(Field(&map::MapLeftOut::workload, "page")));
  EXPECT_THAT(common::read_file(map_folder() / "report.md"), HasSubstr("page, async"));
}

TEST_F(MapRun, ReportsErrorsBeforeMeasuring) {
  EXPECT_EQ(tiga({"map", write_plan("small", small_map), "--arms", "nobody"}).report.status, 2);
  EXPECT_EQ(tiga({"map", write_plan("small", small_map), "--levels", "x"}).report.status, 2);
  EXPECT_EQ(tiga({"map", "--resume", "latest", "--blocks", "3"}).report.status, 2);
  const auto plan = tiga({"map", "report"});
  EXPECT_EQ(plan.report.status, 2);
  EXPECT_THAT(plan.error, HasSubstr("a map has tables [workload.NAME]"));
  const auto run = tiga({"run", write_plan("small", small_map)});
  EXPECT_EQ(run.report.status, 2);
  EXPECT_THAT(run.error, HasSubstr("this is a map: type tiga map small"));
  EXPECT_FALSE(fs::exists(results()));
}

}  // namespace
}  // namespace tiga::suite
