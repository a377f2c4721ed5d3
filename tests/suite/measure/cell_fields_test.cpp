#include "suite/measure/cell_fields.hpp"

#include <gmock/gmock.h>

#include "suite/records/run_data.hpp"

namespace tiga::suite::measure {
namespace {

using namespace std::chrono_literals;
using testing::DoubleNear;
using testing::Optional;

using Processes = std::vector<ProcessUse>;

// One second, 1000 requests, servers and a generator that used so much CPU time of it.
records::CellRow after_one_second(const FleetUse& used, records::Real generator_cpu_s = 0.2,
                                  std::uint64_t ok = 1000) {
  records::CellRow row;
  row.time_taken_s = 1;
  row.outcomes[static_cast<std::size_t>(loadgen::Outcome::ok)] = ok;
  row.generator_cpu_s = generator_cpu_s;
  FleetUse before = used;
  FleetUse after = used;
  for (std::size_t server = 0; server < used.size(); ++server) {
    for (std::size_t at = 0; at < used[server].processes.size(); ++at) {
      before[server].processes[at].cpu_time = 5s;
      after[server].processes[at].cpu_time += 5s;
    }
  }
  take_server_cpu(before, after, row);
  return row;
}

// The processes of one server on one host.
records::CellRow of_one_server(const Processes& used, std::size_t cores,
                               records::Real generator_cpu_s = 0.2, std::uint64_t ok = 1000) {
  return after_one_second(FleetUse{{0, cores, used}}, generator_cpu_s, ok);
}

TEST(ServerCpu, IsSummedOverProcesses) {
  const records::CellRow row = of_one_server({{1, 300ms, 1}, {2, 100ms, 1}}, 2);
  EXPECT_THAT(row.server_cpu_s, Optional(DoubleNear(0.4, 1e-9)));
  EXPECT_THAT(row.server_cpu_us_per_request, Optional(DoubleNear(400, 1e-6)));
  EXPECT_THAT(row.server_core_share, Optional(DoubleNear(0.3, 1e-9))) << "of the fuller process";
}

TEST(ServerCpu, OfOneThreadSaturatesOneCoreHoweverManyThereAre) {
  EXPECT_THAT(of_one_server({{1, 950ms, 1}}, 8).server_core_share,
              Optional(DoubleNear(0.95, 1e-9)));
}

TEST(ServerCpu, OfManyThreadsSaturatesAllCores) {
  EXPECT_THAT(of_one_server({{1, 1900ms, 50}}, 4).server_core_share,
              Optional(DoubleNear(0.475, 1e-9)));
}

TEST(ServerCpu, OfManyProcessesTogetherSaturatesTheirCore) {
  const Processes five{{1, 200ms, 1}, {2, 200ms, 1}, {3, 200ms, 1}, {4, 200ms, 1}, {5, 150ms, 1}};
  EXPECT_THAT(of_one_server(five, 1).server_core_share, Optional(DoubleNear(0.95, 1e-9)));
}

TEST(ServerCpu, TellsTheFrontAndItsBackendsApart) {
  const FleetUse used{{0, 2, {{1, 300ms, 1, 1}}}, {0, 2, {{2, 100ms, 1, 1}, {3, 20ms, 1, 1}}}};
  EXPECT_THAT(after_one_second(used).front_cpu_us_per_request, Optional(DoubleNear(120, 1e-6)));
  EXPECT_EQ(of_one_server({{1, 300ms, 1}}, 2).front_cpu_us_per_request, std::nullopt);
  EXPECT_EQ(after_one_second(used, 0.2, 0).front_cpu_us_per_request, std::nullopt);
}

TEST(ServerCpu, SaturatesTheFullestHost) {
  // The numbers of processes are those of their hosts: the same one twice.
  const FleetUse used{{1, 2, {{7, 600ms, 4}}}, {2, 1, {{7, 500ms, 4}}}, {1, 2, {{8, 800ms, 4}}}};
  const records::CellRow row = after_one_second(used);
  EXPECT_THAT(row.server_cpu_s, Optional(DoubleNear(1.9, 1e-9)));
  EXPECT_THAT(row.server_core_share, Optional(DoubleNear(0.7, 1e-9))) << "1.4 s of two cores";
  EXPECT_THAT(row.front_cpu_us_per_request, Optional(DoubleNear(800, 1e-6)));
}

TEST(SystemUse, IsSummedOverNetworksAndTheLargestOfShares) {
  SystemUse one;
  one.listen_overflows = 3;
  one.syn_retransmits = 1;
  one.stolen_share = 0.1;
  one.network = "boot/net:[1]";
  SystemUse beside = one;  // another host in the same namespace has read the same counters
  beside.listen_overflows = 4;
  beside.cpu_pressure_share = 0.3;
  SystemUse other;
  other.listen_overflows = 20;
  other.stolen_share = 0.2;
  other.network = "boot/net:[2]";
  records::CellRow row;
  take_system_use({one, beside, other}, row);
  EXPECT_EQ(row.listen_overflows, 23);
  EXPECT_EQ(row.syn_retransmits, std::nullopt) << "one of them did not tell";
  EXPECT_EQ(row.stolen_share, 0.2);
  EXPECT_EQ(row.cpu_pressure_share, 0.3);
}

TEST(TotalCpu, IsThatOfServersAndGenerator) {
  const Processes used{{1, 300ms, 1}, {2, 100ms, 1}};
  EXPECT_THAT(of_one_server(used, 2).total_cpu_us_per_request, Optional(DoubleNear(600, 1e-6)));
  EXPECT_EQ(of_one_server(used, 2, std::nullopt).total_cpu_us_per_request, std::nullopt);
  EXPECT_EQ(of_one_server(used, 2, 0.2, 0).total_cpu_us_per_request, std::nullopt);
  records::CellRow no_reading;
  no_reading.generator_cpu_s = 0.2;
  no_reading.outcomes[static_cast<std::size_t>(loadgen::Outcome::ok)] = 1000;
  EXPECT_EQ(total_cpu_us_per_request(no_reading), std::nullopt);
}

TEST(HostFields, NameEachHostOnceWithTheFrontFirst) {
  records::CellRow row;
  take_hosts(std::vector<std::string>{"b", "c", "d", "c", "d"}, std::vector<std::string>{"a", "e"},
             row);
  EXPECT_EQ(row.server_hosts, "b c d");
  EXPECT_EQ(row.generator_hosts, "a e");
}

TEST(LatencyFields, HaveTheIntervalOfTheP99IfTheSampleIsLargeEnough) {
  loadgen::Summary summary;
  for (std::uint64_t us = 1; us <= 1000; ++us) {
    summary.latency_bins.push_back({us * 1000, us * 1000 + 1, 1});
  }
  records::CellRow row;
  take_summary(summary, row);
  EXPECT_THAT(row.latency_p99_lower_us, Optional(DoubleNear(984, 2)));
  EXPECT_THAT(row.latency_p99_upper_us, Optional(DoubleNear(997, 2)));
  summary.latency_bins.resize(300);
  records::CellRow small;
  take_summary(summary, small);
  EXPECT_EQ(small.latency_p99_lower_us, std::nullopt);
}

}  // namespace
}  // namespace tiga::suite::measure
