// tiga run with servers that are not ours.
#include <gmock/gmock.h>

#include "suite/records/columns.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "the plan has changed: " << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

class ArmsRun : public testing::Test, protected TigaCommand {
 protected:
  static std::string plan_of_the_repository(const std::string& name) {
    return plan::read_plan_text(tests::source_folder() / "plans" / (name + ".toml"));
  }

  void expect_all_valid(std::size_t cells) const {
    const records::RunData run = records::read_run(results() / "latest");
    EXPECT_THAT(run.cells, SizeIs(cells));
    for (const records::CellRow& cell : run.cells) {
      EXPECT_TRUE(cell.valid) << cell.arm << ": " << cell.reason.field();
      EXPECT_GT(cell.server_cpu_s, 0) << cell.arm;
      EXPECT_GT(cell.server_peak_memory_kib, 100) << cell.arm;
    }
  }
};

TEST_F(ArmsRun, MeasuresAPythonServerAndNginxFromTheExample) {
  TIGA_SKIP_UNLESS(common::is_installed("python3"), "python3");
  TIGA_SKIP_UNLESS(common::is_installed("nginx"), "nginx");
  std::string plan = plan_of_the_repository("my-server");
  plan = replaced(plan, "requests = 1000", "requests = 100");
  plan = replaced(plan, "blocks = 12", "blocks = 1");
  fs::copy_file(tests::source_folder() / "plans" / "my_server.py", folder() / "my_server.py");
  const auto done = tiga({"run", write_plan("mine", plan)});
  EXPECT_EQ(done.report.status, 0) << done.error << done.output;
  expect_all_valid(6);
  EXPECT_THAT(done.output, HasSubstr("\nPython, a thread a connection (python)\n"));
  EXPECT_THAT(processes_with({folder().string()}), IsEmpty());
}

TEST_F(ArmsRun, MeasuresOtherBalancersInFrontOfOurServers) {
  TIGA_SKIP_UNLESS(common::is_installed("haproxy"), "haproxy");
  TIGA_SKIP_UNLESS(common::is_installed("nginx"), "nginx");
  std::string plan = plan_of_the_repository("balancers");
  plan = replaced(plan, "concurrencies = [1, 50, 100, 500, 1000]", "concurrencies = [20]");
  plan = replaced(plan, "requests = 10000", "requests = 400");
  plan = replaced(plan, "aa = \"balanced\"", "aa = \"\"");
  plan = replaced(plan, "blocks = 12", "blocks = 1");
  const auto done = tiga({"run", write_plan("balancers", plan)});
  EXPECT_EQ(done.report.status, 0) << done.error << done.output;
  expect_all_valid(3);
}

TEST_F(ArmsRun, SkipsAndNamesArmsThatAreNotInstalled) {
  const auto done =
      tiga({"run", write_plan("gone",
                              "arms = [\"async\", \"gone\"]\nconcurrencies = [5]\nrequests = 50\n"
                              "[arm.gone]\ncommand = \"no-such-program-anywhere {port}\"\n")});
  EXPECT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.error, HasSubstr("tiga: gone is left out: there is no program "
                                    "no-such-program-anywhere; install it\n"));
  expect_all_valid(1);
}

TEST_F(ArmsRun, CannotRunWithoutAnyArm) {
  const auto done =
      tiga({"run", write_plan("gone",
                              "arms = [\"gone\"]\nconcurrencies = [5]\nrequests = 50\n"
                              "[arm.gone]\ncommand = \"no-such-program-anywhere {port}\"\n")});
  EXPECT_EQ(done.report.status, 3);
  EXPECT_THAT(done.error, HasSubstr("no arm of the plan can run: gone is left out"));
  EXPECT_FALSE(fs::exists(results()));
}

TEST_F(ArmsRun, GivesACopyItsOwnName) {
  const std::string log = (folder() / "log").string();
  const auto done = tiga(
      {"run", write_plan("copies",
                         "arms = [\"mine\", \"async\"]\naa = \"mine\"\nconcurrencies = [5]\n"
                         "requests = 50\nblocks = 1\n[arm.mine]\nready = \"listening on \"\n"
                         "command = [\"sh\", \"-c\", 'echo {arm} >> " +
                             log + "; exec {programs}/async_server 0 --stats-file {stats}']\n")});
  EXPECT_EQ(done.report.status, 0) << done.error << done.output;
  expect_all_valid(3);
  const std::string names = common::read_file(log);
  EXPECT_TRUE(names == "mine\nmine-aa\n" || names == "mine-aa\nmine\n") << names;
  for (const records::CellRow& cell : records::read_run(results() / "latest").cells) {
    EXPECT_EQ(cell.replies_sent, 50) << cell.arm << " leaves its count in {stats}";
  }
}

TEST_F(ArmsRun, CanUseWrkAsTheGeneratorOfAnArm) {
  TIGA_SKIP_UNLESS(common::is_installed("wrk"), "wrk");
  const auto done =
      tiga({"run", write_plan("wrk",
                              "arms = [\"by-wrk\"]\nconcurrencies = [4]\n"
                              "duration_s = 0.2\nkeep_alive = true\n"
                              "[arm.by-wrk]\nlike = \"async\"\ngenerator = \"wrk\"\n")});
  EXPECT_EQ(done.report.status, 0) << done.error << done.output;
  expect_all_valid(1);
  const records::CellRow cell = records::read_run(results() / "latest").cells.at(0);
  EXPECT_EQ(cell.generator_engine, "wrk");
  EXPECT_GT(cell.complete_requests, 100);
  EXPECT_EQ(cell.failed, 0);
  EXPECT_EQ(cell.bytes_received, *cell.complete_requests * 103);
  EXPECT_GE(cell.time_taken_s, 1.0) << "wrk's least";
  EXPECT_GT(cell.latency_p50_us, 0);
  EXPECT_GE(cell.latency_p99_us, cell.latency_p50_us);
  EXPECT_GT(cell.generator_cpu_s, 0);
  EXPECT_EQ(cell.connections_opened, std::nullopt) << "wrk does not say";
  EXPECT_EQ(cell.mean_in_flight, std::nullopt);
}

