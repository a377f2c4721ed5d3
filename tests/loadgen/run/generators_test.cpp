// Several generators that share one load: processes that start at one instant, as one summary.
#include <gtest/gtest.h>

#include <cstdint>
#include <regex>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/clock.hpp"
#include "common/files.hpp"
#include "loadgen/merge.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::loadgen {
namespace {

using namespace std::chrono_literals;

/// A counter in a server's stats file.
std::uint64_t counter_in(const std::string& stats, const std::string& name) {
  std::smatch found;
  const std::regex member("\"" + name + "\"[ ]*:[ ]*([0-9]+)");
  return std::regex_search(stats, found, member) ? std::stoull(found[1]) : ~std::uint64_t{0};
}

/// Some generators and one server.
class Generators : public testing::Test {
 protected:
  /// Starts a generator for each number of requests. All begin `ahead` of now.
  void run(const std::vector<std::uint64_t>& requests, const std::vector<std::string>& options,
           common::Nanoseconds ahead) {
    start_ = common::SteadyClock::now() + ahead;
    const std::string at = std::to_string(common::Nanoseconds(start_.time_since_epoch()).count());
    std::vector<common::ChildProcess> generators;
    for (std::size_t number = 0; number < requests.size(); ++number) {
      std::vector<std::string> command = {tests::program("loadgen"),
                                          "-q",
                                          "-n",
                                          std::to_string(requests[number]),
                                          "--start-at",
                                          at,
                                          "--json",
                                          json_of(number)};
      command.insert(command.end(), options.begin(), options.end());
      command.push_back(server_.url());
      generators.push_back(
          common::ChildProcess::start({.arguments = command, .output_file = "/dev/null"}));
    }
    for (std::size_t number = 0; number < requests.size(); ++number) {
      const auto end = generators[number].wait(common::Deadline::after(50s));
      ASSERT_TRUE(end);
      ASSERT_TRUE(end->succeeded()) << end->describe();
      parts_.push_back(summary_from_json(common::read_file(json_of(number))));
    }
    ASSERT_TRUE(server_.stop().succeeded());
  }

  Summary merged() const { return merge(parts_, std::vector<std::int64_t>(parts_.size(), 0)); }
  std::uint64_t counted_by_server(const std::string& name) const {
    return counter_in(common::read_file(stats_), name);
  }

  common::TimePoint start_;
  std::vector<Summary> parts_;

 private:
  std::string json_of(std::size_t number) const {
    return (folder_.path() / (std::to_string(number) + ".json")).string();
  }

  const common::TemporaryFolder folder_;
  const std::string stats_ = (folder_.path() / "stats.json").string();
  tests::ServerProcess server_{"async_server", {"--stats-file", stats_}};
};

TEST_F(Generators, CountTogetherWhatTheServerCounts) {
  run({5001, 5000}, {"-c", "500"}, 500ms);
  const Summary all = merged();
  EXPECT_EQ(all.attempted, 10'001u);
  EXPECT_EQ(all.ok(), 10'001u);
  EXPECT_EQ(all.concurrency, 1000u);
  EXPECT_EQ(all.connections_opened, 10'001u);
  EXPECT_EQ(counted_by_server("requests"), 10'001u);
  EXPECT_EQ(counted_by_server("replies"), 10'001u);
  EXPECT_EQ(all.bytes_received, parts_[0].bytes_received + parts_[1].bytes_received);
  std::uint64_t in_bins = 0;
  for (const LatencyBin& bin : all.latency_bins) {
    in_bins += bin.count;
  }
  EXPECT_EQ(in_bins, 10'001u);
  EXPECT_GE(all.elapsed_s, parts_[0].elapsed_s);
  EXPECT_GE(all.elapsed_s, parts_[1].elapsed_s);
  for (const Summary& part : parts_) {
    EXPECT_GE(part.started_monotonic_ns, common::Nanoseconds(start_.time_since_epoch()).count());
    ASSERT_TRUE(part.start_at && part.start_at->late_us);
  }
  EXPECT_GE(start_spread_ns(parts_, std::vector<std::int64_t>{0, 0}), 0);
}

TEST_F(Generators, ThatAreLateStartAtOnceAndSayIt) {
  run({10, 10}, {"-c", "2", "-k"}, -1s);
  for (const Summary& part : parts_) {
    EXPECT_TRUE(part.start_at->passed);
    EXPECT_GE(part.start_at->late_us.value(), 1e6);
  }
  EXPECT_TRUE(merged().start_at->passed);
  EXPECT_EQ(merged().ok(), 20u);
  EXPECT_EQ(counted_by_server("replies"), 20u);
}

}  // namespace
}  // namespace tiga::loadgen
