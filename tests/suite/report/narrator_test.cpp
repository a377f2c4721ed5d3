// The sentence of each kind of verdict, in English and in a translation.
#include "suite/report/narrator.hpp"

#include <gmock/gmock.h>

#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

using analysis::Bound;
using analysis::Metric;
using analysis::Verdict;
using analysis::VerdictKind;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace tests;

constexpr text::Language english = text::Language::english;

// async beside another arm: twice its value, or half.
Verdict beside(const std::string& other, VerdictKind kind, Metric metric = Metric::throughput) {
  Verdict verdict;
  verdict.metric = metric;
  verdict.arm = "async";
  verdict.baseline = other;
  verdict.kind = kind;
  verdict.blocks = 12;
  const bool less = kind == VerdictKind::better && metric != Metric::throughput;
  const stats::Interval interval = less ? stats::Interval{0.4, 0.625} : stats::Interval{1.6, 2.5};
  verdict.comparison = stats::Comparison{less ? 0.5 : 2, interval, interval, interval, 0.01, 12};
  return verdict;
}

Verdict bounded(Verdict verdict, Bound bound) {
  verdict.bound = bound;
  return verdict;
}

Verdict limited(const std::string& other, const std::string& why) {
  Verdict verdict = beside(other, VerdictKind::inconclusive);
  verdict.limited = true;
  verdict.caveat = text::LocalizedText(why);
  return verdict;
}

Verdict caused(Verdict verdict, const std::string& why) {
  verdict.causes = {text::LocalizedText(why)};
  return verdict;
}

Verdict invalid(const std::string& other, const std::string& why) {
  Verdict verdict = beside(other, VerdictKind::invalid);
  verdict.caveat = text::LocalizedText(why);
  return verdict;
}

// The sentences about these pairs, without the level.
std::string sentences(const std::vector<Verdict>& pairs, Detail detail = Detail::all,
                      text::Language language = english) {
  LevelSummary summary;
  summary.level = {50, {}};
  summary.pairs = pairs;
  const std::string line = level_line(summary, made_up_plan({"async"}), detail, language);
  return line.substr(line.find(detail == Detail::all ? ": " : ", ") + 2);
}

std::string line_of(const LevelSummary& summary) {
  return level_line(summary, made_up_plan({"async"}), Detail::all, english);
}

TEST(Narrator, SaysWhyAPairCannotBeRanked) {
  Verdict verdict = beside("threaded", VerdictKind::inconclusive);
  EXPECT_EQ(sentences({verdict}),
            "async and threaded cannot be ranked: 2.00 [1.60, 2.50] times the throughput of "
            "threaded.");
  verdict.caveat = text::LocalizedText("the interval excludes 1, but the test does not");
  EXPECT_EQ(sentences({verdict}),
            "async and threaded cannot be ranked: 2.00 [1.60, 2.50] times the throughput of "
            "threaded; the interval excludes 1, but the test does not.");
}

TEST(Narrator, SaysWhoIsFasterByHowMuchAndWhy) {
  const std::vector<Verdict> pairs{caused(beside("threaded", VerdictKind::better), "it forks"),
                                   caused(beside("balanced", VerdictKind::better), "it relays")};
  EXPECT_EQ(sentences(pairs),
            "async is faster: 2.00 [1.60, 2.50] times the throughput of threaded, 2.00 [1.60, "
            "2.50] times that of balanced; threaded: it forks; balanced: it relays.");
  EXPECT_EQ(sentences(pairs, Detail::verdicts),
            "async is faster: 2.00 [1.60, 2.50] times the throughput of threaded, 2.00 [1.60, "
            "2.50] times that of balanced.");
  EXPECT_EQ(sentences(pairs, Detail::all, tests::indonesian),
            "async lebih cepat: 2.00 [1.60, 2.50] kali throughput threaded, 2.00 [1.60, 2.50] kali "
            "throughput balanced; threaded: it forks; balanced: it relays.");
}

TEST(Narrator, SaysAtLeastIfTheGeneratorWasTheLimitOfTheFasterArm) {
  const std::vector<Verdict> pairs{bounded(beside("pool", VerdictKind::better), Bound::at_least)};
  EXPECT_EQ(sentences(pairs),
            "async is faster: at least 2.00 [1.60, 2.50] times the throughput of pool.");
  EXPECT_EQ(sentences(pairs, Detail::all, tests::indonesian),
            "async lebih cepat: sedikitnya 2.00 [1.60, 2.50] kali throughput pool.");
}

