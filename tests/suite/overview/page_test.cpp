// The page of all runs, from folders to the document.
#include "suite/overview/page.hpp"

#include <gmock/gmock.h>

#include "suite/overview/read.hpp"
#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_map.hpp"
#include "tests/suite/overview/result_fixture.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr text::Language english = text::Language::english;
const Commands typed{"tiga"};

class Overview : public tests::ResultFixture {
 protected:
  records::Paths paths() const { return {TIGA_SOURCE_DIR, results()}; }
  std::vector<Entry> entries() const { return read_entries(paths(), english); }
};

TEST_F(Overview, SaysOfARunWhatItsPageSaysFirst) {
  report(make_run("20261121T000000Z-report"));
  const Entry entry = entries().at(0);
  EXPECT_EQ(entry.name, "20261121T000000Z-report");
  EXPECT_EQ(entry.plan, "report");
  EXPECT_EQ(entry.result, "async (One event loop) is faster at every concurrency measured.");
  EXPECT_EQ(entry.spent_s, 48);
  EXPECT_TRUE(entry.has_page);
  EXPECT_EQ(entry.about_bars, "requests/s at concurrency 50");
  EXPECT_THAT(entry.bars, ElementsAre(Field(&document::Bar::name, "async"),
                                      Field(&document::Bar::name, "threaded")));
  EXPECT_NEAR(entry.bars[0].value, 15000, 100);
}

TEST_F(Overview, MarksARunThatWasDisturbed) {
  const fs::path run = make_run("20261121T000000Z-report");
  report(run);
  change(run, [](records::Manifest& manifest) {
    manifest.machine.cores = 2;
    manifest.load_average = 13;
  });
  EXPECT_THAT(entries().at(0).result, testing::StartsWith("Disturbed. async "));
}

TEST_F(Overview, SaysHowFarARunCame) {
  const fs::path run = make_run("20261121T000000Z-report");
  EXPECT_EQ(entries().at(0).result, "No page was made of it yet.");
  EXPECT_FALSE(entries().at(0).has_page);
  report(run);
  change(run,
         [](records::Manifest& manifest) { manifest.status = records::RunStatus::interrupted; });
  EXPECT_THAT(entries().at(0).result, testing::StartsWith("Cut short. async "));
  change(run, [](records::Manifest& manifest) { manifest.status = records::RunStatus::running; });
  EXPECT_THAT(entries().at(0).result, HasSubstr("Not at its end"));
}

TEST_F(Overview, ShowsTheMiddleConcurrencyAndFewBars) {
  records::RunData run = tests::two_arms_run();
  run.manifest.plan.arms = {"a", "b", "c", "d", "e", "f", "g"};
  run.manifest.plan.concurrencies = {1000, 1, 50};
  const records::Published none("", {});
  RunFiles files{run, none, std::nullopt, {}};
  double value = 100;
  for (const std::string& arm : run.manifest.plan.arms) {
    for (const std::uint64_t concurrency : {1U, 50U, 1000U}) {
      records::EstimateRow row;
      row.metric = "throughput";
      row.concurrency = concurrency;
      row.arm = arm;
      row.median = value++;
      files.estimates.push_back(row);
    }
  }
  const Entry entry = run_entry(files, english);
  EXPECT_EQ(entry.about_bars, "requests/s at concurrency 50, the first 5 of 7");
  ASSERT_EQ(entry.bars.size(), 5U);
  EXPECT_EQ(entry.bars[0].name, "g");
  EXPECT_EQ(entry.bars[0].text, "119");
}

TEST_F(Overview, FindsTheNewestRunBeforeThatCanBeComparedWith) {
  make_run("20261121T000000Z-report");
  make_run("20261122T000000Z-other", std::string(tests::two_arms_text) + "keep_alive = true\n");
  make_run("20261123T000000Z-report");
  make_run("20261124T000000Z-report");
  change(results() / "20261123T000000Z-report",
         [](records::Manifest& manifest) { manifest.machine.cores = 96; });
  const std::vector<Entry> all = entries();
  EXPECT_EQ(all[0].baseline, "20261123T000000Z-report");
  EXPECT_TRUE(all[0].other_machine);
  EXPECT_EQ(all[1].baseline, "20261121T000000Z-report");
  EXPECT_EQ(all[2].baseline, "") << "another load";
  EXPECT_EQ(all[3].baseline, "") << "none before it";
  const document::Document page = overview_page(all, typed, english);
  EXPECT_THAT(tests::section_of(page, "compare"),
              AllOf(HasSubstr("tiga compare 20261123T000000Z-report 20261124T000000Z-report\n"),
                    HasSubstr("tiga compare 20261121T000000Z-report 20261123T000000Z-report\n"),
                    Not(HasSubstr("other"))));
  EXPECT_THAT(tests::text_of(page.opening), HasSubstr("2026-11-23 00:00 UTC (another machine)"));
}

