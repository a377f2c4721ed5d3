// The page of runs that went well and of runs that did not: what it says is true.
#include "suite/report/write_up.hpp"

#include <gmock/gmock.h>

#include <set>

#include "suite/report/tex.hpp"
#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace tests;

document::Document written_page(const records::RunData& run,
                                text::Language language = text::Language::english,
                                const std::string& why_no_chart = "") {
  return write_up(MadeUpReport(run, language, why_no_chart));
}

std::vector<std::string> ids_of(const document::Document& page) {
  std::vector<std::string> ids;
  for (const document::Section& section : page.sections) {
    ids.push_back(section.id);
  }
  return ids;
}

TEST(WriteUp, HasAllItsSectionsInOrder) {
  const auto all = ElementsAre("results", "verdicts", "charts", "why", "machine", "method",
                               "warnings", "invalid", "cite", "repeat");
  EXPECT_THAT(ids_of(written_page(two_arms_run())), all);
  const document::Document page = written_page(two_arms_run(), tests::indonesian);
  EXPECT_THAT(ids_of(page), all);
  EXPECT_EQ(page.language, "id");
}

TEST(WriteUp, StartsWithTheVerdict) {
  const document::Document page = written_page(two_arms_run());
  EXPECT_EQ(page.title, "Which server does better: threaded or async?");
  EXPECT_THAT(page.subtitle, AllOf(HasSubstr("12 blocks"), HasSubstr("AMD EPYC"),
                                   HasSubstr("2026-11-23 12:46 UTC"), HasSubstr("50b7a91")));
  ASSERT_FALSE(page.opening.empty());
  const auto* lead = std::get_if<document::Lead>(&page.opening.front());
  ASSERT_NE(lead, nullptr);
  EXPECT_EQ(lead->result.kind, document::Callout::Kind::result);
  EXPECT_THAT(lead->result.title, HasSubstr("async (One event loop) is faster"));
  EXPECT_THAT(text_of(page.opening),
              HasSubstr("50 | async / threaded | throughput | async | 1.50"));
}

TEST(WriteUp, HasTablesOfOneShapeWithUniqueNames) {
  for (const text::Language language : text::languages()) {
    std::set<std::string> ids;
    const auto check = [&](const std::vector<document::Block>& blocks) {
      for (const document::Block& block : blocks) {
        if (const auto* table = std::get_if<document::Table>(&block)) {
          EXPECT_TRUE(ids.insert(table->id).second) << table->id;
          EXPECT_NE(table->caption, "");
          for (const auto& row : table->rows) {
            EXPECT_EQ(row.size(), table->columns.size()) << table->id;
          }
        }
      }
    };
    const document::Document page = written_page(two_arms_run(), language);
    check(page.opening);
    for (const document::Section& section : page.sections) {
      check(section.blocks);
    }
    EXPECT_GE(ids.size(), 6);
  }
}

TEST(WriteUp, ShowsRowsNextToThePublishedOnes) {
  const std::string results = section_of(written_page(two_arms_run()), "results");
  EXPECT_THAT(results, HasSubstr("1 | 50 | 0.0"));
  EXPECT_THAT(results, HasSubstr(" | 1000 | 0 | 122000 | "));
  EXPECT_THAT(results, HasSubstr(" | 16.84 | "));
  EXPECT_THAT(results, HasSubstr("The cause on WSL is not known"));
  records::RunData other = two_arms_run();
  other.manifest.plan.keep_alive = true;
  EXPECT_THAT(section_of(written_page(other), "results"),
              AllOf(Not(HasSubstr("16.84")), Not(HasSubstr("WSL"))));
}

TEST(WriteUp, ExplainsHowToCiteAndRepeatTheRun) {
  const document::Document page = written_page(two_arms_run());
  EXPECT_THAT(section_of(page, "cite"),
              AllOf(HasSubstr("tiga 0.1.0 (50b7a91)"), HasSubstr("@misc{tiga-20261123T124633Z,"),
                    HasSubstr("year = {2026}")));
  EXPECT_THAT(section_of(page, "repeat"),
              AllOf(HasSubstr("git checkout 50b7a91\n"),
                    HasSubstr("tiga run made-up --seed 7 --pinning split\n"),
                    HasSubstr("tiga report 20261123T124633Z-made-up --lang en"),
                    HasSubstr("arms = []"), Not(HasSubstr("--resume"))));
  records::RunData dirty = two_arms_run();
  dirty.manifest.build.git_describe = "50b7a91-dirty";
  EXPECT_THAT(section_of(written_page(dirty), "repeat"),
              AllOf(HasSubstr("git checkout 50b7a91\n"), HasSubstr("are no commit")));
  dirty.manifest.build.git_describe = "unknown";
  EXPECT_THAT(section_of(written_page(dirty), "repeat"), Not(HasSubstr("git checkout")));
}

