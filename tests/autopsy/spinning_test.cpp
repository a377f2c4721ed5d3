// The rate of the spinning server falls with the connections that it has served, that of its twin
// does not: late requests beside early ones, by their medians, with wide margins.
#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "tests/support/client.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::autopsy {
namespace {

double median(std::span<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// How many times as long a request of the last quarter takes as one of the first.
double slowdown(const std::vector<std::string>& options, std::size_t requests) {
  const tests::ServerProcess server("spinning_server", options);
  std::vector<double> seconds;
  seconds.reserve(requests);
  for (std::size_t request = 0; request < requests; ++request) {
    const auto start = common::SteadyClock::now();
    tests::Client client(server.port());
    EXPECT_TRUE(client.exchange("GET / HTTP/1.0\r\n\r\n").ends_with("OK\n"));
    seconds.push_back(std::chrono::duration<double>(common::SteadyClock::now() - start).count());
  }
  const std::span<double> all(seconds);
  return median(all.last(requests / 4)) / median(all.first(requests / 4));
}

TEST(SpinningServer, GetsSlowerWithEachConnectionServed) {
  EXPECT_GT(slowdown({}, 40), 2);
  EXPECT_GT(slowdown({"--interpreter-lock"}, 20), 2);
}

TEST(SpinningServer, CorrectedDoesNotGetSlower) { EXPECT_LT(slowdown({"--corrected"}, 400), 3); }

}  // namespace
}  // namespace tiga::autopsy
