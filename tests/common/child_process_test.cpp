#include "common/child_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "common/error.hpp"
#include "common/files.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/wait.hpp"

namespace tiga::common {
namespace {

using namespace std::chrono_literals;

ChildProcess start(std::vector<std::string> arguments) {
  return ChildProcess::start({.arguments = std::move(arguments)});
}

Deadline soon() { return Deadline::after(10s); }

TEST(ChildProcess, ReportsItsExitStatus) {
  ChildProcess child = start({"sh", "-c", "exit 7"});
  const auto report = child.wait(soon());
  ASSERT_TRUE(report);
  EXPECT_EQ(report->status, 7);
  EXPECT_FALSE(report->succeeded());
  EXPECT_EQ(report->describe(), "exited with status 7");
}

TEST(ChildProcess, ReportsTheSignalThatEndedIt) {
  ChildProcess child = start({"sleep", "600"});
  child.signal(SIGKILL);
  const auto report = child.wait(soon());
  ASSERT_TRUE(report);
  EXPECT_EQ(report->status, std::nullopt);
  EXPECT_EQ(report->signal, SIGKILL);
  EXPECT_THAT(report->describe(), testing::StartsWith("was killed by signal 9"));
}

TEST(ChildProcess, WaitReturnsAtTheDeadlineAndCanBeRepeated) {
  ChildProcess child = start({"sleep", "600"});
  EXPECT_FALSE(child.wait(Deadline::after(20ms)));
  EXPECT_EQ(child.stop(soon()).signal, SIGTERM);
  const auto again = child.wait(soon());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->signal, SIGTERM);
}

TEST(ChildProcess, StopKillsAChildThatIgnoresSigterm) {
  ChildProcess child =
      start({"sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.05; done"});
  ASSERT_EQ(child.read_line(soon()), "ready");
  EXPECT_EQ(child.stop(Deadline::after(100ms)).signal, SIGKILL);
}

TEST(ChildProcess, ReadsItsOutputLineByLine) {
  ChildProcess child = start({"printf", "one\ntwo\nrest"});
  EXPECT_EQ(child.read_line(soon()), "one");
  EXPECT_EQ(child.read_line(soon()), "two");
  EXPECT_EQ(child.read_line(soon()), std::nullopt);
  EXPECT_EQ(child.read_all(soon()), "rest");
}

TEST(ChildProcess, ReadLineReturnsAtTheDeadline) {
  ChildProcess child = start({"sleep", "600"});
  EXPECT_EQ(child.read_line(Deadline::after(20ms)), std::nullopt);
}

TEST(ChildProcess, SendsBothOutputsToFiles) {
  const TemporaryFolder folder;
  ChildProcess child = ChildProcess::start({.arguments = {"sh", "-c", "echo out; echo err >&2"},
                                            .output_file = folder.path() / "out",
                                            .error_file = folder.path() / "err"});
  ASSERT_TRUE(child.wait(soon()));
  EXPECT_EQ(read_file(folder.path() / "out"), "out\n");
  EXPECT_EQ(read_file(folder.path() / "err"), "err\n");
}

TEST(ChildProcess, RunsInTheGivenFolderAndEnvironment) {
  const TemporaryFolder folder;
  const auto result = run_command({.arguments = {"sh", "-c", "pwd -P; echo $TIGA_TEST_VALUE"},
                                   .environment = {"TIGA_TEST_VALUE=seen"},
                                   .folder = folder.path()},
                                  10s);
  EXPECT_EQ(result.output, std::filesystem::canonical(folder.path()).string() + "\nseen\n");
}

TEST(ChildProcess, HasEachNameOfTheEnvironmentOnce) {
  const std::string path = std::string("PATH=/nowhere:") + std::getenv("PATH");
  const auto result = run_command(
      {.arguments = {"grep", "-za", "^PATH=", "/proc/self/environ"}, .environment = {path}}, 10s);
  EXPECT_EQ(result.output, path + '\0');
}

TEST(ChildProcess, RunsOnTheGivenCores) {
  const int last = available_cpus().back();
  const auto result = run_command(
      {.arguments = {"sh", "-c", "grep Cpus_allowed_list /proc/self/status"}, .cpus = CpuSet{last}},
      10s);
  EXPECT_EQ(result.output, "Cpus_allowed_list:\t" + std::to_string(last) + "\n");
}

TEST(ChildProcess, HasAnEmptyStandardInput) {
  EXPECT_EQ(run_command({.arguments = {"cat"}}, 10s).report.status, 0);
}

TEST(ChildProcess, DoesNotHoldAnotherChildsOutputOpen) {
  const ChildProcess first = start({"sleep", "600"});
  const ChildProcess second = start({"sleep", "600"});
  const auto output =
      std::filesystem::read_symlink("/proc/" + std::to_string(first.pid()) + "/fd/1").string();
  EXPECT_THAT(tests::open_descriptors(::getpid()), testing::Contains(output));
  EXPECT_THAT(tests::open_descriptors(second.pid()), testing::Not(testing::Contains(output)));
}

TEST(ChildProcess, CannotStartAMissingProgram) {
  EXPECT_THROW(start({"no-such-program-anywhere"}), CannotRun);
  EXPECT_THROW(ChildProcess::start({.arguments = {"true"}, .folder = "/no/such/folder"}),
               CannotRun);
}

TEST(ChildProcess, DestructorKillsAndReaps) {
  pid_t pid = 0;
  {
    const ChildProcess child = start({"sleep", "600"});
    pid = child.pid();
    EXPECT_TRUE(tests::is_alive(pid));
  }
  EXPECT_EQ(::kill(pid, 0), -1);
  EXPECT_EQ(errno, ESRCH);
}

TEST(ChildProcess, MovingTransfersTheChild) {
  ChildProcess first = start({"sleep", "600"});
  const pid_t first_pid = first.pid();
  ChildProcess second = start({"sleep", "600"});
  const pid_t second_pid = second.pid();
  second = std::move(first);
  EXPECT_EQ(second.pid(), first_pid);
  EXPECT_FALSE(tests::is_alive(second_pid));
  EXPECT_TRUE(tests::is_alive(first_pid));
}

TEST(ChildProcess, IsKilledWithItsParent) {
  ChildProcess keeper = start({tests::program("child_keeper")});
  const auto line = keeper.read_line(soon());
  ASSERT_TRUE(line);
  const pid_t grandchild = std::stoi(*line);
  ASSERT_TRUE(tests::is_alive(grandchild));
  keeper.signal(SIGKILL);
  ASSERT_TRUE(keeper.wait(soon()));
  EXPECT_TRUE(tests::wait_until([&] { return !tests::is_alive(grandchild); }));
}

TEST(RunCommand, CollectsBothOutputsAndTheUsage) {
  const auto result =
      run_command({.arguments = {"sh", "-c", "echo out; echo err >&2; exit 3"}}, 10s);
  EXPECT_EQ(result.report.status, 3);
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.error, "err\n");
  EXPECT_GT(result.report.usage.ru_maxrss, 0);
}

TEST(RunCommand, KillsACommandThatRunsTooLong) {
  const auto result = run_command({.arguments = {"sleep", "600"}}, 50ms);
  EXPECT_EQ(result.report.signal, SIGKILL);
}

TEST(RunCommand, KillsACommandThatClosedItsOutputAndRunsTooLong) {
  const auto result = run_command({.arguments = {"sh", "-c", "exec >&-; exec sleep 600"}}, 50ms);
  EXPECT_EQ(result.report.signal, SIGKILL);
}

TEST(IsInstalled, LooksInPath) {
  EXPECT_TRUE(is_installed("sh"));
  EXPECT_TRUE(is_installed("/bin/sh"));
  EXPECT_FALSE(is_installed("no-such-program-anywhere"));
  EXPECT_FALSE(is_installed("/no/such/program"));
  EXPECT_FALSE(is_installed("/usr")) << "a folder is no program";
}

}  // namespace
}  // namespace tiga::common