TEST(WriteUp, QuotesThePlanForAShell) {
  records::RunData run = two_arms_run();
  run.manifest.plan.name = "it's my plan";
  run.manifest.status = records::RunStatus::interrupted;
  EXPECT_THAT(section_of(written_page(run), "repeat"),
              AllOf(HasSubstr("tiga run 'it'\\''s my plan' --seed 7 --pinning split\n"),
                    HasSubstr("tiga run --resume '20261123T124633Z-it'\\''s my plan'."),
                    HasSubstr("tiga report '20261123T124633Z-it'\\''s my plan' --lang en")));
}

TEST(WriteUp, NamesOutlyingBlocks) {
  records::RunData run = two_arms_run();
  EXPECT_THAT(text_of(written_page(run).opening), Not(HasSubstr("far from those")));
  *run.cells[4].ok_per_second /= 2;
  EXPECT_THAT(text_of(written_page(run).opening),
              HasSubstr("all other blocks: async/threaded (c=50) in block 5."));
}

TEST(WriteUp, SaysThatBlocksDependOnEachOther) {
  records::RunData run = two_arms_run(24);
  EXPECT_THAT(section_of(written_page(run), "warnings"), Not(HasSubstr("resembles")));
  for (records::CellRow& cell : run.cells) {
    *cell.ok_per_second *= cell.arm == "async" && cell.block > 12 ? 1.1 : 1;
  }
  EXPECT_THAT(section_of(written_page(run), "warnings"),
              HasSubstr("Each block resembles the one before (throughput: correlation 0."));
}

TEST(WriteUp, RepeatsARunWithItsBudget) {
  records::RunData run = two_arms_run();
  run.manifest.plan.budget_s = 300;
  EXPECT_THAT(section_of(written_page(run), "repeat"),
              HasSubstr("tiga run made-up --seed 7 --pinning split --budget 300\n"));
}

TEST(WriteUp, SaysWhyChartsAreMissing) {
  const std::string why = "gnuplot is not installed.";
  EXPECT_THAT(section_of(written_page(two_arms_run(), text::Language::english, why), "charts"),
              HasSubstr(why));
  const document::Document page = written_page(two_arms_run());
  EXPECT_THAT(text_of(page), Not(HasSubstr("installed")));
  EXPECT_THAT(section_of(page, "charts"), AllOf(HasSubstr("threaded: 100"), HasSubstr(" at 50")));
  const std::string of_the_opening = "Throughput against concurrency";
  EXPECT_THAT(text_of(page.opening), HasSubstr(of_the_opening));
  EXPECT_THAT(section_of(page, "charts"), Not(HasSubstr(of_the_opening)));
}

TEST(WriteUp, OfARunWithFailuresNamesEachCell) {
  records::RunData run = two_arms_run();
  run.cells[3].valid = false;
  run.cells[3].cell = 4;
  run.cells[3].reason = {"failed", "3 requests did not end ok"};
  const document::Document page = written_page(run);
  EXPECT_THAT(section_of(page, "invalid"), HasSubstr("4 | 4 | threaded | 50 | 3 requests did not"));
  EXPECT_THAT(text_of(page.opening), HasSubstr("1 of 24 cells are invalid"));
  EXPECT_THAT(section_of(written_page(two_arms_run()), "invalid"),
              HasSubstr("None of the 24 cells"));
}

// Their replies differ in the second of the Date field.
TEST(WriteUp, CountsCellsAlikeWhateverTheirExamples) {
  records::RunData run = two_arms_run();
  std::size_t second = 0;
  for (records::CellRow& cell : run.cells) {
    cell.valid = false;
    cell.reason = {"not_all_ok", 0, 1000};
    cell.reason.add("wrong_status", "1000");
    cell.reason.add("detail", "status 404, expected 2xx");
    cell.reason.add("began", fmt::format("HTTP/1.1 404 Not Found\r\nDate: {}", second++));
  }
  EXPECT_THAT(
      text_of(written_page(run)),
      HasSubstr("no cell of async is valid: 0 of 1000 requests ended ok; 1000 wrong_status (status "
                "404, expected 2xx; the reply began \"HTTP/1.1 404 Not Found\\r\\nDate: "));
  EXPECT_THAT(text_of(written_page(run)), HasSubstr("\") (12 of 12)"));
}

TEST(WriteUp, OfARunWithoutAValidCellMakesNoClaim) {
  records::RunData run = two_arms_run();
  for (records::CellRow& cell : run.cells) {
    cell.valid = false;
    cell.reason = {"failed", "it died"};
  }
  const document::Document page = written_page(run);
  const std::string text = text_of(page);
  EXPECT_THAT(text, AllOf(Not(HasSubstr("is faster")), HasSubstr("not a single cell is valid"),
                          HasSubstr("no cell of async is valid: it died (12 of 12)")));
  EXPECT_THAT(section_of(page, "results"), HasSubstr("1 | 50 | invalid | "));
}

TEST(WriteUp, OfOneArmComparesNothing) {
  records::RunData run = made_up_run({"async"}, made_up_arm("async", 12, 15000));
  run.manifest.plan.aa.reset();
  const document::Document page = written_page(run);
  EXPECT_EQ(page.title, "What async does");
  EXPECT_THAT(text_of(page), Not(HasSubstr("is faster")));
  EXPECT_EQ(section_of(page, "why"), "");
  EXPECT_THAT(section_of(page, "results"), HasSubstr("| 1000 | 0 | 122000 |"));
}

