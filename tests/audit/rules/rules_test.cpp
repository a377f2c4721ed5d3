// Every rule has a table that it finds something in, and one much like it in which it must not.
#include "audit/rules/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/reading/reader.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

// An ab report with these lines.
std::string ab(const std::string& lines) { return "This is ApacheBench, Version 2.3\n" + lines; }

struct Example {
  std::string rule;
  std::string fires;
  std::set<std::size_t> rows;  ///< from 1; 0: the whole table
  std::string spares;
};

void PrintTo(const Example& example, std::ostream* out) { *out << example.rule; }

// In English and Indonesian, comma and point, as tables come.
std::vector<Example> examples_of_counts() {
  return {
      {"no-reply",
       "concurrency;complete;failed;total transferred\n1;1000;0;0 bytes\n2;1000;0;122000 bytes\n",
       {1},
       // Nothing succeeded, and nothing is said to have; 0 KB may be 900 bytes.
       "concurrency,complete,failed,total transferred\n1,10,10,0 bytes\n1,20,0,0 KB\n"},
      {"no-reply",
       "c,time taken,complete,failed,transfer rate\n1,1.579,1000,0,0.00\n",
       {1},
       "c,time taken,complete,failed,transfer rate\n1,1579.000,10,0,0.00\n"},
      {"non-2xx-throughout",
       ab("Complete requests: 1000\nNon-2xx responses: 1000\n"),
       {1},
       ab("Complete requests: 1000\nNon-2xx responses: 999\n")},
      {"some-non-2xx",
       ab("Complete requests: 1000\nNon-2xx responses: 1\n"),
       {1},
       ab("Complete requests: 1000\nNon-2xx responses: 0\n")},
      {"short-replies",
       "c,complete,failed,total transferred\n5,1000,0,15999\n",
       {1},
       "c,complete,failed,total transferred\n5,1000,0,16000\n5,1000,900,1600\n5,1000,0,15.7 KB\n"},
      {"more-than-asked",
       "jumlah permintaan,selesai,waktu\n1000,1001,5\n1000,1000,5\n",
       {1},
       "jumlah permintaan,selesai,waktu\n1000,1000,5\n1000,999,5\n"},
      {"more-than-asked",
       "$ ab -n 10 -c 20 http://127.0.0.1/\nConcurrency Level: 20\nComplete requests: 10\n",
       {1},
       "$ ab -n 20 -c 20 http://127.0.0.1/\nConcurrency Level: 20\nComplete requests: 20\n"},
      {"counts-differ",
       "requests,berhasil,gagal\n1000,990,20\n",
       {1},
       "requests,berhasil,gagal\n1000,990,10\n1000,900,10\n"},
      {"counts-differ",
       ab("Complete requests: 10\nFailed requests: 3\n"
          "   (Connect: 0, Receive: 2, Length: 2, Exceptions: 0)\n"),
       {1},
       ab("Complete requests: 10\nFailed requests: 4\n"
          "   (Connect: 0, Receive: 2, Length: 2, Exceptions: 0)\n")},
      {"html-octets",
       ab("Total transferred: 100 bytes\nHTML transferred: 101 bytes\n"),
       {1},
       ab("Total transferred: 100 bytes\nHTML transferred: 100 bytes\n")},
      {"html-octets",
       ab("Document Length: 5 bytes\nComplete requests: 10\nFailed requests: 0\n"
          "HTML transferred: 49 bytes\n"),
       {1},
       ab("Document Length: 5 bytes\nComplete requests: 10\nFailed requests: 1\n"
          "HTML transferred: 49 bytes\n")},
      {"keep-alive-count",
       ab("Complete requests: 10\nKeep-Alive requests: 11\n"),
       {1},
       ab("Complete requests: 10\nKeep-Alive requests: 10\n")},
      {"keep-alive-refused",
       ab("Complete requests: 10\nKeep-Alive requests: 0\n"),
       {1},
       ab("Complete requests: 10\nFailed requests: 0\n")},
      {"negative", "c,time,complete\n1,-5,10\n", {1}, "c,time,complete\n1,5,10\n"},
      {"all-failed", "c,complete,failed\n1,10,10\n", {1}, "c,complete,failed\n1,10,9\n1,0,0\n"},
      {"failed-above-complete",
       "c,complete,failed\n1,10,11\n",
       {1},
       "c,complete,failed\n1,10,10\n"},
      {"fewer-than-asked",
       "requests,complete,failed\n1000,990,0\n",
       {1},
       "requests,complete,failed\n1000,990,10\n1000,1000,3\n"},
  };
}

