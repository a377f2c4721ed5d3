// Charts of which something is missing, wrong or unknown; and what becomes of gnuplot's files.
#include "suite/charts/chart.hpp"

#include <gmock/gmock.h>

#include <cstdlib>

#include "common/error.hpp"
#include "suite/charts/gnuplot.hpp"
#include "tests/suite/chart_fixture.hpp"

namespace tiga::suite::charts {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(DrawnCharts, MarkTheTimesOfSynRetransmissions) {
  records::RunData run = run_of(three_arms(), 1);
  run.cells[0].latency_p99_9_us = 1.02e6;
  expect_sound(draw(run));
  EXPECT_THAT(text("ecdf"), AllOf(HasSubstr("a lost SYN"), HasSubstr(">1 s<")));
}

TEST_F(DrawnCharts, HaveRoomForANameAtTheEndOfTheAxis) {
  records::RunData run = run_of(three_arms(), 1);
  run.cells[0].latency_p99_9_us = 96e3;
  expect_sound(draw(run));
  EXPECT_THAT(text("ecdf"), HasSubstr(">100 ms<"));
}

TEST_F(DrawnCharts, AreLeftOutWhenTheRunHasNoDataForThem) {
  records::RunData run = run_of(tests::made_up_plan({"async", "threaded"}), 1);
  for (records::CellRow& cell : run.cells) {
    cell.latency_p50_us = cell.latency_p90_us = cell.latency_p99_us = cell.latency_p99_9_us = {};
    cell.server_cpu_us_per_request.reset();
    cell.total_cpu_us_per_request.reset();
    cell.server_peak_memory_kib.reset();
    cell.server_voluntary_switches_per_request.reset();
  }
  tests::write_run(run);
  common::write_file(run.folder / "latency.csv", csv_header(records::latency_columns()));
  const Charts charts = draw_written(run, {}, records::Published("none", {}));
  expect_sound(charts);
  EXPECT_THAT(charts.drawn, ElementsAre("throughput"));
  EXPECT_EQ(why_not(charts, "ecdf"), "no valid cell left a histogram of its latencies");
  EXPECT_EQ(why_not(charts, "costs"), "no cost of a valid cell is known");
  EXPECT_EQ(why_not(charts, "percentiles"), "no latency of a valid cell is known");
}

// As versions wrote it that knew fewer columns.
TEST_F(DrawnCharts, AcceptACellsFileOfAnOlderVersion) {
  const records::RunData run = run_of(three_arms(), 1);
  tests::write_run(run);
  records::Columns<records::CellRow> columns = records::cell_columns();
  std::erase_if(columns, [](const records::Column<records::CellRow>& column) {
    return column.name == "load";
  });
  std::string text = csv_header(columns);
  for (const records::CellRow& cell : run.cells) {
    text += csv_row(columns, cell);
  }
  common::write_file(run.folder / "cells.csv", text);
  expect_sound(draw_written(run, {}, records::Published("none", {})));
  EXPECT_EQ(count_of(svg("throughput"), "scale\\(1\\.07\\)"), 6);
}

TEST_F(ChartsTest, AreNotDrawnWithoutAValidCell) {
  records::RunData run = run_of(three_arms(), 1);
  fs::create_directories(run.folder / "charts");
  common::write_file(run.folder / "charts" / "throughput.svg", "of an earlier call");
  for (records::CellRow& cell : run.cells) {
    cell.valid = false;
  }
  EXPECT_EQ(draw(run).problem, "no chart: there is no valid cell to draw");
  EXPECT_FALSE(fs::exists(run.folder / "charts"));
  EXPECT_TRUE(fs::exists(run.folder / "estimates.csv"));
}

TEST_F(ChartsTest, NameThePackageToInstallWhenGnuplotIsMissing) {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", folder_.path().c_str(), 1);
  const Charts charts = draw(run_of(three_arms(), 1));
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_THAT(charts.problem.value_or(""), HasSubstr("install gnuplot-nox and type: tiga report"));
  EXPECT_THAT(charts.drawn, IsEmpty());
}

TEST_F(DrawnCharts, NameAMissingScript) {
  home_.root = folder_.path();
  EXPECT_THAT(draw(run_of(three_arms(), 1)).problem.value_or(""),
              HasSubstr("plots/throughput.gp; name the folder above plots/ with --home"));
}

TEST_F(DrawnCharts, ThatFailLeaveNoFileAndReportTheError) {
  home_.root = folder_.path();
  fs::copy(fs::path(TIGA_SOURCE_DIR) / "plots", folder_.path() / "plots");
  common::write_file(folder_.path() / "plots" / "costs.gp", "load style_that_is_not_there\n");
  const Charts charts = draw(run_of(three_arms(), 1));
  EXPECT_THAT(charts.problem.value_or(""), HasSubstr("no chart costs: gnuplot exited"));
  EXPECT_THAT(charts.drawn, Not(::testing::Contains("costs")));
  EXPECT_THAT(charts.drawn, ::testing::Contains("throughput"));
  EXPECT_FALSE(fs::exists(folder_.path() / "charts" / "costs.svg"));
}

// What becomes of gnuplot on a full disk: it exits with 0 all the same.
constexpr std::string_view half_of_each_png = R"(#!/bin/sh
for argument; do
  case $argument in
    *"; out = '"*)
      file=${argument#*"; out = '"}
      file=${file%%"'"*}
      case $file in
        */svg) echo '<svg width="4" height="2"><title>Gnuplot</title><desc>Produced</desc></svg>' >"$file" ;;
        *) printf '\211PNG' >"$file" ;;
      esac ;;
  esac
