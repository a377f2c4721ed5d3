// Servers of any kind, started from their commands.
#include <algorithm>
#include <csignal>
#include <fstream>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "common/process_group.hpp"
#include "suite/measure/ports.hpp"
#include "suite/plan/registry.hpp"
#include "tests/suite/fleet_of.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite::measure {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view nginx_configuration = R"(
daemon off;
worker_processes 2;
pid {work}/nginx.pid;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  server { listen 127.0.0.1:{port}; return 200 "OK\n"; }
}
)";

// Of all processes until now.
common::Nanoseconds cpu_time(Fleet& fleet) {
  common::Nanoseconds sum{0};
  const FleetUse use = fleet.use().value();
  for (const ServerUse& server : use) {
    for (const ProcessUse& process : server.processes) {
      sum += process.cpu_time;
    }
  }
  return sum;
}

// Those that were started, and all that they have started since.
std::vector<pid_t> pids_of(Fleet& fleet) {
  std::vector<pid_t> pids;
  const FleetUse use = fleet.use().value();
  for (const ServerUse& server : use) {
    for (const ProcessUse& process : server.processes) {
      pids.push_back(process.pid);
    }
  }
  return pids;
}

plan::Arm nginx() {
  plan::Arm arm;
  arm.name = "nginx";
  arm.front.arguments = {"nginx", "-p", "{work}", "-c", "{work}/nginx.conf", "-e", "stderr"};
  arm.front.stop_signal = SIGQUIT;
  arm.front.files = {{"nginx.conf", std::string(nginx_configuration)}};
  return arm;
}

bool any_alive(const std::vector<pid_t>& pids) {
  return std::ranges::any_of(pids, [](pid_t pid) { return tests::is_alive(pid); });
}

TEST_F(FleetOf, OurOwnServersRepliesAndCounts) {
  for (const plan::Architecture& architecture : plan::architectures()) {
    Fleet fleet = start(arm_of(architecture));
    // Those that are started; what they fork may come and go.
    const std::size_t started = static_cast<std::size_t>(architecture.backends) + 1;
    EXPECT_GE(pids_of(fleet).size(), started);
    EXPECT_THAT(get(fleet), EndsWith("\r\n\r\nOK\n"));
    EXPECT_GE(fleet.threads(), started);
    EXPECT_EQ(fleet.unexpected_exit(), std::nullopt);
    const FleetEnd end = stop(fleet);
    EXPECT_EQ(end.wrong, std::nullopt);
    EXPECT_EQ(end.front.replies, 1);
    EXPECT_EQ(end.backends.size(), static_cast<std::size_t>(architecture.backends));
    std::uint64_t of_backends = 0;
    for (const ServerCounters& backend : end.backends) {
      of_backends += backend.replies.value_or(100);
    }
    EXPECT_EQ(of_backends, architecture.backends > 0 ? 1 : 0);
  }
}

TEST_F(FleetOf, NginxHasItsMasterAndItsWorkers) {
  TIGA_SKIP_UNLESS(common::is_installed("nginx"), "nginx");
  Fleet fleet = start(nginx());
  EXPECT_THAT(get(fleet), AllOf(StartsWith("HTTP/1.1 200"), EndsWith("\r\n\r\nOK\n")));
  const auto pids = pids_of(fleet);
  EXPECT_EQ(pids.size(), 3);
  EXPECT_GT(cpu_time(fleet), 0ns);
  EXPECT_EQ(fleet.threads(), 3);
  std::uint64_t memory = 0;
  for (const pid_t pid : pids) {
    memory += common::peak_memory_kib_of(pid);
  }
  const FleetEnd end = stop(fleet);
  EXPECT_EQ(end.wrong, std::nullopt);
  EXPECT_GT(end.cpu_time, 0ns);
  EXPECT_GE(end.peak_memory_kib, memory) << "of all three";
  EXPECT_EQ(end.front.replies, std::nullopt);
  EXPECT_FALSE(any_alive(pids));
}

TEST_F(FleetOf, NginxEndsWithTheFleet) {
  TIGA_SKIP_UNLESS(common::is_installed("nginx"), "nginx");
  std::vector<pid_t> pids;
  {
    Fleet fleet = start(nginx());
    pids = pids_of(fleet);
  }
  EXPECT_FALSE(any_alive(pids)) << "workers, too, without a chance to end by themselves";
}

TEST_F(FleetOf, AShellWrapperIsMeasuredAndEndedWithItsChildren) {
  Fleet fleet = start(shell("{server} & wait"));
  const auto pids = pids_of(fleet);
  EXPECT_EQ(pids.size(), 2);
  for (int request = 0; request < 200; ++request) {
    get(fleet);
  }
  const auto used = cpu_time(fleet);
  EXPECT_GT(used, 1ms) << "the server's, which nobody has waited for";
  const FleetEnd end = stop(fleet);
  EXPECT_GE(end.cpu_time, used - 1ms) << "wait4(2) counts in microseconds";
  EXPECT_FALSE(any_alive(pids));
}