std::vector<Example> examples_of_rates() {
  return {
      // 1000 / 1.698 is 588.93. Half a unit, or a unit cut off, of any last digit is no error.
      {"rate-times-time",
       "c,time taken,complete,requests per second\n1,1.698,1000,558.81\n1,1.698,1000,588.96\n"
       "1,1.698,1000,589.3\n",
       {1},
       "c,time taken,complete,requests per second\n1,1.698,1000,588.93\n1,1.698,1000,588.92\n"
       "1,1.7,1000,588\n1,2,1000,588.93\n"},
      // Each figure is in the table to its last digit, and still within its rounding.
      {"rate-times-time",
       "c;waktu;selesai;permintaan per detik\n50;59,985;1000;16,84\n",
       {1},
       "c;waktu;selesai;permintaan per detik\n50;59,985;1000;16,67\n50;59,985;1000;16,7\n"},
      // Without a unit, milliseconds are found by what fits; a rate of those that succeeded fits.
      {"rate-times-time",
       "c,time (ms),ok,failed,rps\n1,500,900,100,2100\n",
       {1},
       "c,time,ok,failed,rps\n1,500,900,100,2000\n1,500,900,100,1800\n"},
      {"time-per-request",
       "c,time taken (s),complete,time per request (ms)\n100,59.985,1000,59.397\n",
       {1},
       "c,time taken (s),complete,time per request (ms)\n100,59.985,1000,59.985\n"
       "100,59.985,1000,5998.5\n100,59.985,1000,60\n"},
      {"time-per-request",
       ab("Concurrency Level: 10\nTime taken for tests: 1.000 seconds\nComplete requests: 100\n"
          "Time per request: 10.000 [ms] (mean)\n"),
       {1},
       ab("Concurrency Level: 10\nTime taken for tests: 1.000 seconds\nComplete requests: 100\n"
          "Time per request: 100.000 [ms] (mean)\n"
          "Time per request: 10.000 [ms] (mean, across all concurrent requests)\n")},
      // A column without a unit is in seconds where that fits.
      {"time-per-request",
       "c,time taken,complete,time per request\n1,2.168,1000,0.003\n1,2.168,1000,2.2\n",
       {1},
       "c,time taken,complete,time per request\n1,2.168,1000,0.002168\n"},
      {"transfer-times-time",
       "time taken,total transferred,transfer rate\n59.985,122000,2.01 KB/s\n",
       {1},
       "time taken,total transferred,transfer rate\n59.985,122000,1.99 KB/s\n"
       "59.985,122000,2.03 kB/s\n59.985,119.1 KB,1.99 KB/s\n"},
      {"beyond-loopback",
       ab("Concurrency Level: 10\nRequests per second: 210000.00 [#/sec]\n"),
       {1},
       ab("Concurrency Level: 10\nRequests per second: 190000.00 [#/sec]\n")},
      {"beyond-loopback",
       "concurrency,requests per second\n1,1200000.5\n50,1200000.5\n",
       {1},
       "concurrency,requests per second\n1,90000.5\n50,9000000.5\n"},
      {"beyond-loopback",
       "time taken,transfer rate (MB/s)\n1.5,200000.5\n",
       {1},
       "time taken,transfer rate (MB/s)\n1.5,20000.5\n"},
      {"zero-time",
       "c,time taken,complete\n1,0.000,1\n",
       {1},
       "c,time taken,complete\n1,0.001,1\n"},
  };
}

// A leak: the k-th of 1000 requests takes k ms; beside it one tail.
constexpr std::string_view linear =
    "  50%  500\n  66%  660\n  75%  750\n  80%  800\n  90%  900\n  95%  950\n 100%  1000\n";
constexpr std::string_view tailed =
    "  50%  100\n  66%  160\n  75%  250\n  80%  300\n  90%  500\n  95%  750\n 100%  1000\n";

