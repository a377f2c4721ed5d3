#include "suite/analysis/verdicts.hpp"

#include <gmock/gmock.h>

#include "suite/records/columns.hpp"
#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_verdicts.hpp"

namespace tiga::suite::analysis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;
using tests::add;
using tests::by;
using tests::made_up_arm;
using tests::made_up_plan;
using tests::saturate;
using tests::seed;
using tests::two_arms;
using tests::two_arms_plan;

constexpr double load = 0.8;

plan::Plan with_open_loop(plan::Plan plan) {
  plan.loads = {load};
  return plan;
}

// The same cells once more, at that load.
std::vector<records::CellRow> with_open_loop(std::vector<records::CellRow> cells) {
  const std::size_t closed = cells.size();
  for (std::size_t at = 0; at < closed; ++at) {
    records::CellRow cell = cells[at];
    cell.load = load;
    cells.push_back(std::move(cell));
  }
  return cells;
}

TEST(Verdicts, RankPairsByEachMetric) {
  const auto verdicts = make_verdicts(two_arms_plan(), two_arms(), seed);
  ASSERT_EQ(verdicts.size(), 4);
  const Verdict throughput = by(Metric::throughput, verdicts);
  EXPECT_EQ(throughput.arm, "async");
  EXPECT_EQ(throughput.baseline, "threaded");
  EXPECT_EQ(throughput.blocks, 12);
  EXPECT_EQ(throughput.kind, VerdictKind::better);
  EXPECT_NEAR(throughput.comparison->ratio, 1.5, 0.01);
  EXPECT_TRUE(throughput.comparison->interval_95.contains(1.5));
  EXPECT_TRUE(throughput.precise);
  ASSERT_THAT(throughput.causes, SizeIs(1));
  EXPECT_EQ(throughput.causes[0].in(text::Language::english), "1.6 times the server CPU a request");
  EXPECT_EQ(throughput.causes[0].in(tests::indonesian), "1.6 kali CPU server per permintaan");
  EXPECT_EQ(arm_behind(throughput), "threaded");
  EXPECT_EQ(by(Metric::server_cpu, verdicts).kind, VerdictKind::better);
  EXPECT_NEAR(by(Metric::server_cpu, verdicts).comparison->ratio, 50.0 / 80, 0.01);
  EXPECT_EQ(by(Metric::latency_p99, verdicts).kind, VerdictKind::better);
}

TEST(Verdicts, RankByTotalCpuInClosedLoopsWithoutTouchingOtherMetrics) {
  const plan::Plan plan = with_open_loop(two_arms_plan());
  std::vector<records::CellRow> cells = with_open_loop(two_arms());
  const auto rows_of_others = [&] {
    auto verdicts = make_verdicts(plan, cells, seed);
    std::erase_if(verdicts, [](const Verdict& one) { return one.metric == Metric::total_cpu; });
    return verdicts_csv(verdicts);
  };
  const std::string before = rows_of_others();
  for (records::CellRow& cell : cells) {
    *cell.total_cpu_us_per_request += cell.arm == "async" ? 200 : 0;
  }
  const auto verdicts = make_verdicts(plan, cells, seed);
  EXPECT_EQ(std::ranges::count(verdicts, Metric::total_cpu, &Verdict::metric), 1);
  const Verdict total = by(Metric::total_cpu, verdicts);
  EXPECT_EQ(total.kind, VerdictKind::worse);
  EXPECT_NEAR(total.comparison->ratio, 300.0 / 160, 0.02);
  EXPECT_EQ(total.corrected_p, total.comparison->p_value) << "a family of one";
  EXPECT_EQ(rows_of_others(), before);
}

TEST(Verdicts, CompareALaterArmWithAnEarlierOne) {
  std::vector<records::CellRow> cells = two_arms();
  add(cells, made_up_arm("balanced", 12, 7000, 120));
  const auto verdicts = make_verdicts(made_up_plan({"threaded", "async", "balanced"}), cells, seed);
  ASSERT_EQ(verdicts.size(), 12);
  std::vector<std::string> pairs;
  for (std::size_t at = 0; at < 3; ++at) {
    pairs.push_back(verdicts[at].arm + "/" + verdicts[at].baseline);
    EXPECT_GE(*verdicts[at].corrected_p, verdicts[at].comparison->p_value);
  }
  EXPECT_THAT(pairs, ElementsAre("async/threaded", "balanced/threaded", "balanced/async"));
  EXPECT_EQ(verdicts[2].kind, VerdictKind::worse);
  EXPECT_EQ(arm_behind(verdicts[2]), "balanced");
  ASSERT_THAT(verdicts[2].causes, SizeIs(1));
  EXPECT_THAT(verdicts[2].causes[0].in(text::Language::english),
              StartsWith("each request is parsed twice"));
}

