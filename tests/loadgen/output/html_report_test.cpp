#include "loadgen/output/report.hpp"

#include <gtest/gtest.h>

#include "tests/loadgen/summary_example.hpp"

namespace tiga::loadgen::output {
namespace {

std::string row(const std::string& label, const std::string& value) {
  return "<tr ><th colspan=2 bgcolor=white>" + label + "</th><td colspan=2 bgcolor=white>" + value +
         "</td></tr>\n";
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(HtmlReport, HasTheRowsOfAb) {
  const std::string html = html_report(example_summary());
  EXPECT_TRUE(has(html, row("Server Software:", "nginx/1.22.1"))) << html;
  EXPECT_TRUE(has(html, row("Document Length:", "5 bytes")));
  EXPECT_TRUE(has(html, row("Complete requests:", "999")));
  EXPECT_TRUE(has(html, "(Connect: 0, Receive: 1, Length: 1, Exceptions: 0)"));
  EXPECT_TRUE(has(html, row("Requests per second:", "1998.00")));
  EXPECT_TRUE(has(html, row("Transfer rate:", "200.00 kb/s received")));
  EXPECT_TRUE(has(html, "400.00 kb/s sent"));
  EXPECT_TRUE(has(html,
                  "<tr ><th bgcolor=white>Processing:</th><td bgcolor=white>    0</td>"
                  "<td bgcolor=white>    4</td><td bgcolor=white>   11</td></tr>\n"));
}

TEST(HtmlReport, HasOurCountsInTheSameTable) {
  const std::string html = html_report(example_summary());
  EXPECT_TRUE(has(html, row("ok", "996"))) << html;
  EXPECT_TRUE(has(html, row("wrong_status", "3")));
  EXPECT_TRUE(has(html, row("abandoned", "1")));
  EXPECT_TRUE(has(html, row("attempted", "1000")));
  EXPECT_TRUE(has(html, row("not started", "24")));
  EXPECT_TRUE(has(html, "The run was interrupted."));
  EXPECT_TRUE(
      has(html,
          row("Verdict:", "server_measured (loadgen&#39;s busiest thread ran 25 % of the time)")));
  EXPECT_FALSE(has(html, "reset"));
  EXPECT_EQ(html.find("<table"), html.rfind("<table"));
}

TEST(HtmlReport, SaysThatFiguresAreOfFinishedRequests) {
  Summary summary = example_summary();
  EXPECT_FALSE(has(html_report(summary), "did not finish, the oldest"));
  summary.unfinished = UnfinishedFacts{20, 4.998, 0.53};
  const std::string html = html_report(summary);
  EXPECT_TRUE(has(html, "(of finished requests; 20 did not finish, the oldest was 4998 ms old)"));
  EXPECT_TRUE(has(html, "thread ran 25 % of the time); but most of the time in flight hung<"));
}

TEST(HtmlReport, EscapesTextFromTheServerAndTheUser) {
  Summary summary = example_summary();
  summary.target.software = "<script>\"&";
  summary.target.path = "/?a=1&b=<c>";
  const std::string html = html_report(summary);
  EXPECT_TRUE(has(html, row("Server Software:", "&lt;script&gt;&quot;&amp;"))) << html;
  EXPECT_TRUE(has(html, row("Document Path:", "/?a=1&amp;b=&lt;c&gt;")));
  EXPECT_FALSE(has(html, "<script>"));
}

TEST(HtmlReport, OfARunWithoutRepliesHasNoRates) {
  const std::string html = html_report(Summary());
  EXPECT_TRUE(has(html, row("Complete requests:", "0")));
  EXPECT_FALSE(has(html, "per second"));
  EXPECT_FALSE(has(html, "Connection Times"));
  EXPECT_TRUE(has(html, row("ok", "0")));
}

}  // namespace
}  // namespace tiga::loadgen::output
