#include "suite/analysis/reasons.hpp"

#include <gmock/gmock.h>

#include "common/files.hpp"
#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_cells.hpp"

namespace tiga::suite::analysis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// All known, nothing remarkable.
ArmSummary plain() {
  ArmSummary facts;
  facts.time_taken_s = 0.1;
  facts.generator_core_share = 0.5;
  facts.server_cpu_us_per_request = 40;
  facts.switches_per_request = 0.1;
  facts.listen_overflows = 0;
  facts.syn_retransmits = 0;
  facts.server_core_share = 0.7;
  return facts;
}

std::vector<std::string> english(const std::vector<text::LocalizedText>& phrases) {
  std::vector<std::string> texts;
  for (const text::LocalizedText& phrase : phrases) {
    const std::string english = phrase.in(text::Language::english);
    EXPECT_NE(phrase.in(tests::indonesian), "");
    EXPECT_NE(phrase.in(tests::indonesian), english);
    texts.push_back(english);
  }
  return texts;
}

std::vector<std::string> why(const ArmSummary& behind, const ArmSummary& ahead = plain()) {
  return english(reasons(Metric::throughput, ahead, behind));
}

std::vector<std::string> why_dearer(const ArmSummary& behind) {
  return english(reasons(Metric::server_cpu, plain(), behind));
}

TEST(Reasons, OfMoreTotalCpuAreCostsButNoWaiting) {
  ArmSummary behind = plain();
  behind.server_cpu_us_per_request = 84;
  behind.listen_overflows = 1000;
  EXPECT_THAT(english(reasons(Metric::total_cpu, plain(), behind)),
              ElementsAre("2.1 times the server CPU a request"));
  EXPECT_THAT(why_dearer(behind), IsEmpty());
}

TEST(Reasons, AreEmptyIfNoRuleApplies) {
  EXPECT_THAT(why(plain()), IsEmpty());
  EXPECT_THAT(why(ArmSummary{}, ArmSummary{}), IsEmpty()) << "nothing is known";
}

TEST(Reasons, NameTheCostOfABalancer) {
  ArmSummary behind = plain();
  behind.relays = behind.parses_twice = true;
  behind.server_cpu_us_per_request = 84;
  EXPECT_THAT(why(behind), ElementsAre("each request is parsed twice and crosses loopback twice "
                                       "(2.1 times the server CPU)"));
  EXPECT_THAT(why_dearer(behind),
              ElementsAre("each request is parsed twice and crosses loopback twice"));
  behind.on_hosts = true;
  EXPECT_THAT(why_dearer(behind), ElementsAre("each request is parsed twice and travels twice"));
  behind.on_hosts = false;
  behind.parses_twice = false;
  behind.server_cpu_us_per_request.reset();
  EXPECT_THAT(why(behind), ElementsAre("each request passes two servers and crosses loopback "
                                       "twice"));
  behind.server_cpu_us_per_request = 41;
  EXPECT_THAT(why(behind), IsEmpty()) << "what costs nothing explains nothing";
  behind.server_cpu_us_per_request = 84;
  ArmSummary ahead = plain();
  ahead.relays = true;
  EXPECT_THAT(why(behind, ahead), ElementsAre("2.1 times the server CPU a request"));
}

TEST(Reasons, NameTheArmThatUsesMoreServerCpu) {
  ArmSummary behind = plain();
  behind.server_cpu_us_per_request = 44;
  EXPECT_THAT(why(behind), ElementsAre("1.1 times the server CPU a request"));
  EXPECT_THAT(why_dearer(behind), IsEmpty()) << "it would explain itself";
  behind.server_cpu_us_per_request = 43.9;
  EXPECT_THAT(why(behind), IsEmpty());
  behind.server_cpu_us_per_request = 10;
  EXPECT_THAT(why(behind), IsEmpty()) << "less CPU does not explain less throughput";
}

TEST(Reasons, NameTheArmWithMoreContextSwitches) {
  ArmSummary behind = plain();
  behind.switches_per_request = 2.1;
  EXPECT_THAT(why(behind), ElementsAre("2.1 context switches a request against 0.1"));
  EXPECT_THAT(why_dearer(behind), ElementsAre("2.1 context switches a request against 0.1"));
  EXPECT_THAT(why(plain(), behind), IsEmpty());
  behind.switches_per_request = 0.5;  // five times as many, but few
  EXPECT_THAT(why(behind), IsEmpty());
  ArmSummary ahead = plain();
  ahead.switches_per_request = 2;
  behind.switches_per_request = 2.9;  // 0.9 more, but not half as many again
  EXPECT_THAT(why(behind, ahead), IsEmpty());
}

TEST(Reasons, NameTheArmWhoseListenQueueOverflowed) {
  ArmSummary behind = plain();
  behind.listen_overflows = 12;
  EXPECT_THAT(why(behind), ElementsAre("its accept queue overflowed 12 times a run"));
  EXPECT_THAT(why_dearer(behind), IsEmpty());
  ArmSummary ahead = plain();
  ahead.listen_overflows = 7;
  EXPECT_THAT(why(behind, ahead), IsEmpty()) << "not clearly more";
}