std::vector<Example> examples_of_latencies() {
  return {
      {"percentiles-descend",
       "c,p50 (ms),p90 (ms),max latency (ms)\n1,5.0,4.7,9\n1,5.0,5.0,3\n",
       {1, 2},
       "c,p50 (ms),p90 (ms),max latency (ms)\n1,5.0,5.0,5.0\n1,5.4,5,5\n"},
      {"mean-out-of-range",
       "c,latency min,latency mean,latency max\n1,2.0,1.5,9\n1,2.0,9.9,5\n",
       {1, 2},
       "c,latency min,latency mean,latency max\n1,2.0,2.0,2.0\n1,2.0,3,2.9\n"},
      {"latency-above-run",
       "c,time taken (s),max latency (ms)\n10,1.5,1700\n",
       {1},
       "c,time taken (s),max latency (ms)\n10,1.5,1500\n10,1.5,1600\n"},
      {"more-in-flight",
       ab("Concurrency Level: 10\nRequests per second: 1000.00 [#/sec] (mean)\nTotal: 1 15 2.0 14 "
          "90\n"
          "Connection Times (ms)\nTotal:   1   15   2.0   14   90\n"),
       {1},
       ab("Concurrency Level: 10\nRequests per second: 1000.00 [#/sec] (mean)\n"
          "Connection Times (ms)\nTotal:   1   11   2.0   10   90\n")},
      // At least a tenth of the requests took 200 ms: the mean is 20 ms or more.
      {"more-in-flight",
       ab("Concurrency Level: 10\nRequests per second: 1000.00 [#/sec] (mean)\n  90%   200\n"),
       {1},
       ab("Concurrency Level: 10\nRequests per second: 1000.00 [#/sec] (mean)\n  90%   90\n")},
      {"more-in-flight",
       "c,rps,time per request (ms),mean latency (ms)\n10,1000.0,1.0,15.0\n",
       {1},
       // Latency from when a request was due, as open-loop tools have it, proves nothing.
       "c,rps,mean latency (ms)\n10,1000.0,15.0\n"},
      {"fewer-in-flight",
       ab("Concurrency Level: 50\nComplete requests: 1000\nTotal transferred: 122000 bytes\n"
          "Requests per second: 1000.00 [#/sec]\nConnection Times (ms)\nTotal: 1 2 2.0 2 9\n"),
       {1},
       ab("Concurrency Level: 50\nComplete requests: 1000\nTotal transferred: 122000 bytes\n"
          "Requests per second: 1000.00 [#/sec]\nConnection Times (ms)\nTotal: 1 48 2.0 47 90\n")},
      {"syn-retransmit",
       "c,median (ms),p99 (ms),max latency (ms)\n10,12,20,1012\n10,12,3020,4000\n",
       {1, 2},
       "c,median (ms),p99 (ms),max latency (ms)\n10,12,20,900\n10,700,1010,1020\n10,1,2,1500\n"},
      {"syn-retransmit",
       "c,time taken,complete\n1,0.2,1000\n500,1.05,1000\n1000,3.08,1000\n",
       {2, 3},
       "c,time taken,complete\n1,1.02,1000\n50,1.02,1000\n100,1.3,1000\n"},
      {"slows-as-served",
       ab("Concurrency Level: 1\nComplete requests: 1000\n" + std::string(linear)),
       {1},
       ab("Concurrency Level: 1\nComplete requests: 1000\n" + std::string(tailed))},
      // A burst drains from a queue in the same way, and means nothing.
      {"slows-as-served",
       ab("Concurrency Level: 1\nComplete requests: 500\n" + std::string(linear)),
       {1},
       ab("Concurrency Level: 200\nComplete requests: 500\n" + std::string(linear))},
      {"slows-as-served",
       "c,complete,requests per second\n1,20,102.1\n1,100,21.5\n",
       {2},
       "c,complete,requests per second\n1,20,102.1\n1,100,82.5\n2,400,5.1\n"},
  };
}