TEST(Verdicts, CorrectForAllPairsAndLevelsOfAMetric) {
  plan::Plan plan = two_arms_plan();
  std::vector<records::CellRow> cells = two_arms();
  const double alone = *by(Metric::throughput, make_verdicts(plan, cells, seed)).corrected_p;
  plan.concurrencies = {50, 100};
  for (records::CellRow cell : two_arms()) {
    cell.concurrency = 100;
    cells.push_back(cell);
  }
  const Verdict among = by(Metric::throughput, make_verdicts(plan, cells, seed));
  EXPECT_DOUBLE_EQ(alone, among.comparison->p_value);
  EXPECT_NEAR(*among.corrected_p, 2 * alone, 1e-12);
}

TEST(Verdicts, CallArmsWithinDeltaEquivalent) {
  std::vector<records::CellRow> cells = made_up_arm("threaded", 12, 10000);
  add(cells, made_up_arm("async", 12, 10100));
  const Verdict verdict = by(Metric::throughput, make_verdicts(two_arms_plan(), cells, seed));
  EXPECT_EQ(verdict.kind, VerdictKind::equivalent);
  EXPECT_THAT(verdict.causes, IsEmpty());
  plan::Plan strict = two_arms_plan();
  strict.delta = 0.001;
  EXPECT_NE(by(Metric::throughput, make_verdicts(strict, cells, seed)).kind,
            VerdictKind::equivalent);
}

TEST(Verdicts, AreInconclusiveIfBlocksDisagree) {
  std::vector<records::CellRow> cells = made_up_arm("threaded", 12, 10000, 50, 0.3);
  add(cells, made_up_arm("async", 12, 10500, 50, 0.3));
  const Verdict verdict = by(Metric::throughput, make_verdicts(two_arms_plan(), cells, seed));
  EXPECT_EQ(verdict.kind, VerdictKind::inconclusive);
  EXPECT_FALSE(verdict.precise);
  EXPECT_EQ(verdict.caveat.in(text::Language::english), "");
}

TEST(Verdicts, SayIfThereAreTooFewBlocksForTheNumberOfComparisons) {
  plan::Plan plan = two_arms_plan();
  std::vector<records::CellRow> cells;
  for (const std::uint32_t level : {1U, 50U, 100U}) {
    for (records::CellRow cell : two_arms(6)) {
      cell.concurrency = level;
      cells.push_back(cell);
    }
  }
  plan.concurrencies = {1, 50, 100};
  const Verdict verdict = by(Metric::throughput, make_verdicts(plan, cells, seed));
  EXPECT_EQ(verdict.kind, VerdictKind::inconclusive);
  EXPECT_THAT(verdict.caveat.in(text::Language::english), HasSubstr("over 6 blocks, corrected"));
}

TEST(Verdicts, NeedTwoBlocks) {
  EXPECT_THAT(make_verdicts(two_arms_plan(), two_arms(1), seed), IsEmpty());
  EXPECT_THAT(make_verdicts(two_arms_plan(), {}, seed), IsEmpty());
}

TEST(Verdicts, AreInvalidWithTooFewBlocks) {
  const Verdict verdict = by(Metric::throughput, make_verdicts(two_arms_plan(), two_arms(5), seed));
  EXPECT_EQ(verdict.kind, VerdictKind::invalid);
  EXPECT_EQ(verdict.caveat.in(text::Language::english),
            "5 valid blocks, 6 are needed: the sign-flip test cannot go below 2/2^5 = 6 %");
  EXPECT_TRUE(verdict.comparison.has_value()) << "the estimate is shown all the same";
}

TEST(Verdicts, DropBlocksInWhichOneIsInvalidOrMissing) {
  std::vector<records::CellRow> cells = two_arms();
  cells[0].valid = false;          // threaded, block 1
  cells[13].valid = false;         // async, block 2
  cells.erase(cells.begin() + 2);  // threaded, block 3
  const Verdict verdict = by(Metric::throughput, make_verdicts(two_arms_plan(), cells, seed));
  EXPECT_EQ(verdict.blocks, 9);
  EXPECT_EQ(verdict.kind, VerdictKind::better);
}

