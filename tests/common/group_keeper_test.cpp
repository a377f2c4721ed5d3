// Descendants end together with their children, and with the process that started them.
#include "common/group_keeper.hpp"

#include <gmock/gmock.h>

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <thread>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "common/process_group.hpp"
#include "common/stop_signals.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/wait.hpp"

namespace tiga::common {
namespace {

using namespace std::chrono_literals;

Deadline keeper_deadline() { return Deadline::after(10s); }

// A shell that starts a program, prints its pid, and waits for it.
ChildProcess start_wrapper(const std::string& inner, const GroupKeeper* keeper = nullptr) {
  return ChildProcess::start(
      {.arguments = {"sh", "-c", inner + " & echo $!; wait"}, .own_group = true, .keeper = keeper});
}

pid_t pid_said(ChildProcess& child) {
  return std::stoi(child.read_line(keeper_deadline()).value_or("0"));
}

TEST(ProcessGroup, EndsWithItsLeader) {
  ChildProcess wrapper = start_wrapper("sleep 600");
  const pid_t inner = pid_said(wrapper);
  ASSERT_TRUE(tests::is_alive(inner));
  EXPECT_EQ(wrapper.stop(keeper_deadline()).signal, SIGTERM)
      << "the shell dies, and does not tell its child";
  EXPECT_FALSE(tests::is_alive(inner));
}

TEST(ProcessGroup, EndsWhenItsLeaderExits) {
  ChildProcess wrapper = ChildProcess::start(
      {.arguments = {"sh", "-c", "sleep 600 & echo $!; exit 3"}, .own_group = true});
  const pid_t inner = pid_said(wrapper);
  const auto end = wrapper.wait(keeper_deadline());
  ASSERT_TRUE(end);
  EXPECT_EQ(end->status, 3);
  EXPECT_FALSE(tests::is_alive(inner));
}

// While the child is made, it is of this process's group for a moment: Ctrl-C reaches it there.
void start_children_beside_signals() {
  ::setpgid(0, 0);
  const sigset_t stop = stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  std::atomic<bool> ended = false;
  std::thread signals([&] {
    while (!ended) {
      ::kill(0, SIGINT);
      ::kill(0, SIGHUP);
    }
  });
  int survived = 0;
  constexpr int children = 100;
  for (int i = 0; i < children; ++i) {
    auto child = ChildProcess::start({.arguments = {"true"}, .own_group = true});
    const auto end = child.wait(Deadline::after(20s));
    survived += end && end->succeeded() ? 1 : 0;
  }
  ended = true;
  signals.join();
  ::_exit(survived == children ? 0 : 1);
}

TEST(ProcessGroup, GetsNoSignalThatWasForItsParentsGroup) {
  EXPECT_EXIT(start_children_beside_signals(), testing::ExitedWithCode(0), "");
}

TEST(ProcessGroup, EndsWithTheDestructor) {
  pid_t inner = 0;
  {
    ChildProcess wrapper = start_wrapper("sleep 600");
    inner = pid_said(wrapper);
  }
  EXPECT_FALSE(tests::is_alive(inner));
}

TEST(ProcessGroup, ReportsWhatItsMembersUse) {
  constexpr const char* burn = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";
  ChildProcess wrapper = ChildProcess::start(
      {.arguments = {"sh", "-c", std::string("sh -c '") + burn + "; echo done; sleep 600' & wait"},
       .own_group = true});
  ASSERT_EQ(wrapper.read_line(keeper_deadline()), "done");
  const std::array group{wrapper.pid()};
  const auto members = members_of(group);
  EXPECT_GE(members.size(), 2);
  EXPECT_THAT(members, testing::Contains(wrapper.pid()));
  Nanoseconds used{0};
  for (const pid_t pid : members) {
    used += cpu_time_of(pid).value_or(0ns);
    EXPECT_EQ(threads_of(pid), 1);
    EXPECT_GT(peak_memory_kib_of(pid), 100);
  }
  EXPECT_GT(used, 10ms) << "the inner shell's, which nobody has waited for";
  const rusage usage = wrapper.stop(keeper_deadline()).usage;
  const auto reported = std::chrono::seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                        std::chrono::microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
  EXPECT_GE(reported, used - 10ms);
}

TEST(ProcessGroup, ReportsNothingForAProcessThatHasEnded) {
  ChildProcess child = ChildProcess::start({.arguments = {"true"}});
  ASSERT_TRUE(child.wait(keeper_deadline()));
  EXPECT_EQ(cpu_time_of(child.pid()), std::nullopt);
  EXPECT_EQ(threads_of(child.pid()), 0);
  EXPECT_EQ(peak_memory_kib_of(child.pid()), 0);
}

TEST(GroupKeeper, KillsTheGroupsOfAKilledOwner) {
  ChildProcess owner =
      ChildProcess::start({.arguments = {tests::program("child_keeper"), "group"}});
  const pid_t wrapper = pid_said(owner);
  const pid_t inner = pid_said(owner);
  ASSERT_TRUE(tests::is_alive(wrapper));
  ASSERT_TRUE(tests::is_alive(inner));
  owner.signal(SIGKILL);
  ASSERT_TRUE(owner.wait(keeper_deadline()));
  EXPECT_TRUE(tests::wait_until([&] { return !tests::is_alive(inner); }));
  EXPECT_TRUE(tests::wait_until([&] { return !tests::is_alive(wrapper); }));
}

TEST(GroupKeeper, ForgetsAGroupThatHasEnded) {
  ChildProcess first = ChildProcess::start({.arguments = {"sleep", "600"}, .own_group = true});
  {
    const GroupKeeper keeper;
    const pid_t told = first.pid();
    ASSERT_EQ(::write(keeper.descriptor(), &told, sizeof told), sizeof told);
    keeper.forget(told);
  }
  EXPECT_TRUE(tests::is_alive(first.pid())) << "the keeper has ended and left it alone";
  {
    const GroupKeeper keeper;
    const pid_t told = first.pid();
    ASSERT_EQ(::write(keeper.descriptor(), &told, sizeof told), sizeof told);
  }
  EXPECT_EQ(first.wait(keeper_deadline())->signal, SIGKILL);
}

TEST(GroupKeeper, IsIndependentOfTheTerminal) {
  const GroupKeeper keeper;
  ChildProcess child =
      ChildProcess::start({.arguments = {"sleep", "600"}, .own_group = true, .keeper = &keeper});
  EXPECT_EQ(::getpgid(child.pid()), child.pid()) << "a Ctrl-C does not reach it";
}

}  // namespace
}  // namespace tiga::common
