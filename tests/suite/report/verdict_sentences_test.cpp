// The sentences of the first screen: each kind of verdict, in both languages.
#include "suite/report/verdict_sentences.hpp"

#include <gmock/gmock.h>

#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;
using namespace tests;

std::string headline_of(const records::RunData& run,
                        text::Language language = text::Language::english) {
  return headline(MadeUpReport(run, language));
}

// Of a run with one level.
std::string sentence_of(const records::RunData& run,
                        text::Language language = text::Language::english) {
  const std::vector<std::string> sentences = level_sentences(MadeUpReport(run, language));
  return sentences.size() == 1 ? sentences[0] : "not one sentence";
}

// async as it is, threaded nearly so, or straying too far to tell.
records::RunData beside(double per_second, double by) {
  std::vector<records::CellRow> cells = made_up_arm("threaded", 12, per_second, 50, by);
  add(cells, made_up_arm("async", 12, 15000));
  return made_up_run({"threaded", "async"}, cells);
}

TEST(Sentences, SayWhoIsFasterByHowMuch) {
  EXPECT_EQ(headline_of(two_arms_run()),
            "async (One event loop) is faster at every concurrency measured.");
  EXPECT_THAT(sentence_of(two_arms_run()),
              MatchesRegex("At concurrency 50, async is faster: 1\\.50 \\[1\\.4., 1\\.5.\\] times "
                           "the throughput of threaded\\."));
  EXPECT_EQ(headline_of(two_arms_run(), tests::indonesian),
            "async (Satu event loop) lebih cepat pada setiap konkurensi yang diukur.");
  EXPECT_THAT(sentence_of(two_arms_run(), tests::indonesian),
              StartsWith("Pada konkurensi 50, async lebih cepat: 1.50 ["));
}

TEST(Sentences, SayAtLeastIfTheFasterArmIsALowerBound) {
  records::RunData run = two_arms_run();
  saturate(run.cells, "async");
  EXPECT_THAT(sentence_of(run), HasSubstr("async is faster: at least 1.50 ["));
  EXPECT_THAT(sentence_of(run, tests::indonesian),
              HasSubstr("async lebih cepat: sedikitnya 1.50 ["));
}

TEST(Sentences, NeverSayFasterIfInconclusive) {
  const records::RunData run = beside(14500, 0.3);
  EXPECT_THAT(headline_of(run), StartsWith("At no concurrency can one server be called faster"));
  EXPECT_THAT(sentence_of(run), AllOf(HasSubstr("cannot be ranked: "), Not(HasSubstr("faster"))));
  EXPECT_THAT(sentence_of(run, tests::indonesian),
              AllOf(HasSubstr("tidak dapat diperingkat: "), Not(HasSubstr("lebih cepat"))));
  for (const PairLine& line : pair_lines(MadeUpReport(run))) {
    EXPECT_EQ(line.better, "");
    EXPECT_THAT(line.certainty, StartsWith("cannot be ranked: p = "));
  }
}

TEST(Sentences, NameLevelsAtWhichTwoArmsAreEquivalent) {
  const records::RunData run = beside(15000, 0.005);
  EXPECT_THAT(sentence_of(run), AllOf(HasSubstr(" are equivalent: "), Not(HasSubstr("faster"))));
  EXPECT_THAT(sentence_of(run, tests::indonesian), HasSubstr(" setara: "));
  EXPECT_EQ(pair_lines(MadeUpReport(run)).at(0).certainty, "equivalent within ±5 %");
}

TEST(Sentences, CompareServerCpuIfTheGeneratorWasTheLimit) {
  records::RunData run = two_arms_run();
  saturate(run.cells, "async");
  saturate(run.cells, "threaded");
  EXPECT_THAT(headline_of(run), StartsWith("At no concurrency can"));
  EXPECT_THAT(
      sentence_of(run),
      AllOf(HasSubstr("cannot be ranked by throughput: the generator was the limit of both. By "
                      "server CPU a request async is cheaper: 0.6"),
            Not(HasSubstr("faster"))));
  EXPECT_THAT(sentence_of(run, tests::indonesian),
              HasSubstr("Menurut CPU server per permintaan async lebih hemat: 0.6"));
  const std::vector<PairLine> lines = pair_lines(MadeUpReport(run));
  ASSERT_EQ(lines.size(), 2);
  EXPECT_EQ(lines[0].better, "");
  EXPECT_EQ(lines[1].better, "async");
  EXPECT_EQ(lines[1].verdict.metric, analysis::Metric::server_cpu);
}