TEST_F(FleetOf, AServerThatPrintsALotIsNeverBlocked) {
  // More than any pipe holds, before and after it is ready.
  Fleet fleet = start(shell("yes | head -c 3000000; yes | head -c 3000000 >&2; exec {server}"));
  EXPECT_THAT(get(fleet), EndsWith("OK\n"));
  EXPECT_EQ(stop(fleet).wrong, std::nullopt);
}

TEST_F(FleetOf, AServerIsReadyAtALineOnStandardError) {
  Fleet fleet = start(shell("exec {server} >&2"));
  EXPECT_THAT(get(fleet), EndsWith("OK\n"));
}

TEST_F(FleetOf, AFileServerGetsTheSameFilesAsOurServers) {
  plan::Arm arm = shell("cp {root}/index.html {work}/seen; exec {server}");
  const Fleet fleet = start(arm);
  EXPECT_EQ(common::read_file(folder_.path() / "server-0" / "seen"), "OK\n");
}

TEST_F(FleetOf, AServerThatNeverGetsReadyIsReportedWithItsOutput) {
  EXPECT_EQ(complaint(shell("echo thinking; echo still thinking; sleep 600"), 2s),
            "sh did not start: it was not ready within 2 s: still thinking");
  plan::Arm silent = shell("exec sleep 600 # {port}");
  silent.front.ready_line.clear();
  EXPECT_EQ(complaint(silent, 500ms), "sh did not start: it was not ready within 0.5 s");
}

TEST_F(FleetOf, AServerThatExitsAtOnceIsReportedWithTheReason) {
  EXPECT_EQ(complaint(shell("echo no such option >&2; exit 7")),
            "sh did not start: it exited with status 7: no such option");
  EXPECT_THAT(complaint(shell("echo listening on nothing; sleep 600")),
              HasSubstr("said 'listening on nothing', which names no port"));
  plan::Arm missing = shell("");
  missing.front.arguments = {"no-such-program-anywhere"};
  EXPECT_THAT(complaint(missing), HasSubstr("cannot start no-such-program-anywhere"));
}

TEST_F(FleetOf, AServerWhosePortIsTakenGetsAnotherPort) {
  // The first time somebody else is quicker.
  plan::Arm arm =
      shell("if [ ! -e " + (folder_.path() / "pid").string() + " ]; then setsid " +
            tests::program("async_server") + " {port} > {work}/other & echo $! > " +
            (folder_.path() / "pid").string() +
            "; until grep -q listening {work}/other; do sleep 0.01; done; exit 1; fi; exec " +
            tests::program("async_server") + " {port}");
  arm.front.ready_line.clear();
  Fleet fleet = start(arm);
  pid_t thief = 0;
  std::ifstream(folder_.path() / "pid") >> thief;
  ASSERT_GT(thief, 0);
  ::kill(thief, SIGKILL);
  EXPECT_THAT(get(fleet), EndsWith("OK\n")) << "its own, not the other's";
}

TEST_F(FleetOf, AServerIsStoppedByTheConfiguredSignal) {
  plan::Arm arm = shell("trap 'echo quit >> {work}/end; kill $!; exit 0' QUIT; {server} & wait");
  arm.front.stop_signal = SIGQUIT;
  Fleet fleet = start(arm);
  EXPECT_EQ(stop(fleet).wrong, std::nullopt);
  EXPECT_EQ(common::read_file(folder_.path() / "server-0" / "end"), "quit\n");
}

TEST_F(FleetOf, OnlyForeignServersMayDieOfTheStopSignal) {
  const auto wrong_end = [&](const std::string& script) {
    Fleet fleet = start(shell(script));
    return stop(fleet).wrong;
  };
  EXPECT_EQ(wrong_end("{server} & wait"), std::nullopt);
  EXPECT_EQ(wrong_end("trap 'exit 143' TERM; {server} & wait"), std::nullopt);
  EXPECT_EQ(wrong_end("trap 'echo broken >&2; exit 5' TERM; {server} & wait"),
            records::Reason::from_field("exited program=sh status=5 said=broken"));
}

TEST_F(FleetOf, ServersReportsAnUnexpectedExit) {
  Fleet fleet = start(shell("exec {server}"));
  for (const pid_t pid : pids_of(fleet)) {
    ::kill(pid, SIGKILL);
  }
  std::optional<records::Reason> unexpected_exit;
  const auto deadline = common::Deadline::after(10s);
  while (!unexpected_exit && !deadline.passed()) {
    unexpected_exit = fleet.unexpected_exit();
  }
  EXPECT_THAT(unexpected_exit.value_or(records::Reason()).field(),
              StartsWith("killed program=sh signal=9 "));
  EXPECT_FALSE(fleet.use());
}

}  // namespace
}  // namespace tiga::suite::measure
