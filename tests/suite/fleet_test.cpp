// Servers of any kind, started from their commands.
#include "suite/measure/fleet.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <fstream>

#include "common/child_process.hpp"
#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/process_group.hpp"
#include "suite/measure/local_host.hpp"
#include "suite/measure/ports.hpp"
#include "suite/plan/registry.hpp"
#include "tests/support/client.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite::measure {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
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

class FleetOf : public testing::Test {
 protected:
  // A shell that runs that; `server` in it is async_server on a free port, its counters kept.
  static plan::Arm shell(const std::string& script) {
    plan::Arm arm;
    arm.name = "shell";
    arm.front.arguments = {"sh", "-c", script};
    arm.front.ready_line = "listening on ";
    arm.front.values = {{"server", tests::program("async_server") + " 0 --stats-file {stats}"}};
    for (std::string& argument : arm.front.arguments) {
      const std::string name = "{server}";
      if (const std::size_t at = argument.find(name); at != std::string::npos) {
        argument.replace(at, name.size(), arm.front.values.at("server"));
      }
    }
    arm.counts_replies = true;
    return arm;
  }

  static plan::Arm nginx() {
    plan::Arm arm;
    arm.name = "nginx";
    arm.front.arguments = {"nginx", "-p", "{work}", "-c", "{work}/nginx.conf", "-e", "stderr"};
    arm.front.stop_signal = SIGQUIT;
    arm.front.files = {{"nginx.conf", std::string(nginx_configuration)}};
    return arm;
  }

  Bench bench() const {
    return {.programs = std::filesystem::path(tests::program("tiga")).parent_path(),
            .work = folder_.path()};
  }

  Fleet start(const plan::Arm& arm) {
    return Fleet::start(arm, on_one_host(host_), [] {});
  }

  std::string complaint(const plan::Arm& arm, common::Nanoseconds time_to_start = 10s) {
    Testbed quick = on_one_host(host_);
    quick.time_to_start = time_to_start;
    try {
      Fleet::start(arm, quick, [] {});
    } catch (const common::CannotRun& error) {
      return error.what();
    }
    return "no complaint";
  }

  static std::string get(const Fleet& fleet) {
    tests::Client client(common::parse_endpoint(fleet.endpoint()).port);
    return client.exchange("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
  }

  static bool any_alive(const std::vector<pid_t>& pids) {
    return std::ranges::any_of(pids, [](pid_t pid) { return tests::is_alive(pid); });
  }

  static FleetEnd stop(Fleet& fleet) {
    return fleet.stop([] {});
  }

  common::TemporaryFolder folder_;
  plan::Plan plan_;
  LocalHost host_{bench(), plan_, "here"};
};

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

TEST_F(FleetOf, ABalancerHasCoresOfItsOwn) {
  const common::CpuSet cpus = common::available_cpus();
  TIGA_SKIP_UNLESS(cpus.size() >= 2, "a second core");
  plan::Arm arm = arm_of(*plan::find_architecture("balanced"));
  arm.backends = 1;
  Bench pinned = bench();
  pinned.servers = cpus;
  pinned.server_topology = {{{cpus[0]}, 0}, {{cpus[1]}, 0}};
  LocalHost own(pinned, plan_);
  Fleet fleet = Fleet::start(arm, on_one_host(own), [] {});
  const auto use = fleet.use();
  ASSERT_TRUE(use);
  ASSERT_EQ(use->size(), 2U);
  for (const ServerUse& server : *use) {
    EXPECT_EQ(server.host_cores, cpus.size());
    ASSERT_EQ(server.processes.size(), 1U);
    EXPECT_EQ(server.processes.front().cores, 1U);
  }
  pinned.server_topology.pop_back();  // a core for both
  LocalHost shared(pinned, plan_);
  EXPECT_EQ(Fleet::start(arm, on_one_host(shared), [] {}).use()->front().processes.front().cores,
            cpus.size());
}

TEST_F(FleetOf, BackendsWithoutTheirBalancerHaveEqualCores) {
  const common::CpuSet cpus = common::available_cpus();
  TIGA_SKIP_UNLESS(cpus.size() >= 2, "a second core");
  plan::Arm arm = arm_of(*plan::find_architecture("balanced"));
  arm.backends = 3;
  Bench pinned = bench();
  pinned.servers = cpus;
  pinned.server_topology = {{{cpus[0]}, 0}, {{cpus[1]}, 0}};
  LocalHost two(pinned, plan_, "two");
  const common::TemporaryFolder elsewhere;
  pinned.work = elsewhere.path();
  LocalHost three(pinned, plan_, "three");
  const Testbed testbed{.all = {&host_, &two, &three},
                        .generators = {&host_},
                        .front = &two,
                        .balancer = &host_,
                        .backends = {&two, &three}};
  Fleet fleet = Fleet::start(arm, testbed, [] {});
  EXPECT_THAT(fleet.host_names(), ElementsAre("here", "two", "three", "two"));
  const FleetUse use = fleet.use().value();
  ASSERT_EQ(use.size(), 4U);
  EXPECT_EQ(use[0].host, 1U);
  EXPECT_EQ(use[0].processes.front().cores, 1U) << "one of two backends there";
  EXPECT_EQ(use[1].host, 2U);
  EXPECT_EQ(use[1].processes.front().cores, cpus.size()) << "alone there";
  EXPECT_EQ(use[2].processes.front().cores, 1U);
  EXPECT_EQ(use[3].host, 0U) << "the balancer is the last";
  EXPECT_TRUE(std::filesystem::exists(elsewhere.path() / "server-1"));
  EXPECT_THAT(get(fleet), EndsWith("\r\n\r\nOK\n"));
  EXPECT_EQ(stop(fleet).wrong, std::nullopt);
}

TEST_F(FleetOf, ServersListenOnTheAddressOfTheirHost) {
  LocalHost other(bench(), plan_, "other", "127.0.0.2");
  Fleet ours =
      Fleet::start(arm_of(*plan::find_architecture("balanced")), on_one_host(other), [] {});
  EXPECT_THAT(ours.endpoint(), StartsWith("127.0.0.2:"));
  EXPECT_TRUE(answers("127.0.0.2", common::parse_endpoint(ours.endpoint()).port));
  EXPECT_EQ(stop(ours).wrong, std::nullopt);
  plan::Arm foreign = shell("exec " + tests::program("async_server") + " {port} --host {address}");
  foreign.front.ready_line.clear();
  Fleet theirs = Fleet::start(foreign, on_one_host(other), [] {});
  EXPECT_TRUE(answers("127.0.0.2", common::parse_endpoint(theirs.endpoint()).port));
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

TEST_F(FleetOf, ABalancerGetsTheAddressesOfItsBackends) {
  plan::Arm arm = arm_of(*plan::find_architecture("balanced"));
  arm.front.arguments.pop_back();
  arm.front.arguments.insert(arm.front.arguments.end(),
                             {"--backend={backend1}", "--backend={backend4}"});
  Fleet fleet = start(arm);
  for (int request = 0; request < 4; ++request) {
    get(fleet);
  }
  const FleetEnd end = stop(fleet);
  ASSERT_EQ(end.backends.size(), 4);
  EXPECT_EQ(end.backends[0].replies, 2);
  EXPECT_EQ(end.backends[1].replies, 0);
  EXPECT_EQ(end.backends[3].replies, 2);
}

}  // namespace
}  // namespace tiga::suite::measure