TEST(Verdicts, NameTheMostFrequentReasonOfAnArmWithoutAValidCell) {
  std::vector<records::CellRow> cells = two_arms();
  for (std::size_t at = 0; at < 12; ++at) {
    cells[at].valid = false;
    cells[at].reason =
        at < 4 ? records::Reason("failed", "it died") : records::Reason("not_all_ok", 999, 1000);
  }
  const Verdict verdict = by(Metric::throughput, make_verdicts(two_arms_plan(), cells, seed));
  EXPECT_EQ(verdict.kind, VerdictKind::invalid);
  EXPECT_EQ(verdict.caveat.in(text::Language::english),
            "no cell of threaded is valid: 999 of 1000 requests ended ok (8 of 12)");
  EXPECT_EQ(verdict.comparison, std::nullopt);
}

TEST(Verdicts, NeverTreatAnUnknownValueAsZero) {
  std::vector<records::CellRow> cells = two_arms();
  for (records::CellRow& cell : cells) {
    cell.server_cpu_us_per_request.reset();
  }
  const auto verdicts = make_verdicts(two_arms_plan(), cells, seed);
  EXPECT_EQ(by(Metric::server_cpu, verdicts).kind, VerdictKind::invalid);
  EXPECT_EQ(by(Metric::server_cpu, verdicts).caveat.in(text::Language::english),
            "server_cpu of async is not known");
  EXPECT_EQ(by(Metric::throughput, verdicts).kind, VerdictKind::better);
}

TEST(Verdicts, OmitAnArmThatWasSkipped) {
  EXPECT_EQ(make_verdicts(made_up_plan({"threaded", "nginx", "async"}), two_arms(), seed).size(),
            4);
}

TEST(Verdicts, OfAnOpenLoopOmitThroughputAndTotalCpu) {
  const plan::Plan plan = with_open_loop(two_arms_plan());
  std::vector<records::CellRow> cells = with_open_loop(two_arms());
  const auto verdicts = make_verdicts(plan, cells, seed);
  EXPECT_EQ(verdicts.size(), 6);
  for (const Verdict& verdict : verdicts) {
    const bool closed_only =
        verdict.metric == Metric::throughput || verdict.metric == Metric::total_cpu;
    EXPECT_TRUE(!closed_only || !verdict.level.load);
    EXPECT_EQ(verdict.kind, VerdictKind::better);
  }
}

TEST(Verdicts, AreTheSameForTheSameSeed) {
  const auto once = make_verdicts(two_arms_plan(), two_arms(), 1);
  const auto again = make_verdicts(two_arms_plan(), two_arms(), 1);
  const auto other = make_verdicts(two_arms_plan(), two_arms(), 2);
  EXPECT_EQ(once[0].comparison->interval_95.lower, again[0].comparison->interval_95.lower);
  EXPECT_NE(once[0].comparison->interval_95.lower, other[0].comparison->interval_95.lower);
}

TEST(Verdicts, ConvertToRows) {
  std::vector<records::CellRow> cells = two_arms();
  saturate(cells, "async");
  const records::VerdictRow row = to_row(make_verdicts(two_arms_plan(), cells, seed).at(0));
  EXPECT_EQ(row.metric, "throughput");
  EXPECT_EQ(row.verdict, "faster");
  EXPECT_EQ(row.bound, "at least");
  EXPECT_EQ(row.precise, true);
  EXPECT_EQ(row.reason, "threaded: 1.6 times the server CPU a request");
  EXPECT_LT(*row.lower_99, *row.lower);
  EXPECT_GT(*row.upper_99, *row.upper);
  EXPECT_LT(*row.lower, *row.lower_90);
  EXPECT_LT(*row.lower_90, *row.ratio);
  EXPECT_EQ(to_row(make_verdicts(two_arms_plan(), two_arms(5), seed).at(0)).verdict, "invalid");
}

TEST(Verdicts, WritePValuesAtFullPrecision) {
  const Verdict verdict = make_verdicts(two_arms_plan(), two_arms(20), seed).at(0);
  const std::string row = csv_row(records::verdict_columns(), to_row(verdict));
  const auto rows =
      read_rows(records::verdict_columns(), csv_header(records::verdict_columns()) + row, "v.csv");
  EXPECT_GT(*rows[0].p_value, 0);
  EXPECT_LT(*rows[0].p_value, 5e-5) << "0.0000 with four decimals";
  EXPECT_EQ(rows[0].p_value, verdict.comparison->p_value);
  EXPECT_EQ(rows[0].p_holm, verdict.corrected_p);
}

}  // namespace
}  // namespace tiga::suite::analysis