TEST(WriteUp, OfOneBlockSaysThatItShowsNoDifference) {
  const document::Document page = written_page(two_arms_run(1));
  EXPECT_THAT(text_of(page.opening), HasSubstr("one block says nothing"));
  EXPECT_THAT(text_of(page), Not(HasSubstr("is faster")));
  EXPECT_EQ(section_of(page, "why"), "");
}

// Two cells of 5 s a block: six blocks are 60 s, and a tenth more.
TEST(WriteUp, OfARunWhoseBudgetWasTooShortSaysWhatWouldDo) {
  records::RunData run = two_arms_run(2);
  run.manifest.plan.budget_s = 25;
  run.manifest.plan.most_blocks = 0;
  run.manifest.ended_by = records::SweepEnd::budget;
  for (records::CellRow& cell : run.cells) {
    cell.cell_s = 5;
  }
  EXPECT_THAT(text_of(written_page(run).opening),
              StartsWith("Cut short\nThe budget of 25 s ended the run after 2 of the 6 blocks that "
                         "a verdict needs; a block took 10.0 s. Raise budget_s to about 66,"));
  run.manifest.ended_by = records::SweepEnd::blocks;
  EXPECT_THAT(text_of(written_page(run).opening), Not(HasSubstr("budget_s")));
}

TEST(WriteUp, OfAnInterruptedRunSaysSo) {
  records::RunData run = two_arms_run(7);
  run.manifest.status = records::RunStatus::interrupted;
  run.cells.pop_back();
  const document::Document page = written_page(run);
  EXPECT_THAT(text_of(page.opening),
              StartsWith("Cut short\nThe run was interrupted; whole blocks: 6, cells: 13."));
  EXPECT_THAT(section_of(page, "results"), HasSubstr("; 6 blocks (the run was cut short)"));
  EXPECT_THAT(summary_tex(MadeUpReport(run)), HasSubstr("UTF-8.\nThe run was interrupted"));
  EXPECT_THAT(section_of(page, "repeat"), HasSubstr("tiga run --resume 20261123T124633Z-made-up"));
  run.cells.clear();
  EXPECT_THAT(text_of(written_page(run)), HasSubstr("Nothing was measured."));
}

TEST(WriteUp, OfARunWithoutACompleteBlockSaysSo) {
  records::RunData run = two_arms_run(1);
  run.manifest.status = records::RunStatus::interrupted;
  const std::string left_out = run.cells.front().arm;
  std::erase_if(run.cells, [&](const records::CellRow& cell) { return cell.arm == left_out; });
  const document::Document page = written_page(run);
  EXPECT_THAT(text_of(page.opening),
              AllOf(HasSubstr("No verdict: the run ended before its first block did."),
                    HasSubstr("not one round over all servers and loads was finished"),
                    Not(HasSubstr("Measured: " + left_out))));
  EXPECT_THAT(section_of(page, "results"),
              AllOf(HasSubstr("not measured"), Not(HasSubstr("invalid"))));
}

TEST(WriteUp, NamesArmsDefinedByThePlan) {
  std::vector<records::CellRow> cells = made_up_arm("mine", 12, 10000);
  add(cells, made_up_arm("yours", 12, 15000));
  records::RunData run = made_up_run({"mine", "yours"}, cells);
  plan::Arm mine;
  mine.name = "mine";
  mine.title = text::LocalizedText("A server of mine");
  plan::Arm yours = mine;
  yours.name = "yours";
  yours.title = text::LocalizedText(yours.name);
  run.manifest.plan.own_arms = {mine, yours};
  const std::string text = text_of(written_page(run));
  EXPECT_THAT(text, AllOf(HasSubstr("yours is faster: 1.50 ["),
                          HasSubstr("mine (A server of mine), yours."), Not(HasSubstr("async")),
                          Not(HasSubstr("threaded"))));
}

TEST(WriteUp, WarnsOfLimitsOfTheFigures) {
  records::RunData run = two_arms_run();
  saturate(run.cells, "async");
  EXPECT_THAT(text_of(written_page(run).opening),
              HasSubstr("The load generator was the limit of async (at 50)"));
  EXPECT_THAT(section_of(written_page(run), "results"), HasSubstr(">= 15"));
  run.manifest.plan.concurrencies = {1000};
  EXPECT_THAT(section_of(written_page(run), "warnings"),
              HasSubstr("every client sends one request"));
}

TEST(WriteUp, IsReproducibleInBothLanguages) {
  for (const text::Language language : text::languages()) {
    EXPECT_EQ(text_of(written_page(two_arms_run(), language)),
              text_of(written_page(two_arms_run(), language)));
  }
  const std::string page = text_of(written_page(two_arms_run(), tests::indonesian));
  for (const char* english : {" the ", " is ", " of ", " and ", "faster", "cells", "servers"}) {
    EXPECT_THAT(page, Not(HasSubstr(english)));
  }
}

}  // namespace
}  // namespace tiga::suite::report
