// Reports as wrk 4.1 and ab 2.3 print them.
#include "bench/loadgen_bench/reading.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loadgen/summary.hpp"

namespace tiga::bench {
namespace {

using testing::HasSubstr;

const std::string wrk_report =
    "Running 1s test @ http://127.0.0.1:35431/\n"
    "  1 threads and 50 connections\n"
    "  Thread Stats   Avg      Stdev     Max   +/- Stdev\n"
    "    Latency     2.49ms    1.80ms  21.86ms   83.97%\n"
    "    Req/Sec    11.21k     1.83k   14.38k    70.00%\n"
    "  11228 requests in 1.01s, 1.31MB read\n";
const std::string wrk_end = "Requests/sec:  11141.78\nTransfer/sec:      1.30MB\n";

TEST(ReadWrk, ReadsRequestsAndTime) {
  const Reading reading = read_wrk(wrk_report + wrk_end);
  EXPECT_TRUE(reading.good()) << reading.fault;
  EXPECT_EQ(reading.requests, 11228u);
  EXPECT_DOUBLE_EQ(reading.elapsed_s, 1.01);
  EXPECT_FALSE(reading.counted_cpu_s);
}

TEST(ReadWrk, ReadsItsUnitsOfTime) {
  EXPECT_DOUBLE_EQ(read_wrk("  7 requests in 350.50ms, 1KB read\n").elapsed_s, 0.3505);
  EXPECT_DOUBLE_EQ(read_wrk("  7 requests in 1.50m, 1KB read\n").elapsed_s, 90);
}

TEST(ReadWrk, ReportsFailures) {
  const std::string socket = "  Socket errors: connect 0, read 3, write 0, timeout 0\n";
  const std::string status = "  Non-2xx or 3xx responses: 11228\n";
  EXPECT_THAT(read_wrk(wrk_report + socket + wrk_end).fault, HasSubstr("read 3"));
  EXPECT_THAT(read_wrk(wrk_report + status + wrk_end).fault, HasSubstr("Non-2xx"));
  EXPECT_FALSE(read_wrk("unable to connect\n").good());
  EXPECT_FALSE(read_wrk("  0 requests in 1.01s, 0.00B read\n").good());
}

std::string ab_report(const std::string& complete, const std::string& failed) {
  return "Concurrency Level:      50\nTime taken for tests:   1.209 seconds\n"
         "Complete requests:      " +
         complete + "\nFailed requests:        " + failed +
         "\nTotal transferred:      1220000 bytes\n";
}

TEST(ReadAb, ReadsRequestsAndTime) {
  const Reading reading = read_ab(ab_report("10000", "0"));
  EXPECT_TRUE(reading.good()) << reading.fault;
  EXPECT_EQ(reading.requests, 10000u);
  EXPECT_DOUBLE_EQ(reading.elapsed_s, 1.209);
}

TEST(ReadAb, ReportsFailures) {
  EXPECT_THAT(read_ab(ab_report("10000", "3")).fault, HasSubstr("Failed requests:        3"));
  EXPECT_FALSE(read_ab(ab_report("10000", "0") + "Non-2xx responses:      10000\n").good());
  EXPECT_FALSE(read_ab(ab_report("0", "0")).good());
  EXPECT_FALSE(read_ab("apr_socket_recv: Connection refused (111)\n").good());
}

loadgen::Summary good_run() {
  loadgen::Summary summary;
  summary.attempted = 10;
  summary.outcomes[loadgen::Outcome::ok] = 10;
  summary.elapsed_s = 2;
  summary.generator.cpu_s = 0.5;
  return summary;
}

TEST(ReadLoadgen, ReadsRequestsTimeAndItsOwnCpu) {
  const Reading reading = read_loadgen(to_json(good_run()));
  EXPECT_TRUE(reading.good()) << reading.fault;
  EXPECT_EQ(reading.requests, 10u);
  EXPECT_DOUBLE_EQ(reading.elapsed_s, 2);
  EXPECT_EQ(reading.counted_cpu_s, 0.5);
}

TEST(ReadLoadgen, ReportsFailures) {
  loadgen::Summary failed = good_run();
  failed.outcomes[loadgen::Outcome::wrong_content] = 1;
  failed.attempted = 11;
  EXPECT_THAT(read_loadgen(to_json(failed)).fault, HasSubstr("10 of 11"));
  loadgen::Summary unstarted = good_run();
  unstarted.not_started = 4;
  EXPECT_THAT(read_loadgen(to_json(unstarted)).fault, HasSubstr("4 were not started"));
  EXPECT_FALSE(read_loadgen("").good());
  EXPECT_FALSE(read_loadgen(to_json(loadgen::Summary{})).good());
}

TEST(Reading, RatesMatchThoseComputedByHand) {
  const Reading reading{.requests = 1000, .elapsed_s = 2, .cpu_s = 0.05};
  EXPECT_DOUBLE_EQ(reading.cpu_us_per_request(), 50);
  EXPECT_DOUBLE_EQ(reading.requests_per_second(), 500);
}

}  // namespace
}  // namespace tiga::bench
