#include "suite/hosts/wire.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "suite/hosts/host_setup.hpp"
#include "suite/hosts/message.hpp"

namespace tiga::suite::hosts {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

json sent(const json& part) { return read_message(text_of({{"part", part}})).at("part"); }

TEST(Wire, ALoadOrderArrivesAsItWasSent) {
  const measure::LoadOrder order{.url = "http://10.0.0.2:80/x?\"y\"",
                                 .requests = 18'446'744'073'709'551'615U,
                                 .concurrency = 7,
                                 .rate = 0.1 + 0.2,
                                 .time_limit_s = 9,
                                 .generator = plan::Generator::wrk,
                                 .start_at = 9'223'372'036'854'775'807ns,
                                 .phase = 3ns,
                                 .part = 1,
                                 .parts = 2};
  const measure::LoadOrder got = load_order_from(sent(json_of(order)));
  EXPECT_EQ(got.url, order.url);
  EXPECT_EQ(got.requests, order.requests);
  EXPECT_EQ(got.concurrency, order.concurrency);
  EXPECT_EQ(got.rate, order.rate);
  EXPECT_EQ(got.time_limit_s, order.time_limit_s);
  EXPECT_EQ(got.generator, order.generator);
  EXPECT_EQ(got.start_at, order.start_at);
  EXPECT_EQ(got.phase, order.phase);
  EXPECT_EQ(got.part, order.part);
  EXPECT_EQ(got.parts, order.parts);
  const measure::LoadOrder plain = load_order_from(sent(json_of(measure::LoadOrder{})));
  EXPECT_EQ(plain.rate, std::nullopt);
  EXPECT_EQ(plain.start_at, std::nullopt);
  EXPECT_EQ(plain.generator, plan::Generator::loadgen);
}

TEST(Wire, AServerStartArrivesAsItWasSent) {
  const measure::ServerStart order{
      .number = 2, .backends = {"a:1", "b:2"}, .index = 3, .count = 4, .with_front = false};
  const measure::ServerStart got = server_start_from(sent(json_of(order)));
  EXPECT_EQ(got.number, 2U);
  EXPECT_EQ(got.backends, order.backends);
  EXPECT_EQ(got.index, 3U);
  EXPECT_EQ(got.count, 4U);
  EXPECT_FALSE(got.with_front);
}

TEST(Wire, WhatProcessesUsedArrivesAsItWasSent) {
  const auto got = use_from(
      sent(json_of(std::vector<measure::ProcessUse>{{11, 12ns, 13, 14}, {21, 0ns, 0, 0}})));
  ASSERT_EQ(got.size(), 2U);
  EXPECT_EQ(got[0].pid, 11);
  EXPECT_EQ(got[0].cpu_time, 12ns);
  EXPECT_EQ(got[0].threads, 13U);
  EXPECT_EQ(got[0].cores, 14U);
}

TEST(Wire, TheEndOfAServerArrivesAsItWasSent) {
  measure::ServerEnd end{.cpu_time = 1ns,
                         .voluntary_switches = 2,
                         .involuntary_switches = 3,
                         .peak_memory_kib = 4,
                         .counters = {5, "1:0.5 2:0.75"},
                         .wrong = records::Reason("exited", "sh", 7)};
  measure::ServerEnd got = server_end_from(sent(json_of(end)));
  EXPECT_EQ(got.cpu_time, 1ns);
  EXPECT_EQ(got.voluntary_switches, 2U);
  EXPECT_EQ(got.involuntary_switches, 3U);
  EXPECT_EQ(got.peak_memory_kib, 4U);
  EXPECT_EQ(got.counters.replies, 5U);
  EXPECT_EQ(got.counters.reply_times, "1:0.5 2:0.75");
  EXPECT_EQ(got.wrong, end.wrong);
  end.counters.replies.reset();
  end.wrong.reset();
  got = server_end_from(sent(json_of(end)));
  EXPECT_EQ(got.counters.replies, std::nullopt);
  EXPECT_EQ(got.wrong, std::nullopt);
}

TEST(Wire, WhatTheSystemDidArrivesAsItWasSent) {
  const measure::SystemUse use{.listen_overflows = 1,
                               .syn_retransmits = {},
                               .segments_retransmitted = 3,
                               .stolen_share = 0.1,
                               .cpu_pressure_share = {},
                               .network = "b/net:[1]",
                               .machine = "b"};
  const measure::SystemUse got = system_use_from(sent(json_of(use)));
  EXPECT_EQ(got.listen_overflows, 1U);
  EXPECT_EQ(got.syn_retransmits, std::nullopt);
  EXPECT_EQ(got.segments_retransmitted, 3U);
  EXPECT_EQ(got.stolen_share, 0.1);
  EXPECT_EQ(got.cpu_pressure_share, std::nullopt);
  EXPECT_EQ(got.network, "b/net:[1]");
  EXPECT_EQ(got.machine, "b");
}

TEST(Wire, FilesOfALogArriveAsTheyWereSentAndBytesThatAreNoTextAsMarks) {
  const auto got = log_files_from(
      sent(json_of(std::vector<measure::LogFile>{{"server-0/stderr", "äöü\n"}, {"x", "\xff"}})));
  ASSERT_EQ(got.size(), 2U);
  EXPECT_EQ(got[0].name, "server-0/stderr");
  EXPECT_EQ(got[0].content, "äöü\n");
  EXPECT_EQ(got[1].content, "\uFFFD");
}

TEST(HostSetup, ArrivesAsItWasSent) {
  HostSetup setup;
  setup.plan_text = "arms = [\"async\", \"pool\"]\nconcurrencies = [1]\nrequests = 10\n";
  setup.plan_file = "/x/small.toml";
  setup.arms = {"async"};
  setup.pinning = plan::Pinning::free;
  setup.address = "10.0.0.2";
  setup.serves = true;
  const HostSetup got = host_setup_from(sent(json_of(setup)));
  EXPECT_EQ(got.address, "10.0.0.2");
  EXPECT_TRUE(got.serves);
  EXPECT_FALSE(got.generates);
  EXPECT_FALSE(got.force);
  const plan::Plan plan = plan_of(got);
  EXPECT_EQ(plan.name, "small");
  EXPECT_EQ(plan.folder, "/x");
  EXPECT_EQ(plan.arms, setup.arms);
  EXPECT_EQ(plan.aa, std::nullopt);
  EXPECT_EQ(plan.pinning, plan::Pinning::free);
}

}  // namespace
}  // namespace tiga::suite::hosts