TEST(Sentences, SayWhatIsInvalidAndWhy) {
  std::vector<records::CellRow> cells = two_arms();
  add(cells, made_up_arm("balanced", 12, 12000));
  for (records::CellRow& cell : cells) {
    cell.valid = cell.arm != "balanced";
    cell.reason = cell.valid ? records::CellReason() : records::CellReason("failed", "it died");
  }
  const records::RunData run = made_up_run({"threaded", "async", "balanced"}, cells);
  EXPECT_THAT(sentence_of(run),
              AllOf(HasSubstr("async is faster: "),
                    EndsWith(" There is no verdict on async and balanced: no cell of balanced is "
                             "valid: it died (12 of 12).")));
  EXPECT_THAT(headline_of(run), StartsWith("At no concurrency")) << "one was not compared";
  EXPECT_THAT(sentence_of(run, tests::indonesian),
              HasSubstr(" Tidak ada putusan untuk async dan balanced: tidak ada sel balanced"));
}

TEST(Sentences, NameTheFasterArmAtEachLevel) {
  std::vector<records::CellRow> cells = two_arms();
  for (records::CellRow cell : two_arms()) {
    cell.concurrency = 100;
    cell.arm = cell.arm == "async" ? "threaded" : "async";
    cells.push_back(cell);
  }
  records::RunData run = made_up_run({"threaded", "async"}, cells);
  run.manifest.plan.concurrencies = {50, 100};
  EXPECT_EQ(headline_of(run),
            "Which server is faster depends on the concurrency: async at 50; threaded at 100.");
  EXPECT_EQ(headline_of(run, tests::indonesian),
            "Server mana yang lebih cepat bergantung pada konkurensi: async pada 50; threaded pada "
            "100.");
}

TEST(Sentences, SayWhyThereIsNoVerdict) {
  EXPECT_EQ(headline_of(two_arms_run(1)),
            "No verdict: one block says nothing of how far runs differ.");
  EXPECT_THAT(headline_of(two_arms_run(4)), StartsWith("No verdict: 4 valid blocks, 6 are needed"));
  EXPECT_THAT(level_sentences(MadeUpReport(two_arms_run(1))), IsEmpty());
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

TEST(Sentences, CompareLatencyInAnOpenLoop) {
  records::RunData run = two_arms_run();
  run.manifest.plan.loads = {0.8};
  for (records::CellRow cell : two_arms()) {
    cell.load = 0.8;
    run.cells.push_back(cell);
  }
  const std::vector<std::string> sentences = level_sentences(MadeUpReport(run));
  ASSERT_EQ(sentences.size(), 2);
  EXPECT_THAT(sentences[1],
              StartsWith("At concurrency 50 and 80 % load, async answers sooner: 0.67 "
                         "["));
  EXPECT_THAT(sentences[1], EndsWith("times the p99 latency of threaded."));
}

TEST(Sentences, ShowTheTimeOfARun) {
  EXPECT_EQ(utc_text("20261123T124633Z"), "2026-11-23 12:46 UTC");
  EXPECT_EQ(utc_text(""), "");
  EXPECT_EQ(utc_text("yesterday"), "yesterday");
}

TEST(PairLines, NameTheBetterArmFirst) {
  const std::vector<PairLine> lines = pair_lines(MadeUpReport(two_arms_run()));
  ASSERT_EQ(lines.size(), 1);
  EXPECT_EQ(lines[0].verdict.arm, "async");
  EXPECT_EQ(lines[0].better, "async");
  EXPECT_EQ(lines[0].ratio, "1.50");
  EXPECT_THAT(lines[0].interval, MatchesRegex("1\\.4. to 1\\.5."));
  EXPECT_THAT(lines[0].certainty, StartsWith("p "));
}

}  // namespace
}  // namespace tiga::suite::report