TEST(Narrator, ComparesLatencyInAnOpenLoop) {
  EXPECT_EQ(sentences({beside("pool", VerdictKind::better, Metric::latency_p99),
                       beside("loops", VerdictKind::better, Metric::latency_p99)}),
            "async answers sooner: 0.50 [0.40, 0.62] times the p99 latency of pool, 0.50 [0.40, "
            "0.62] times that of loops.");
}

TEST(Narrator, NeverSaysFasterOfEquivalentOrUndecidedArms) {
  const std::vector<Verdict> pairs{beside("pool", VerdictKind::equivalent),
                                   beside("loops", VerdictKind::inconclusive)};
  EXPECT_EQ(sentences(pairs),
            "async and pool are equivalent: 2.00 [1.60, 2.50] times the throughput of pool. async "
            "and loops cannot be ranked: 2.00 [1.60, 2.50] times the throughput of loops.");
  EXPECT_EQ(sentences(pairs, Detail::all, tests::indonesian),
            "async dan pool setara: 2.00 [1.60, 2.50] kali throughput pool. async dan loops tidak "
            "dapat diperingkat: 2.00 [1.60, 2.50] kali throughput loops.");
}

TEST(Narrator, ComparesServerCpuIfTheGeneratorWasTheLimit) {
  const std::vector<Verdict> pairs{
      limited("pool", "both"),
      caused(beside("pool", VerdictKind::better, Metric::server_cpu), "it forks"),
      limited("loops", "both"),
      beside("loops", VerdictKind::better, Metric::server_cpu),
      limited("offload", "another"),
      beside("offload", VerdictKind::equivalent, Metric::server_cpu),
  };
  EXPECT_EQ(
      sentences(pairs),
      "async and pool, async and loops cannot be ranked: both. async and offload cannot be "
      "ranked: another. async is cheaper: pool takes 2.00 [1.60, 2.50] times the server CPU a "
      "request, loops 2.00 [1.60, 2.50] times; pool: it forks. async and offload are "
      "equivalent: 2.00 [1.60, 2.50] times the server CPU a request of offload.");
  EXPECT_EQ(sentences({pairs[1]}),
            "async is cheaper: pool takes 2.00 [1.60, 2.50] times the server CPU a request: it "
            "forks.");
  EXPECT_EQ(sentences({pairs[0], pairs[1]}, Detail::verdicts, tests::indonesian),
            "async dan pool tidak dapat diperingkat: both. async lebih hemat: pool memakai 2.00 "
            "[1.60, 2.50] kali CPU server per permintaan.");
}

TEST(Narrator, NamesInvalidPairsLast) {
  const std::vector<Verdict> pairs{invalid("pool", "it died"), beside("loops", VerdictKind::better),
                                   invalid("offload", "it died"), invalid("process", "no cell")};
  EXPECT_EQ(sentences(pairs, Detail::verdicts),
            "async is faster: 2.00 [1.60, 2.50] times the throughput of loops. There is no verdict "
            "on async and pool, async and offload: it died. There is no verdict on async and "
            "process: no cell.");
  EXPECT_EQ(sentences({pairs[0]}), "there is no verdict on async and pool: it died.");
  EXPECT_EQ(sentences({pairs[0]}, Detail::all, tests::indonesian),
            "tidak ada putusan untuk async dan pool: it died.");
}

TEST(Narrator, BeginsWithTheLevel) {
  LevelSummary summary;
  summary.level = {50, 0.8};
  summary.pairs = {beside("pool", VerdictKind::better)};
  const std::string sentence = "async is faster: 2.00 [1.60, 2.50] times the throughput of pool.";
  EXPECT_EQ(line_of(summary), "c=50 at 80 % load: " + sentence);
  EXPECT_EQ(level_line(summary, made_up_plan({"async"}), Detail::verdicts, english),
            "At concurrency 50 and 80 % load, " + sentence);
}

// 95 % excludes 1, and yet the level has its verdicts.
TEST(Narrator, SaysWhyCopiesAreNotToldApart) {
  LevelSummary summary;
  summary.level = {50, {}};
  summary.copies = beside("async", VerdictKind::inconclusive);
  summary.copies->comparison->ratio = 1.081;
  summary.copies->comparison->interval_95 = {1.02, 1.15};
  summary.copies->comparison->interval_99 = {0.99, 1.18};
  EXPECT_THAT(line_of(summary), testing::EndsWith("over 12 blocks; not told apart at 99 %."));
  summary.copies->comparison->ratio = 1.01;
  summary.copies->comparison->interval_99 = {1.001, 1.02};
  EXPECT_THAT(line_of(summary), testing::EndsWith("; too close to 1 to be told apart."));
  summary.copies->copies_differ = true;
  EXPECT_THAT(line_of(summary), testing::EndsWith("over 12 blocks."));
}

