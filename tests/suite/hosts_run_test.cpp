// Servers and generators on other hosts, which are processes of this machine here, with a line
// over 127.0.0.1 to each.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "common/endpoint.hpp"
#include "common/group_keeper.hpp"
#include "common/unique_fd.hpp"
#include "suite/measure/cell.hpp"
#include "suite/measure/local_host.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/paths.hpp"
#include "tests/suite/other_host.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/wait.hpp"

namespace tiga::suite {
namespace {

using namespace std::chrono_literals;
using common::Deadline;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// Far beyond what a lost host may take to be noticed.
constexpr auto time_to_notice = 10s;

std::uint16_t port_in(const std::string& endpoint) { return common::parse_endpoint(endpoint).port; }

void get(const std::string& endpoint) {
  tests::Client client(port_in(endpoint));
  EXPECT_THAT(client.exchange("GET / HTTP/1.0\r\nHost: a\r\n\r\n"), EndsWith("\r\n\r\nOK\n"));
}

loadgen::Summary result_of(measure::GeneratorRun& run) {
  std::optional<loadgen::Summary> summary;
  EXPECT_TRUE(tests::wait_until(
      [&] { return (summary = run.wait(Deadline::after(20ms))).has_value(); }, 60s));
  return summary.value_or(loadgen::Summary());
}

class HostsRun : public testing::Test {
 protected:
  HostsRun() : a_("a", listener_, token_) {}

  // The first server of the plan's arm on that host, ready.
  std::unique_ptr<measure::ServerProcess> start_on(hosts::RemoteHost& host) {
    host.begin_cell();
    auto server = host.start(plan_.arm(plan_.arms.at(0)), {});
    server->await_ready(30s, [] {});
    return server;
  }

  void prepare(const std::string& lines = {}) {
    const hosts::HostSetup setup = small_setup(lines);
    plan_ = hosts::plan_of(setup);
    EXPECT_THAT(a_.meet(listener_, setup), IsEmpty());
  }

  // What the agent's end is after it lost the first host.
  void expect_clean_end(int status) {
    const auto end = a_.process().wait(Deadline::after(60s));
    ASSERT_TRUE(end);
    EXPECT_EQ(end->status, status) << end->describe();
    EXPECT_TRUE(tests::wait_until([&] { return !a_.any_process(); }));
    EXPECT_TRUE(a_.left_nothing());
  }