TEST_F(ArmsRun, RejectsACellIfTheServerGivesWrongReplies) {
  TIGA_SKIP_UNLESS(common::is_installed("wrk"), "wrk");
  const auto done =
      tiga({"run", write_plan("wrk",
                              "arms = [\"by-wrk\"]\nconcurrencies = [4]\npath = \"/none\"\n"
                              "duration_s = 1\nkeep_alive = true\n"
                              "[arm.by-wrk]\nlike = \"async\"\ngenerator = \"wrk\"\n")});
  EXPECT_EQ(done.report.status, 1);
  EXPECT_THAT(records::read_run(results() / "latest").cells.at(0).reason.field(),
              HasSubstr(" wrong_status="));
}

TEST_F(ArmsRun, ResumesARunWhoseServerIsInTheFolderOfThePlan) {
  fs::create_directory(folder() / "plans");
  const fs::path server = folder() / "plans" / "server";
  common::write_file(server, "#!/bin/sh\nexec \"$1\" \"$2\"\n");
  fs::permissions(server, fs::perms::owner_all);
  const fs::path plan =
      write_plan("plans/beside",
                 "arms = [\"mine\"]\nconcurrencies = [5]\nrequests = 50\nblocks = 400\n"
                 "[arm.mine]\ncommand = \"{here}/server {programs}/async_server {port}\"\n");
  auto running = start({"run", plan});
  ASSERT_TRUE(tests::wait_until([&] { return measured_cells() >= 2; }, 60s));
  running.signal(SIGKILL);
  ASSERT_TRUE(running.wait(common::Deadline::after(10s)).has_value());
  const std::size_t before = measured_cells();
  auto resumed = start({"run", "--resume", only_run()});
  EXPECT_TRUE(tests::wait_until([&] { return measured_cells() >= before + 2; }, 60s))
      << common::read_file(folder() / "stderr");
  resumed.signal(SIGINT);
  ASSERT_TRUE(resumed.wait(common::Deadline::after(30s)).has_value());
  for (const records::CellRow& cell : records::read_run(only_run()).cells) {
    EXPECT_TRUE(cell.valid) << cell.reason.field();
  }
}

// A server that has started processes of its own, which no signal to it alone would end.
constexpr std::string_view nested =
    "arms = [\"nested\"]\nconcurrencies = [5]\nrequests = 50000000\nwarm_up_requests = 20\n"
    "[arm.nested]\nready = \"listening on \"\ncommand = [\"sh\", \"-c\", "
    "'{programs}/async_server 0 --stats-file {stats} & sleep 600 & wait']\n";

TEST_F(ArmsRun, KilledLeavesNoDescendantOfAServer) {
  use_own_programs({"tiga", "loadgen", "async_server"});  // their names tell them from others'
  auto running = start({"run", write_plan("nested", nested)});
  ASSERT_TRUE(tests::wait_until([&] { return runs("50000000"); })) << "the load has begun";
  ASSERT_THAT(processes_with({folder().string(), "async_server"}), testing::Not(IsEmpty()));
  running.signal(SIGKILL);
  ASSERT_TRUE(running.wait(common::Deadline::after(10s)).has_value());
  EXPECT_TRUE(tests::wait_until([&] { return processes_with({folder().string()}).empty(); }));
}

TEST_F(ArmsRun, InterruptedLeavesNoDescendantOfAServer) {
  use_own_programs({"tiga", "loadgen", "async_server"});
  auto running = start({"run", write_plan("nested", nested)});
  ASSERT_TRUE(tests::wait_until([&] { return runs("50000000"); }));
  interrupt_cell(running);
  ASSERT_TRUE(running.wait(common::Deadline::after(30s)).has_value());
  EXPECT_THAT(processes_with({folder().string()}), IsEmpty());
}

TEST_F(ArmsRun, KilledLeavesNoWorkerOfNginx) {
  TIGA_SKIP_UNLESS(common::is_installed("nginx"), "nginx");
  std::string plan = plan_of_the_repository("my-server");
  plan = replaced(plan, "[\"python\", \"nginx\", \"async\"]", "[\"nginx\"]");
  plan = replaced(plan, "requests = 1000", "requests = 50000000");
  auto running = start({"run", write_plan("nginx", plan)});
  ASSERT_TRUE(tests::wait_until([&] { return runs("50000000"); }));
  // A worker's command line is "nginx: worker process": the master's children are asked for.
  const auto masters = processes_with({"nginx: master", folder().string()});
  ASSERT_THAT(masters, SizeIs(1));
  const std::string children = common::read_file("/proc/" + std::to_string(masters[0]) + "/task/" +
                                                 std::to_string(masters[0]) + "/children");
  const pid_t worker = std::stoi(children);
  running.signal(SIGKILL);
  ASSERT_TRUE(running.wait(common::Deadline::after(10s)).has_value());
  EXPECT_TRUE(tests::wait_until([&] { return !tests::is_alive(worker); }));
  EXPECT_TRUE(tests::wait_until([&] { return processes_with({folder().string()}).empty(); }));
}

}  // namespace
}  // namespace tiga::suite