TEST(Narrator, SaysWhatIsDoubtful) {
  LevelSummary summary;
  summary.level = {50, {}};
  summary.limit_unknown = true;
  summary.copies = beside("async", VerdictKind::equivalent);
  summary.copies->copies_differ = true;
  summary.wide = {"async/pool", "A/A"};
  summary.rates = {{"async", 12800, true}, {"pool", 8000, false}};
  summary.unsteady = {{"pool", 1, 12}};
  EXPECT_EQ(line_of(summary),
            "c=50: Whether the generator was the limit is not known. A/A: async and its copy: "
            "2.000 [1.60, 2.50] over 12 blocks. Wider than the goal of ±5 %: async/pool, A/A. "
            "Requests a second (medians), of each arm's own capacity: async 12800, pool 8000. The "
            "generator was the limit of "
            "async there: that capacity is a lower bound, the load less than it says. No steady "
            "state: pool in 1 of 12 cells.");
  summary = {};
  summary.level = {50, {}};
  summary.copies = invalid("async", "async-aa was not measured");
  summary.copies->comparison.reset();
  summary.wide = {"async/pool", "A/A"};
  summary.all_wide = true;
  EXPECT_EQ(line_of(summary),
            "c=50: A/A was not checked here: async-aa was not measured. All wider than the goal of "
            "±5 %.");
}

std::string headline_of(const records::RunData& run, text::Language language = english) {
  return headline(MadeUpReport(run, language));
}

TEST(Headline, NamesTheFasterArmAtEachConcurrency) {
  EXPECT_EQ(headline_of(two_arms_run()),
            "async (One event loop) is faster at every concurrency measured.");
  EXPECT_EQ(headline_of(two_arms_run(), tests::indonesian),
            "async (Satu event loop) lebih cepat pada setiap konkurensi yang diukur.");
  records::RunData run = two_arms_run();
  for (records::CellRow cell : two_arms()) {
    cell.concurrency = 100;
    cell.arm = cell.arm == "async" ? "threaded" : "async";
    run.cells.push_back(cell);
  }
  run.manifest.plan.concurrencies = {50, 100};
  EXPECT_EQ(headline_of(run),
            "Which server is faster depends on the concurrency: async at 50; threaded at 100.");
  EXPECT_EQ(headline_of(run, tests::indonesian),
            "Server mana yang lebih cepat bergantung pada konkurensi: async pada 50; threaded pada "
            "100.");
}

TEST(Headline, CallsNoArmFasterIfTheGeneratorWasTheLimitOfBoth) {
  records::RunData run = two_arms_run();
  saturate(run.cells, "async");
  saturate(run.cells, "threaded");
  EXPECT_EQ(headline_of(run),
            "At no concurrency can one server be called faster than all the others.");
}

TEST(Headline, SaysWhyThereIsNoVerdict) {
  EXPECT_EQ(headline_of(two_arms_run(1)),
            "No verdict: one block says nothing of how far runs differ.");
  EXPECT_EQ(headline_of(made_up_run({"async"}, made_up_arm("async", 12, 15000))),
            "Only async was measured: there is nothing to compare it with.");
  EXPECT_EQ(headline_of(made_up_run({"threaded", "async"}, {})), "Nothing was measured.");
  records::RunData run = two_arms_run();
  for (records::CellRow& cell : run.cells) {
    cell.valid = false;
    cell.reason = {"failed", "it died"};
  }
  EXPECT_EQ(headline_of(run), "No verdict: not a single cell is valid.");
  EXPECT_EQ(headline_of(run, tests::indonesian),
            "Tidak ada putusan: tidak ada satu sel pun yang sah.");
}

TEST(LevelLines, AreOneALevelAndNoneWithoutAnyVerdict) {
  records::RunData run = two_arms_run();
  run.manifest.plan.loads = {0.8};
  for (records::CellRow cell : two_arms()) {
    cell.load = 0.8;
    run.cells.push_back(cell);
  }
  const auto lines = [](const records::RunData& of) {
    return level_lines(of, analysis::make_verdicts(of.manifest.plan, of.cells, seed),
                       Detail::verdicts, english);
  };
  EXPECT_THAT(lines(run), ElementsAre(testing::StartsWith("At concurrency 50, async is faster: "),
                                      testing::StartsWith("At concurrency 50 and 80 % load, async "
                                                          "answers sooner: ")));
  EXPECT_THAT(lines(two_arms_run(1)), IsEmpty());
}

}  // namespace
}  // namespace tiga::suite::report