  const std::string token_ = hosts::make_token();
  hosts::Listener listener_{token_, "127.0.0.1"};
  OtherHost a_;
  plan::Plan plan_;
};

TEST_F(HostsRun, AServerAndAGeneratorRunThereAndCountTheSame) {
  prepare();
  hosts::RemoteHost& host = a_.host();
  auto server = start_on(host);
  EXPECT_THAT(server->endpoint(), StartsWith("127.0.0.1:"));
  get(server->endpoint());
  EXPECT_EQ(server->threads(), 1U);
  auto run = host.generate(
      {.url = "http://" + server->endpoint() + "/", .requests = 500, .concurrency = 5});
  const loadgen::Summary summary = result_of(*run);
  EXPECT_EQ(summary.ok(), 500U);
  EXPECT_FALSE(summary.latency_bins.empty());
  EXPECT_EQ(server->unexpected_exit(), std::nullopt);
  const auto use = server->use();
  ASSERT_TRUE(use);
  ASSERT_EQ(use->size(), 1U);
  EXPECT_GT(use->front().cpu_time, 0ns);
  const measure::ServerEnd end = server->stop(10s, [] {});
  EXPECT_EQ(end.wrong, std::nullopt);
  EXPECT_EQ(end.counters.replies, 501U);
  EXPECT_GT(end.cpu_time, 0ns);
  run.reset();
  server.reset();
  a_.leave();
  expect_clean_end(0);
  EXPECT_EQ(a_.said(), "");
}

TEST_F(HostsRun, ACellFillsTheColumnsOfALocalOne) {
  prepare();
  OtherHost b("b", listener_, token_);
  EXPECT_THAT(b.meet(listener_, small_setup()), IsEmpty());
  const measure::Testbed testbed{.all = {&a_.host(), &b.host()},
                                 .generators = {&a_.host()},
                                 .front = &b.host(),
                                 .balancer = &b.host(),
                                 .backends = {&b.host()}};
  const plan::CellSpec spec{1, 1, "async", {4}};
  const measure::CellResult there = run_cell(spec, plan_, testbed, std::nullopt, [&] {
    a_.host().tend();
    b.host().tend();
  });
  EXPECT_TRUE(there.row.valid) << there.row.reason.field();
  const common::GroupKeeper keeper;
  const common::TemporaryFolder folder;
  measure::LocalHost local({.programs = std::filesystem::path(tests::program("tiga")).parent_path(),
                            .work = folder.path() / "cell",
                            .keeper = &keeper},
                           plan_);
  const measure::CellResult here =
      run_cell(spec, plan_, measure::on_one_host(local), std::nullopt, [] {});
  EXPECT_TRUE(here.row.valid) << here.row.reason.field();
  for (const auto& column : records::cell_columns()) {
    if (column.name != "server_hosts" && column.name != "generator_hosts") {
      EXPECT_EQ(column.get(there.row).empty(), column.get(here.row).empty()) << column.name;
    }
  }
  EXPECT_EQ(there.row.replies_sent, here.row.replies_sent);
  EXPECT_EQ(there.row.replies_sent, 200U);
  EXPECT_FALSE(there.latency.empty());
}

TEST_F(HostsRun, TwoGeneratorsSendExactlyTheRequestsOfOne) {
  prepare();
  OtherHost b("b", listener_, token_);
  b.meet(listener_, small_setup());
  const measure::Testbed testbed{.all = {&a_.host(), &b.host()},
                                 .generators = {&a_.host(), &b.host()},
                                 .front = &a_.host(),
                                 .balancer = &a_.host(),
                                 .backends = {&a_.host()}};
  const measure::CellResult cell =
      run_cell({1, 1, "async", {7}}, plan_, testbed, std::nullopt, [] {});
  EXPECT_TRUE(cell.row.valid) << cell.row.reason.field();
  EXPECT_EQ(cell.row.replies_sent, 200U);
  EXPECT_EQ(cell.row.requests, 200U);
}

TEST_F(HostsRun, ItsClockIsOursWithinTheBound) {
  prepare();
  const measure::ClockOffset clock = a_.host().clock_offset();
  EXPECT_LE(std::chrono::abs(clock.offset), clock.bound) << "it is the same machine's";
  EXPECT_GT(clock.bound, 0ns);
}

TEST_F(HostsRun, WhatFailsThereIsThrownHere) {
  prepare(
      "[arm.bad]\ncommand = [\"sh\", \"-c\", \"echo no such option >&2; exit 7\"]\nready = "
      "\"listening\"\n");
  a_.host().begin_cell();
  try {
    a_.host().start(plan_.own_arms.at(0), {})->await_ready(30s, [] {});
    FAIL();
  } catch (const measure::InvalidCell& problem) {
    EXPECT_EQ(problem.reason().field(), "start_exited program=sh status=7 said=\"no such option\"");
  }
  const auto files = a_.host().log_files();
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].name, "server-0/stderr");
  EXPECT_EQ(files[0].content, "no such option\n");
  try {
    a_.host().address_towards("nowhere");
    FAIL();
  } catch (const common::CannotRun& problem) {
    EXPECT_STREQ(problem.what(), "host a: 'nowhere' is not an IPv4 address");
  }
}

TEST_F(HostsRun, AServerThatDiesIsReported) {
  prepare();
  const auto server = start_on(a_.host());
  ::kill(server->use().value().at(0).pid, SIGKILL);
  std::optional<records::Reason> reason;
  EXPECT_TRUE(tests::wait_until([&] { return (reason = server->unexpected_exit()).has_value(); }));
  EXPECT_THAT(reason.value_or(records::Reason()).field(),
              StartsWith("killed program=async_server signal=9 "));
}

TEST_F(HostsRun, ARequestThatIsGivenUpHereIsGivenUpThere) {
  prepare("[arm.slow]\ncommand = [\"sleep\", \"600\"]\nready = \"listening\"\n");
  a_.host().begin_cell();
  struct Enough {};
  {
    const auto server = a_.host().start(plan_.own_arms.at(0), {});
    EXPECT_THROW(server->await_ready(300s, [] { throw Enough(); }), Enough);
  }
  EXPECT_GT(a_.host().clock_offset().bound, 0ns) << "it answers";
  EXPECT_TRUE(a_.host().log_files().empty());
}

TEST_F(HostsRun, WhatItLacksIsListed) {
  hosts::HostSetup setup = small_setup(
      "[arm.missing]\ncommand = [\"no-such-program-anywhere\"]\nready = \"listening\"\n");
  setup.arms = {"async", "missing"};
  setup.address = "192.0.2.1";  // for documentation (RFC 5737)
  EXPECT_THAT(
      a_.meet(listener_, setup),
      ElementsAre("there is no program no-such-program-anywhere, which arm missing needs; install "
                  "it there",
                  StartsWith("cannot listen on 192.0.2.1: ")));
}

TEST_F(HostsRun, AnAgentThatIsKilledIsNoticedAndLeavesNoProcess) {
  prepare("duration_s = 60\n");
  const auto server = start_on(a_.host());
  const auto run = a_.host().generate(
      {.url = "http://" + server->endpoint() + "/", .requests = 100'000'000, .concurrency = 2});
  a_.process().signal(SIGKILL);
  const auto began = common::SteadyClock::now();
  try {
    while (common::SteadyClock::now() - began < time_to_notice) {
      run->wait(Deadline::after(20ms));
    }
    FAIL();
  } catch (const measure::HostLost& lost) {
    EXPECT_EQ(lost.host(), "a");
    EXPECT_THAT(lost.reason().field(), StartsWith("host_lost host=a how="));
  }
  EXPECT_THROW(server->stop(1s, [] {}), measure::HostLost);
  EXPECT_TRUE(tests::wait_until([&] { return !a_.any_process(); }));
}

