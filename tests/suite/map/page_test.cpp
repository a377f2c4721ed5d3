// What a map says of made-up runs.
#include "suite/map/page.hpp"

#include <gmock/gmock.h>

#include "suite/map/sentences.hpp"
#include "suite/records/columns.hpp"
#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_map.hpp"

namespace tiga::suite::map {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const std::vector<std::string> arms{"threaded", "async", "balanced"};

// tiny: 50 µs each; a request alone takes 100 µs.
MeasuredWorkload tiny() {
  return tests::made_up_workload("tiny", std::nullopt, arms,
                                 {{"threaded", 1, 10000},
                                  {"async", 1, 10000},
                                  {"balanced", 1, 10000},
                                  {"threaded", 64, 15000},
                                  {"async", 64, 20000},
                                  {"balanced", 64, 12000}});
}

// 5 ms: async does as predicted, threaded too, but at c=64 its cores are full; balanced is slow for
// no reason that is known.
MeasuredWorkload sleep() {
  MeasuredWorkload workload = tests::made_up_workload("sleep-5", Service{0.005, 0}, arms,
                                                      {{"threaded", 1, 196},
                                                       {"async", 1, 196},
                                                       {"balanced", 1, 196},
                                                       {"threaded", 64, 6000},
                                                       {"async", 64, 195},
                                                       {"balanced", 64, 400}});
  for (records::CellRow& cell : workload.run.cells) {
    if (cell.arm == "threaded" && cell.concurrency == 64) {
      cell.server_core_share = 0.97;
    }
  }
  return measured(workload.workload, workload.run);
}

TEST(MapPage, QuotesNamesForAShell) {
  MapData map = tests::made_up_map({tiny()});
  map.folder = "results/it's mine";
  map.manifest.name = "my map";
  map.manifest.status = records::RunStatus::interrupted;
  map.manifest.choice.workloads = {"a b", "c"};
  const std::string text = tests::text_of(map_page(map, "", text::Language::english));
  EXPECT_THAT(text, AllOf(HasSubstr("tiga map 'my map' --seed 7 --arms threaded,async,balanced "
                                    "--workloads 'a b,c'\n"),
                          HasSubstr("tiga report 'it'\\''s mine' --lang en\n"),
                          HasSubstr("tiga report 'it'\\''s mine/tiny' --lang en\n"),
                          HasSubstr("tiga map --resume 'it'\\''s mine' goes on")));
}

TEST(MapRows, HaveThePredictionNextToTheMeasurement) {
  const MapData map = tests::made_up_map({tiny(), sleep()});
  const records::MapRow* async = find_row(map.rows, "sleep-5", "async", 64);
  ASSERT_NE(async, nullptr);
  EXPECT_NEAR(async->predicted.value_or(0), 1 / 0.00505, 0.5);
  EXPECT_NEAR(async->predicted_at_least.value_or(0), 1 / 0.00505, 0.5) << "one at a time";
  EXPECT_EQ(async->limit, "handlers");
  EXPECT_NEAR(async->measured_to_predicted.value_or(0), 0.985, 0.01);
  EXPECT_EQ(async->winner, "threaded");
  EXPECT_EQ(async->verdict, "wins");
  const records::MapRow* alone = find_row(map.rows, "sleep-5", "threaded", 1);
  ASSERT_NE(alone, nullptr);
  EXPECT_NEAR(alone->predicted.value_or(0), 1 / 0.0051, 0.5) << "with the way of a request alone";
  EXPECT_EQ(alone->verdict, "equivalent");
  EXPECT_EQ(alone->winner, "threaded=async=balanced");
  const records::MapRow* plain = find_row(map.rows, "tiny", "async", 64);
  ASSERT_NE(plain, nullptr);
  EXPECT_FALSE(plain->predicted) << "own costs come from there: it would predict itself";
  EXPECT_EQ(find_row(map.rows, "tiny", "async", 3), nullptr);
}

TEST(MapSentences, DescribeAWorkloadInOneLine) {
  EXPECT_EQ(workload_line(sleep(), text::Language::english),
            "Work sleep-5: threaded, async and balanced tie at c=1: they are equivalent; threaded "
            "wins at c=64 (15.0 times the next).");
  EXPECT_THAT(workload_line(sleep(), tests::indonesian),
              HasSubstr("threaded menang pada c=64 (15.0 kali urutan berikutnya)."));
}

TEST(MapSentences, NameArmsThatAreSlowerForLackOfHandlers) {
  const MapData map = tests::made_up_map({tiny(), sleep()});
  EXPECT_THAT(level_lines(map.workloads[1], map.rows, text::Language::english).at(1),
              AllOf(HasSubstr("c=64: threaded is faster: 15.0 ["),
                    HasSubstr("] times the throughput of balanced; balanced: 4 event loops, each "
                              "with one request at a time, 5 ms each: no more than 792 requests a "
                              "second.")));
}

TEST(MapSentences, SayWhereTotalCpuRanksOtherwise) {
  MeasuredWorkload workload = tests::made_up_workload("tiny", std::nullopt, {"threaded", "async"},
                                                      {{"threaded", 1, 10000, 80},
                                                       {"async", 1, 20000, 40},
                                                       {"threaded", 64, 10000, 80},
                                                       {"async", 64, 20000, 40}});
  for (const std::string& line : level_lines(workload, {}, text::Language::english)) {
    EXPECT_THAT(line, Not(HasSubstr("CPU in all")));
  }
  for (records::CellRow& cell : workload.run.cells) {
    *cell.total_cpu_us_per_request += cell.arm == "async" && cell.concurrency == 64 ? 500 : 0;
  }
  workload = measured(workload.workload, workload.run);
  const auto lines = level_lines(workload, {}, text::Language::english);
  EXPECT_THAT(lines.at(0), Not(HasSubstr("CPU in all")));
  EXPECT_THAT(lines.at(1),
              HasSubstr(" async needs less server CPU than threaded but more CPU in all"));
}

TEST(MapSentences, GiveEachArmItsPlaceAndNameThoseThatFailed) {
  MeasuredWorkload workload = sleep();
  EXPECT_THAT(level_lines(workload, {}, text::Language::english).at(0),
              HasSubstr(" Places by throughput: 1–3 "));
  EXPECT_THAT(level_lines(workload, {}, text::Language::english).at(1),
              HasSubstr(" Places by throughput: 1 threaded; 2 balanced; 3 async."));
  for (records::CellRow& cell : workload.run.cells) {
    if (cell.arm == "balanced" && cell.concurrency == 64) {
      cell.valid = false;
      cell.reason = {"failed", "it died"};
      cell.log = "failed/cell-9.txt";
    }
  }
  const MapData map = tests::made_up_map({measured(workload.workload, workload.run)});
  EXPECT_THAT(level_lines(map.workloads[0], map.rows, text::Language::english).at(1),
              AllOf(HasSubstr(" No cell of balanced is valid: it died ("),
                    HasSubstr(" Log: sleep-5/failed/cell-9.txt.")));
  EXPECT_EQ(missing_arms(map, text::Language::english),
            " No valid cell: balanced (sleep-5, c=64).");
}

TEST(MapSentences, CountLevelsInTheHeadline) {
  EXPECT_EQ(map_headline(tests::made_up_map({tiny(), sleep()}), text::Language::english),
            "4 places of the map, who is ahead: async 1, threaded 1, ties 2.");
}

TEST(MapSentences, NameTheOtherLimitsOfTheModel) {
  const MapData map = tests::made_up_map({tiny(), sleep()});
  const std::vector<std::string> lines =
      model_lines(map.workloads[1], map.rows, text::Language::english);
  ASSERT_EQ(lines.size(), 3);
  EXPECT_THAT(lines[0],
              AllOf(HasSubstr("threaded: a thread for each connection"),
                    HasSubstr("As predicted within 10 %"), HasSubstr("c=1: 196"),
                    HasSubstr("Not so at c=64: 6008 a second measured, 11649 to 12549 predicted"),
                    HasSubstr("what its servers may use was full (97 %)")));
  EXPECT_THAT(lines[1],
              AllOf(HasSubstr("async: one event loop does the work of one request at a time, 5 ms"),
                    HasSubstr("c=64: 195 (0.99 of the predicted 198, limit: its handlers)"),
                    Not(HasSubstr("Not so"))));
  EXPECT_THAT(lines[2], HasSubstr("not explained by the cells' columns"));
  EXPECT_THAT(model_lines(map.workloads[0], map.rows, text::Language::english), IsEmpty());
}

TEST(MapSentences, MentionASaturatedGenerator) {
  MeasuredWorkload workload = sleep();
  for (records::CellRow& cell : workload.run.cells) {
    if (cell.arm == "balanced") {
      cell.generator_core_share = 0.99;
    }
  }
  const MapData map = tests::made_up_map({tiny(), measured(workload.workload, workload.run)});
  EXPECT_THAT(model_lines(map.workloads[1], map.rows, text::Language::english).at(2),
              HasSubstr("the generator was the limit (99 % of its core)"));
}

TEST(MapPage, StartsWithTheVerdictAndHasASectionForEachWorkload) {
  const MapData map = tests::made_up_map({tiny(), sleep()});
  for (const text::Language language : text::languages()) {
    const document::Document page = map_page(map, "", language);
    const std::string opening = tests::text_of(page.opening);
    EXPECT_THAT(opening, HasSubstr(map_headline(map, language)));
    EXPECT_THAT(opening, HasSubstr(workload_line(map.workloads[1], language)));
    EXPECT_THAT(tests::section_of(page, "sleep-5"), HasSubstr("threaded | 64 | 6"));
    EXPECT_THAT(tests::section_of(page, "map"), HasSubstr("threaded 15.0×"));
    EXPECT_THAT(tests::section_of(page, "warnings"), HasSubstr("Holm"));
  }
  EXPECT_THAT(map_tex(map, text::Language::english),
              AllOf(HasSubstr("T 15.0$\\times$"), HasSubstr("T=A=B within 5 \\%")));
}

TEST(MapPage, NamesDisturbedWorkloadsFirstAndSaysInTheirSectionsByWhat) {
  MeasuredWorkload disturbed = sleep();
  disturbed.run.manifest.machine.cores = 2;
  disturbed.run.manifest.load_average = 17.5;
  const MapData map = tests::made_up_map({tiny(), disturbed});
  const document::Document page = map_page(map, "", text::Language::english);
  EXPECT_THAT(tests::text_of(page.opening),
              AllOf(StartsWith("This run was disturbed\nWorkloads disturbed: 1 of 2 (sleep-5)."),
                    Not(HasSubstr("17.5"))));
  EXPECT_THAT(tests::section_of(page, "sleep-5"), HasSubstr("began 17.5 processes ran"));
  EXPECT_THAT(tests::section_of(page, "tiny"), Not(HasSubstr("disturbed")));
  EXPECT_THAT(map_text(map, text::Language::english),
              HasSubstr("sleep-5: In the minute before the run began 17.5"));
}

TEST(MapPage, SaysWhyThereIsNoPrediction) {
  const auto section = [](const MeasuredWorkload& workload) {
    return tests::section_of(map_page(tests::made_up_map({workload}), "", text::Language::english),
                             workload.workload.name);
  };
  EXPECT_THAT(section(tiny()), HasSubstr("Nothing is predicted here: what a request costs each"));
  MeasuredWorkload bytes = tiny();
  bytes.workload.own_cost = false;
  EXPECT_THAT(section(bytes), HasSubstr("Nothing is predicted here: how long a request's bytes"));
  MeasuredWorkload idle = bytes;
  idle.run.manifest.plan.background_clients.idle = 8;
  EXPECT_THAT(section(idle), HasSubstr("Nothing is predicted here: a request has no work"));
  MeasuredWorkload slow = bytes;
  slow.run.manifest.plan.background_clients.slow_readers = 8;
  EXPECT_THAT(section(slow), HasSubstr("Nothing is predicted here: slow readers hold"));
  EXPECT_THAT(section(sleep()), Not(HasSubstr("Nothing is predicted")));
}

TEST(MapPage, SaysWhichCoresTheModelCounts) {
  MeasuredWorkload workload = tiny();
  records::Manifest& manifest = workload.run.manifest;
  manifest.machine.cores = 2;
  const auto model = [&] {
    return tests::section_of(map_page(tests::made_up_map({workload}), "", text::Language::english),
                             "model");
  };
  manifest.placement = records::place(plan::Pinning::free, {{{0}}, {{1}}});
  EXPECT_THAT(model(), HasSubstr("counts all cores, 2, and the generator works on the same ones"));
  manifest.placement = records::place(plan::Pinning::split, {{{0}}, {{1}}});
  EXPECT_THAT(model(), HasSubstr("The cores that it counts are those of the servers: 1."));
}

TEST(MapPage, NamesMissingParts) {
  MapData map = tests::made_up_map({tiny()});
  map.manifest.status = records::RunStatus::interrupted;
  map.not_measured = {"sleep-5"};
  map.manifest.left_out = {{"cpu-500", "python", records::Reason("other_reply", 5000, 122)}};
  const document::Document page = map_page(map, "", text::Language::english);
  EXPECT_THAT(tests::text_of(page.opening), StartsWith("Cut short\nThe map is not complete: "));
  EXPECT_THAT(map_text(map, text::Language::english), StartsWith("The map is not complete: "));
  const std::string notes = tests::section_of(page, "warnings");
  EXPECT_THAT(
      notes,
      AllOf(HasSubstr("tiga map --resume 20261123T124633Z-map goes on"),
            HasSubstr("sleep-5 was not measured."),
            HasSubstr("cpu-500, python left out: its reply has 5000 bytes, one of ours 122")));
}

TEST(MapChart, EachArmHasItsOwnLetter) {
  EXPECT_THAT(map_letters({"threaded", "async", "balanced", "pool", "process", "prefork", "loops",
                           "coroutine", "balanced-threads", "offload"}),
              ElementsAre("T", "A", "B", "P", "R", "E", "L", "C", "N", "O"));
  EXPECT_THAT(map_letters({"a", "aa", "a-a"}), ElementsAre("A", "B", "C"));
}

LevelDecision won_by(std::vector<std::string> best, Decision how) {
  LevelDecision decision;
  decision.concurrency = 4;
  decision.decision = how;
  decision.best = std::move(best);
  return decision;
}

TEST(MapChart, AFieldShowsTheWinnerAndItsRatio) {
  const auto text = [&](const LevelDecision& decision) {
    const PlaceText place = place_text(decision, tests::made_up_plan(arms), arms, map_letters(arms),
                                       text::Language::english);
    return place.letters + "|" + place.ratio;
  };
  LevelDecision decision = won_by({"async"}, Decision::wins);
  decision.ratio = 1.42;
  EXPECT_EQ(text(decision), "A|1.42×");
  decision.at_least = true;
  EXPECT_EQ(text(decision), "A|≥1.42×");
  decision.at_least = false;
  decision.by = analysis::Metric::server_cpu;
  EXPECT_EQ(text(decision), "A|CPU 1.42×");
  decision.decision = Decision::estimated;
  EXPECT_EQ(text(decision), "A|CPU ~1.42×");
  decision = won_by({"async", "balanced"}, Decision::equivalent);
  EXPECT_EQ(text(decision), "A=B|within 5 %");
  decision.decision = Decision::inconclusive;
  EXPECT_EQ(text(decision), "A=B|?");
  decision = won_by({}, Decision::invalid);
  EXPECT_EQ(text(decision), "–|no verdict");
}

}  // namespace
}  // namespace tiga::suite::map