TEST_F(Overview, ComparesRunsWithSixBlocksInCommon) {
  for (const std::size_t blocks : {5U, 6U}) {
    for (const char* const name : {"20261121T000000Z-report", "20261122T000000Z-report"}) {
      const fs::path run = make_run(name);
      std::vector<records::CellRow> cells = records::read_run(run).cells;
      std::erase_if(cells, [&](const records::CellRow& cell) { return cell.block > blocks; });
      common::write_file(run / "cells.csv", csv_file(records::cell_columns(), cells));
    }
    EXPECT_EQ(entries().at(0).baseline, blocks < 6 ? "" : "20261121T000000Z-report") << blocks;
  }
}

TEST_F(Overview, NamesAFolderThatWasRenamed) {
  make_run("20261121T000000Z-report");
  fs::rename(make_run("20261122T000000Z-report"), results() / "before the change");
  const document::Document page = overview_page(entries(), typed, english);
  EXPECT_THAT(tests::text_of(page.opening),
              AllOf(HasSubstr("before the change: report"), Not(HasSubstr("Z-report"))));
}

TEST_F(Overview, ComparesNothingWithADebugBuild) {
  make_run("20261121T000000Z-report");
  change(results() / "20261121T000000Z-report",
         [](records::Manifest& manifest) { manifest.build.measures = false; });
  make_run("20261122T000000Z-report");
  EXPECT_EQ(entries().at(0).baseline, "");
}

TEST_F(Overview, NamesWhatCannotBeRead) {
  report(make_run("20261121T000000Z-report"));
  const fs::path damaged = make_run("20261122T000000Z-report");
  common::write_file(damaged / "cells.csv", "cell,block\nx,1\n");
  const std::vector<Entry> all = entries();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].name, "20261122T000000Z-report");
  const document::Document page = overview_page(all, typed, english);
  EXPECT_THAT(tests::section_of(page, "unreadable"), HasSubstr("cells.csv:2: cell: 'x'"));
  EXPECT_EQ(page.subtitle, "Runs: 1. Maps: 0.");
}

TEST_F(Overview, OfAMapHasThePlacesThatEachServerWon) {
  const map::MapData map =
      tests::made_up_map({tests::made_up_workload("tiny", std::nullopt, {"threaded", "async"},
                                                  {{"threaded", 1, 10000},
                                                   {"async", 1, 15000},
                                                   {"threaded", 64, 10000},
                                                   {"async", 64, 15000}})});
  const Entry entry =
      map_entry({"20261123T124633Z-map", map.manifest, map.rows, {map.workloads[0].run}}, english);
  EXPECT_TRUE(entry.is_map);
  EXPECT_EQ(entry.result, "2 places of the map, who is ahead: async 2.");
  EXPECT_EQ(entry.machine, "AMD EPYC, 8 cores");
  EXPECT_EQ(entry.about_bars, "places won");
  ASSERT_EQ(entry.bars.size(), 1U);
  EXPECT_EQ(entry.bars[0].text, "2");
}

TEST_F(Overview, HasTheCommandsOfTheNewestTenPairs) {
  std::vector<Entry> all(13);
  for (std::size_t at = 0; at < all.size(); ++at) {
    all[at].name = "run-" + std::to_string(at);
    all[at].baseline = at + 1 < all.size() ? "run-" + std::to_string(at + 1) : "";
  }
  const document::Document page =
      overview_page(all, {"tiga", " --results '/srv/my runs'"}, english);
  EXPECT_THAT(tests::section_of(page, "compare"),
              AllOf(HasSubstr("tiga compare run-1 run-0 --results '/srv/my runs'\n"),
                    HasSubstr("tiga compare run-10 run-9 --results"), Not(HasSubstr("run-11"))));
  EXPECT_THAT(tests::section_of(page, "clean"),
              HasSubstr("tiga clean --keep 5 --results '/srv/my runs'\n"));
}

TEST_F(Overview, SaysThatThereIsNoRun) {
  const document::Document page = overview_page({}, typed, english);
  EXPECT_THAT(tests::text_of(page), HasSubstr("There is no run here yet"));
  EXPECT_THAT(page.sections, IsEmpty());
}

TEST_F(Overview, IsInTheLanguageThatIsAskedFor) {
  report(make_run("20261121T000000Z-report"));
  make_run("20261120T000000Z-report");
  const auto all = read_entries(paths(), tests::indonesian);
  const document::Document page = overview_page(all, typed, tests::indonesian);
  EXPECT_EQ(page.language, "id");
  EXPECT_THAT(tests::text_of(page),
              AllOf(Not(HasSubstr("All runs")), Not(HasSubstr("can be compared")),
                    Not(HasSubstr("No page was made"))));
}

}  // namespace
}  // namespace tiga::suite::overview