TEST(Reasons, BlameARetransmittedSynOnlyIfTheRunLastsASecond) {
  ArmSummary behind = plain();
  behind.syn_retransmits = 3;
  EXPECT_THAT(why(behind), IsEmpty()) << "0.1 s is shorter than its timeout";
  behind.time_taken_s = 1.04;
  EXPECT_THAT(why(behind), ElementsAre("SYNs were sent again (3 a run), each after a second"));
  ArmSummary ahead = plain();
  ahead.syn_retransmits = 3;
  EXPECT_THAT(why(behind, ahead), IsEmpty());
  ahead.syn_retransmits = 0;
  ahead.time_taken_s = 1.01;
  EXPECT_THAT(why(behind, ahead), IsEmpty()) << "the other run took as long without";
}

TEST(Reasons, NameTheArmWhoseCoresWereSaturated) {
  ArmSummary behind = plain();
  behind.server_core_share = 0.97;
  EXPECT_THAT(why(behind), ElementsAre("its servers' cores were full (97 %)"));
  EXPECT_THAT(why(behind, behind), IsEmpty()) << "both were";
  EXPECT_THAT(why(plain(), behind), IsEmpty());
}

TEST(Reasons, NameTheArmWhoseBackendsHadUnevenShares) {
  ArmSummary behind = plain();
  behind.backend_jain_index = 0.94;
  EXPECT_THAT(why(behind), ElementsAre("its backends had uneven shares (Jain's index 0.94)"));
  EXPECT_THAT(why(behind, behind), IsEmpty()) << "both had";
  behind.backend_jain_index = 0.95;
  EXPECT_THAT(why(behind), IsEmpty());
}

TEST(Reasons, FollowTheOrderOfTheRules) {
  ArmSummary behind = plain();
  behind.server_core_share = 0.97;
  behind.server_cpu_us_per_request = 80;
  behind.switches_per_request = 3;
  behind.syn_retransmits = 1;
  behind.time_taken_s = 1.1;
  EXPECT_THAT(why(behind), ElementsAre("SYNs were sent again (1 a run), each after a second",
                                       "2.0 times the server CPU a request",
                                       "3.0 context switches a request against 0.1",
                                       "its servers' cores were full (97 %)"));
}

TEST(Reasons, AreAllDocumentedInTheirOrder) {
  const std::string page =
      common::read_file(std::filesystem::path(TIGA_SOURCE_DIR) / "docs" / "method.md");
  std::size_t at = 0;
  for (const ReasonRule& rule : reason_rules()) {
    const std::string entry = "| " + std::string(rule.name) + " |";
    at = page.find(entry, at);
    ASSERT_NE(at, std::string::npos) << "docs/method.md lacks, or has out of order: " << entry;
  }
}

TEST(ArmSummary, HasMediansOverValidCellsWithKnownValues) {
  std::vector<records::CellRow> cells;
  for (std::uint64_t block = 1; block <= 5; ++block) {
    cells.push_back(tests::made_up_cell("async", block, 1000, static_cast<double>(block)));
    cells.back().server_voluntary_switches_per_request = 1;
  }
  cells[0].valid = false;
  cells[1].server_cpu_us_per_request.reset();
  cells[2].listen_overflows = 4;
  const ArmSummary facts = facts_of(tests::made_up_plan({"async"}), cells, "async", {50, {}});
  EXPECT_EQ(facts.server_cpu_us_per_request, 4);
  EXPECT_EQ(facts.listen_overflows, 4);
  EXPECT_EQ(facts.switches_per_request, std::nullopt) << "the involuntary ones are not known";
  EXPECT_EQ(facts.time_taken_s, 1);
  EXPECT_EQ(facts.syn_retransmits, std::nullopt);
  EXPECT_FALSE(facts.relays);
  EXPECT_TRUE(
      facts_of(tests::made_up_plan({"balanced"}), cells, "balanced", {50, {}}).parses_twice);
  EXPECT_FALSE(facts.on_hosts);
  cells[4].server_hosts = "b c";
  EXPECT_TRUE(facts_of(tests::made_up_plan({"async"}), cells, "async", {50, {}}).on_hosts);
}

TEST(ArmSummary, UsesOnlyCellsOfItsLevel) {
  std::vector<records::CellRow> cells{tests::made_up_cell("async", 1, 1000, 10),
                                      tests::made_up_cell("async", 1, 1000, 20),
                                      tests::made_up_cell("async", 1, 1000, 30)};
  cells[1].load = 0.5;
  cells[2].concurrency = 1;
  const plan::Plan plan = tests::made_up_plan({"async"});
  EXPECT_EQ(facts_of(plan, cells, "async", {50, {}}).server_cpu_us_per_request, 10);
  EXPECT_EQ(facts_of(plan, cells, "async", {50, 0.5}).server_cpu_us_per_request, 20);
}

}  // namespace
}  // namespace tiga::suite::analysis
