#include "loadgen/output/report.hpp"

#include <gtest/gtest.h>

#include <string>

#include "common/text.hpp"
#include "tests/loadgen/summary_example.hpp"

namespace tiga::loadgen::output {
namespace {

std::string from(const std::string& text, const std::string& start) {
  return text.substr(text.find(start));
}

TEST(AbReport, HasTheLayoutOfAb) {
  EXPECT_EQ(from(ab_report(example_summary()), "Server Software"),
            R"(Server Software:        nginx/1.22.1
Server Hostname:        127.0.0.1
Server Port:            8080

Document Path:          /a?b
Document Length:        5 bytes

Concurrency Level:      10
Time taken for tests:   0.500 seconds
Complete requests:      999
Failed requests:        2
   (Connect: 0, Receive: 1, Length: 1, Exceptions: 0)
Non-2xx responses:      3
Keep-Alive requests:    996
Total transferred:      102400 bytes
Total body sent:        204800
HTML transferred:       4985 bytes
Requests per second:    1998.00 [#/sec] (mean)
Time per request:       5.005 [ms] (mean)
Time per request:       0.501 [ms] (mean, across all concurrent requests)
Transfer rate:          200.00 [Kbytes/sec] received
                        400.00 kb/s sent
                        600.00 kb/s total

Connection Times (ms)
              min  mean[+/-sd] median   max
Connect:        0    0   0.2      0       1
Processing:     0    4   2.0      4      11
Waiting:        0    4   2.0      4      10
Total:          0    5   2.1      4      12

Percentage of the requests served within a certain time (ms)
  50%      4
  99%     10
 100%     12 (longest request)
)");
}

TEST(AbReport, CanOmitDeviations) {
  EXPECT_EQ(from(ab_report(example_summary(), {false, false}), "Connection Times"),
            R"(Connection Times (ms)
              min   avg   max
Connect:        0     0    1
Processing:     0     4   11
Waiting:        0     4   10
Total:          0     5   12
)");
}

TEST(AbReport, CanOmitPercentages) {
  const std::string text = ab_report(example_summary(), {false, true});
  EXPECT_EQ(text.find("Percentage"), std::string::npos);
  EXPECT_NE(text.find("mean[+/-sd] median"), std::string::npos);
}

TEST(AbReport, OmitsLinesThatAbOmits) {
  Summary summary = example_summary();
  summary.keep_alive = false;
  summary.sends_content = false;
  summary.ab = {1000, 0, 0, 0, 0, 0, 0, 0, 5000};
  summary.times.reset();
  summary.percentages.clear();
  summary.target.variable_document = true;
  const std::string text = ab_report(summary);
  for (const char* label : {"Keep-Alive", "body sent", "kb/s", "(Connect:", "Non-2xx",
                            "Connection Times", "Percentage"}) {
    EXPECT_EQ(text.find(label), std::string::npos) << label;
  }
  EXPECT_NE(text.find("Document Length:        Variable\n"), std::string::npos);
}

TEST(AbReport, OfARunWithoutRepliesHasNoRates) {
  Summary summary;
  summary.target.host = "h";
  const std::string text = ab_report(summary);
  EXPECT_NE(text.find("Complete requests:      0\n"), std::string::npos);
  EXPECT_EQ(text.find("per second"), std::string::npos);
}

TEST(CountingReport, CountsEachOutcome) {
  EXPECT_EQ(counting_report(example_summary()), R"(
Ends of requests (each is counted once)
  ok                     996
  wrong_status             3
  abandoned                1
  attempted             1000
  not started             24
  The run was interrupted.
  1 requests did not finish; the oldest was 0.004 s old, 25 % of the time in flight was theirs.
  5 replies were whole after 1.5 ms; the rest (200.0 ms, both medians) was waiting for the close; -H 'Connection: keep-alive' asked the server not to close; -k does not wait.
  21 interim replies (1xx) came before the final ones; no other count has them.

First of each failure
  wrong_status at 0.250 s, 127.0.0.1:8080: status 404, expected 200
    the reply began "HTTP/1.1 404 \"x\"\r\n\x00\xff\x80"

Where ab's counts above differ
  ab would call 999 requests complete, 996 of them ok: whatever ends with its connection is complete to it
  ab would call 2 requests failed, 3 did not end ok: it looks at lengths and broken connections, not at status, framing and content
  ab would take the first interim reply for the reply: its status is none of 2xx, and all that follows is content

Latency of ok requests (us; - where there are too few of them)
                    min     mean      50%      90%      95%      99%    99.9%   99.99%      max
  connect            10       20       30       40       50       60        -        -       70
  first byte         11       21       31       41       51       61        -        -       71
  late start          1        2        3        4        5        6        -        -        7
  total             100     4768     4000     9000     9500     9900        -        -    12000

Goodput:                1992.00 [#/sec] (ok)
ab's rate:              1998.00 [#/sec]: it counts 999 complete requests, 996 are ok
Rate asked for:         2000.00 [#/sec], poisson arrivals
Warm-up:                3000 requests in 1.500 s, not counted; 2 of them failed
Connections opened:     12
Mean in flight:         9.5 of 10
Little's law:           1.000 (goodput x mean time in flight / mean in flight)
Background clients:     255 of 256 idle, 254 at the end; 31 of 32 slow readers, 30 at the end: 7340032 bytes received, 40 complete replies, 2 failed
Generator:              0.125 s CPU, 125.0 us a request, engine epoll
Kernel, whole machine:  7 SYNs sent again, 8 overflows of listening sockets
Verdict:                the server was measured (loadgen's busiest thread ran 25 % of the time)
)");
}

TEST(CountingReport, ReportsSourceAddressesAndCpuUse) {
  Summary summary = example_summary();
  summary.sources = 3;
  summary.generator.threads = {{0.1, 0.25}, {0.05, 0.1}};
  const std::string text = counting_report(summary);
  EXPECT_NE(text.find("Local addresses:        3 on loopback"), std::string::npos);
  EXPECT_NE(text.find("Cores of its threads:   25 % 10 % busy\n"), std::string::npos);
}

TEST(CountingReport, ReportsATooSmallPortRange) {
  Summary summary = example_summary();
  summary.concurrency = 150;
  summary.local_ports = 100;
  EXPECT_NE(counting_report(summary).find(
                "Local ports:            100, too few for 150 connections at a time\n"),
            std::string::npos);
}

TEST(CountingReport, OmitsPartsThatWereNotRequested) {
  Summary summary = example_summary();
  summary.open_loop.reset();
  summary.warmup.reset();
  summary.background_clients.reset();
  const std::string text = counting_report(summary);
  for (const char* const label : {"Background clients", "late start", "Rate asked for", "Warm-up",
                                  "Local addresses", "Local ports", "Cores of its threads"}) {
    EXPECT_EQ(text.find(label), std::string::npos) << label;
  }
}

TEST(CountingReport, ReportsOnlyRequestedBackgroundClients) {
  Summary summary = example_summary();
  summary.background_clients->slow_readers = 0;
  EXPECT_NE(counting_report(summary).find(" 255 of 256 idle, 254 at the end\n"), std::string::npos);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A percentile of 9.9 ms says nothing of a request that has waited for five seconds.
TEST(Reports, SayThatFiguresAreOfFinishedRequests) {
  Summary summary = example_summary();
  summary.unfinished = UnfinishedFacts{20, 4.998, 0.53};
  ASSERT_TRUE(summary.outlasted());
  EXPECT_TRUE(summary.mostly_hung());
  const std::string abs = ab_report(summary);
  EXPECT_TRUE(has(abs, " 100%     12 (longest finished request)\n")) << abs;
  EXPECT_TRUE(
      has(abs, "   (of finished requests; 20 did not finish, the oldest was 4998 ms old)\n"));
  const std::string ours = counting_report(summary);
  EXPECT_TRUE(has(ours,
                  "20 requests did not finish; the oldest was 4.998 s old, 53 % of the time in "
                  "flight was theirs. All latencies and percentages are of finished requests."))
      << ours;
  EXPECT_TRUE(has(ours, "\nLatency of finished requests, the ok ones (us;"));
  EXPECT_TRUE(has(ours, "; 53 % of the time in flight went to requests that did not finish\n"));
  EXPECT_TRUE(has(
      ours,
      "(loadgen's busiest thread ran 25 % of the time); but most of the time in flight hung\n"));
}

TEST(Reports, DoNotSayItOfRequestsThatWereOnlyCutOff) {
  const Summary summary = example_summary();
  EXPECT_FALSE(summary.outlasted());
  EXPECT_FALSE(summary.mostly_hung());
  EXPECT_FALSE(has(ab_report(summary), "finished"));
  EXPECT_FALSE(has(counting_report(summary), "of finished requests"));
}

std::string note_on_close(const CloseWaitFacts& facts, bool keep_alive) {
  Summary summary = example_summary();
  summary.close_wait = facts;
  summary.keep_alive = keep_alive;
  const std::string text = counting_report(summary);
  const std::size_t at = text.find("both medians");
  return at == std::string::npos ? "" : text.substr(at, text.find('\n', at) - at);
}

TEST(CountingReport, SaysWhoCouldAvoidTheWaitForTheClose) {
  EXPECT_EQ(note_on_close({5, 0, false, 1500, 2e6, 0.9}, false),
            "both medians) was waiting for the close; -k does not wait.");
  EXPECT_EQ(note_on_close({5, 5, false, 1500, 2e6, 0.9}, true),
            "both medians) was waiting for the close; the replies had announced it.");
  EXPECT_TRUE(has(note_on_close({5, 5, false, 1500, 2e6, 0.9}, false), "which none of these did"));
  EXPECT_EQ(note_on_close({5, 0, false, 1500, 2e6, 0.05}, false), "") << "hardly any of the time";
}

/// Whatever bytes came from outside.
TEST(Reports, AreTextWhateverTheBytes) {
  Summary summary = example_summary();
  summary.target.software = "Caf\xe9\x1b[31m\xc2\x9b";
  summary.target.host = "\xff";
  summary.target.path = "/\xc3\xa9\xed\xa0\x80";
  summary.examples.at(0).detail = "\x80";
  for (const std::string& text :
       {ab_report(summary), counting_report(summary), html_report(summary)}) {
    EXPECT_EQ(text, common::printable(text, "\n"));
  }
  EXPECT_TRUE(has(ab_report(summary), R"(Server Software:        Caf\xe9\x1b[31m\xc2\x9b)"));
  EXPECT_TRUE(has(ab_report(summary), "/\xc3\xa9\\xed\\xa0\\x80\n"));
}

TEST(CountingReport, PrintsOneVerdict) {
  Summary summary = example_summary();
  summary.verdict = Verdict::generator_limited;
  summary.generator.core_share = 0.97;
  EXPECT_NE(counting_report(summary).find("the generator was the limit (its busiest thread ran 97 "
                                          "% of the time): this is a lower bound"),
            std::string::npos);
  summary.verdict = Verdict::nothing_measured;
  EXPECT_NE(counting_report(summary).find("nothing was measured"), std::string::npos);
}

TEST(CountingReport, IsShortIfAllRequestsSucceeded) {
  Summary summary = example_summary();
  summary.outcomes = {};
  summary.outcomes[Outcome::ok] = 1000;
  summary.ab = {1000, 0, 0, 0, 0, 0, 0, 1000, 5000};
  summary.examples.clear();
  summary.not_started = 0;
  summary.interrupted = false;
  summary.interim_replies = 0;
  summary.unfinished.reset();
  summary.close_wait.reset();
  const std::string text = counting_report(summary);
  EXPECT_EQ(text.find("differ"), std::string::npos);
  EXPECT_EQ(text.find("failure"), std::string::npos);
  EXPECT_EQ(text.find("not started"), std::string::npos);
  EXPECT_EQ(text.find("finish"), std::string::npos);
  EXPECT_EQ(text.find("interim"), std::string::npos);
}

}  // namespace
}  // namespace tiga::loadgen::output