std::vector<Example> examples_of_tables() {
  return {
      {"slows-as-served",
       "c,time taken,complete\n1,483.745,1000\n50,422.244,1000\n1000,442.227,1000\n",
       {0},
       "c,time taken,complete\n1,48.745,1000\n50,42.244,1000\n1000,44.227,1000\n"},
      {"slows-as-served",
       "c,time taken,complete,total transferred\n1,400.1,1000,122000\n5,410.1,1000,122000\n"
       "50,390.1,1000,122000\n",
       {0},
       // Large replies take their time; more connections help.
       "c,time taken,complete,total transferred\n1,400.1,1000,122000000\n5,410.1,1000,122000000\n"
       "50,390.1,1000,122000000\n"},
      {"slows-as-served",
       "c,time taken,complete\n1,400.1,1000\n5,410.1,1000\n50,390.1,1000\n",
       {0},
       "c,time taken,complete\n1,400.1,1000\n5,210.1,1000\n50,190.1,1000\n"},
      {"copied-row",
       "c,time taken,complete,rps,time per request (ms)\n50,59.397,1000,16.84,59.397\n"
       "100,59.985,1000,16.84,59.397\n",
       {2},
       // Wrong, but not copied; the same to every digit, and right.
       "c,time taken,complete,rps,time per request (ms)\n50,59.397,1000,16.84,59.397\n"
       "100,59.985,1000,16.94,59.997\n500,59.397,1000,16.84,59.397\n"},
      {"same-figures",
       "c,time taken,complete\n50,59.397,1000\n100,59.397,1000\n",
       {2},
       "c,time taken,complete\n50,1.580,1000\n100,1.580,1000\n50,59.397,1000\n50,59.397,1000\n"},
      {"one-request-each",
       "concurrency,complete,time\n1000,1000,5.5\n",
       {1},
       "concurrency,complete,time\n1000,1001,5.5\n1,1,5.5\n"},
      {"second-line",
       "c,time taken,complete,time per request (ms)\n1,2.168,1000,2.168\n50,59.397,1000,59.397\n",
       {2},
       "c,time taken,complete,time per request (ms)\n1,2.168,1000,2.168\n"
       "50,59.397,1000,2969.850\n"},
      {"too-many-digits",
       "c,complete,rps\n1,1000,461.26\n1,1000,461\n",
       {1},
       "c,complete,rps\n1,1000,46\n1,1000000,461.2\n"},
      {"short-run",
       "c,time taken,complete\n1,0.500,10\n5,0.400,10\n",
       {2},
       "c,time taken,complete\n1,1.000,10\n5,1.400,10\n"},
  };
}

std::vector<Example> examples() {
  std::vector<Example> all = examples_of_counts();
  for (const auto& more : {examples_of_rates(), examples_of_latencies(), examples_of_tables()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

// Rows in which the rule finds something, from 1; 0: the table as a whole.
std::set<std::size_t> found_rows(const std::string& text, const std::string& rule) {
  std::set<std::size_t> rows;
  const AuditedFile document = reading::read_tables("example", text);
  EXPECT_EQ(document.tables.size(), 1U) << text;
  for (const AuditedTable& table : document.tables) {
    if (table.tool == Tool::unknown) {  // ab's reports are given in part
      EXPECT_THAT(table.not_read, testing::IsEmpty()) << text;
    }
    EXPECT_THAT(table.not_used, testing::IsEmpty()) << text;
    for (const RuleFindings& findings : audit(table)) {
      if (findings.rule->name == rule) {
        for (const Finding& finding : findings.of_rows) {
          rows.insert(finding.row == Finding::whole_table ? 0 : finding.row + 1);
        }
      }
    }
  }
  return rows;
}

class RuleExamples : public testing::TestWithParam<Example> {};

TEST_P(RuleExamples, TriggerTheirRuleOnlyInTheExpectedRows) {
  EXPECT_EQ(found_rows(GetParam().fires, GetParam().rule), GetParam().rows) << GetParam().fires;
  EXPECT_THAT(found_rows(GetParam().spares, GetParam().rule), testing::IsEmpty())
      << GetParam().spares;
}

INSTANTIATE_TEST_SUITE_P(All, RuleExamples, testing::ValuesIn(examples()));

TEST(Rules, HaveAnExampleEach) {
  std::set<std::string> shown;
  for (const Example& example : examples()) {
    shown.insert(example.rule);
  }
  for (const Rule& rule : all_rules()) {
    EXPECT_TRUE(shown.contains(std::string(rule.name))) << rule.name << " has no example";
  }
  EXPECT_EQ(shown.size(), all_rules().size()) << "names are unique, and none is made up";
}

TEST(Rules, AreOrderedWithinEachGroupAndHaveUniqueNames) {
  std::set<std::string_view> names;
  std::size_t grouped = 0;
  for (const auto group : {count_rules, rate_rules, latency_rules, copied_rules, run_rules}) {
    grouped += group().size();
  }
  for (const Rule& rule : all_rules()) {
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
  }
  EXPECT_EQ(names.size(), grouped);
}

TEST(Rules, AreOrderedWithErrorsFirst) {
  EXPECT_TRUE(std::ranges::is_sorted(all_rules(), {}, &Rule::severity));
}

}  // namespace
}  // namespace tiga::audit::rules