TEST_F(HostsRun, ACellOfAnAgentThatIsKilledIsInvalidWithItsName) {
  prepare("duration_s = 600\n");
  const common::GroupKeeper keeper;
  const common::TemporaryFolder folder;
  measure::LocalHost local({.programs = std::filesystem::path(tests::program("tiga")).parent_path(),
                            .work = folder.path() / "cell",
                            .keeper = &keeper},
                           plan_);
  const measure::Testbed testbed{.all = {&local, &a_.host()},
                                 .generators = {&local},
                                 .front = &a_.host(),
                                 .balancer = &a_.host(),
                                 .backends = {&a_.host()}};
  std::optional<common::TimePoint> killed;
  const measure::CellResult cell =
      run_cell({1, 1, "async", {2}}, plan_, testbed, std::nullopt, [&] {
        a_.host().tend();
        if (!killed && std::filesystem::exists(folder.path() / "cell" / "load.stdout")) {
          killed = common::SteadyClock::now();
          a_.process().signal(SIGKILL);
        }
      });
  ASSERT_TRUE(killed);
  EXPECT_LT(common::SteadyClock::now() - *killed, time_to_notice);
  EXPECT_FALSE(cell.row.valid);
  EXPECT_THAT(cell.row.reason.field(), StartsWith("host_lost host=a how="));
  EXPECT_EQ(cell.lost_host, "a");
  EXPECT_TRUE(tests::wait_until([&] { return !a_.any_process(); }));
}

TEST_F(HostsRun, AnAgentThatIsStoppedIsNoticedAndEndsWhenItGoesOn) {
  prepare();
  auto server = start_on(a_.host());
  a_.process().signal(SIGSTOP);
  const auto began = common::SteadyClock::now();
  try {
    while (common::SteadyClock::now() - began < time_to_notice) {
      server->unexpected_exit();
    }
    FAIL();
  } catch (const measure::HostLost& lost) {
    EXPECT_EQ(lost.reason().field(), "host_lost host=a how=\"nothing came from it for 5 s\"");
  }
  server.reset();
  a_.leave();
  a_.process().signal(SIGCONT);
  EXPECT_TRUE(tests::wait_until([&] { return !a_.any_process(); }, 30s));
  EXPECT_TRUE(a_.left_nothing());
}

TEST_F(HostsRun, AnAgentWhoseFirstHostIsKilledEndsAllAndRemovesItsFolder) {
  common::Pipe pipe = common::make_pipe();
  const pid_t first = ::fork();
  if (first == 0) {
    prepare();
    const auto server = start_on(a_.host());
    const std::string endpoint = server->endpoint() + "\n";
    [[maybe_unused]] const auto written =
        ::write(pipe.write.get(), endpoint.data(), endpoint.size());
    while (true) {
      ::pause();
    }
  }
  pipe.write.reset();
  std::string endpoint(64, '\0');
  endpoint.resize(static_cast<std::size_t>(
      std::max<ssize_t>(0, ::read(pipe.read.get(), endpoint.data(), endpoint.size()))));
  ASSERT_THAT(endpoint, EndsWith("\n"));
  endpoint.pop_back();
  get(endpoint);
  ::kill(first, SIGKILL);
  ::waitpid(first, nullptr, 0);
  expect_clean_end(3);
  EXPECT_THAT(a_.said(), AllOf(StartsWith("host_agent: the first host, 127.0.0.1:"),
                               EndsWith(" was lost: it closed the connection\n")));
}

TEST_F(HostsRun, AnAgentWhoseFirstHostSaysNothingEndsAll) {
  prepare();
  const auto server = start_on(a_.host());
  // Nobody looks at the line meanwhile.
  expect_clean_end(3);
  EXPECT_THAT(a_.said(), EndsWith(" was lost: nothing came from it for 5 s\n"));
}

TEST_F(HostsRun, AnAgentEndsWithOneLineAtWhatIsNoRequest) {
  auto line = listener_.accept(Deadline::after(60s));
  ASSERT_TRUE(line);
  line->send("nonsense");
  expect_clean_end(3);
  EXPECT_THAT(a_.said(), EndsWith(" was lost: it sent what is no message: \"nonsense\"\n"));
}

TEST_F(HostsRun, AnAgentThatGetsASignalEndsAll) {
  prepare();
  const auto server = start_on(a_.host());
  a_.process().signal(SIGTERM);
  expect_clean_end(3);
  EXPECT_THAT(a_.said(), HasSubstr("interrupted: Terminated"));
}

}  // namespace
}  // namespace tiga::suite