done
)";

class ChartsByAScript : public ChartsTest {
 protected:
  // Draws with that script in the place of gnuplot.
  Charts draw_by(std::string_view script) {
    const fs::path programs = folder_.path() / "programs";
    fs::create_directory(programs);
    common::write_file(programs / "gnuplot", script);
    fs::permissions(programs / "gnuplot", fs::perms::owner_all);
    const std::string path = std::getenv("PATH");
    ::setenv("PATH", (programs.string() + ":" + path).c_str(), 1);
    const Charts charts = draw(run_of(three_arms(), 1));
    ::setenv("PATH", path.c_str(), 1);
    return charts;
  }
};

// It does not end by a Ctrl-C in the terminal, which is for tiga's own process group.
TEST_F(ChartsByAScript, GnuplotLeadsAProcessGroup) {
  const std::string said = folder_.path() / "said";
  draw_by("#!/bin/sh\nkill -0 -$$ && echo leads >>'" + said + "'\nexit 1\n");
  ASSERT_TRUE(fs::exists(said));
  EXPECT_THAT(common::read_file(said), ::testing::StartsWith("leads\n"));
}

TEST_F(ChartsByAScript, OfWhichGnuplotWroteHalfAreNotThereInAnyFormat) {
  const Charts charts = draw_by(half_of_each_png);
  EXPECT_EQ(charts.problem,
            "no chart throughput: gnuplot did not write the whole chart throughput");
  EXPECT_THAT(charts.drawn, IsEmpty());
  EXPECT_TRUE(fs::is_empty(folder_.path() / "charts"));
}

TEST(FinishedSvg, HasIdsOfItsOwnAndOneTitle) {
  EXPECT_EQ(
      finished_svg("<svg\n width=\"4\" height=\"2\">\n<title>Gnuplot</title><desc>Produced</desc>"
                   "<g id=\"a\"><title>gnuplot_plot_1</title><use xlink:href='#b' id='c'/>"
                   "<text font-family=\"DejaVu Sans\">id='d'</text></g></svg>",
                   "costs", "A & B"),
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg width=\"4\" height=\"2\"><title>A &amp; B</title>\n"
      "<g id=\"costs-a\"><use xlink:href=\"#costs-b\" id=\"costs-c\"/>"
      "<text font-family=\"DejaVu Sans, Verdana, Arial, sans-serif\">id='d'</text></g></svg>\n");
}

TEST(FinishedSvg, IsNotMadeOfOneThatWasCutShort) {
  EXPECT_THROW(finished_svg("<svg width=\"4\" height=\"2\"><g>", "costs", "Costs"),
               common::CannotRun);
}

TEST(UndatedPdf, KeepsItsLength) {
  const std::string dated = "1 0 obj << /CreationDate (D:20261123204800+00'00) >> rest";
  const std::string undated = undated_pdf(dated);
  EXPECT_EQ(undated.size(), dated.size());
  EXPECT_THAT(undated, AllOf(HasSubstr("(D:19700101000000Z"), HasSubstr(") >> rest")));
  EXPECT_EQ(undated_pdf("no date"), "no date");
}

}  // namespace
}  // namespace tiga::suite::charts
