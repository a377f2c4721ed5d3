#include "suite/chart.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <regex>

#include "common/child_process.hpp"
#include "suite/chart_subject.hpp"
#include "suite/gnuplot.hpp"
#include "tests/suite/drawn_run.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

Plan three_arms() {
  Plan plan = tests::made_up_plan({"threaded", "async", "balanced"});
  plan.concurrencies = {1, 50};
  plan.aa = "async";
  return plan;
}

std::vector<std::string> ids_of(const std::vector<LeftOut>& left_out) {
  std::vector<std::string> ids;
  for (const LeftOut& chart : left_out) {
    ids.push_back(chart.chart);
  }
  return ids;
}

std::string why_not(const Charts& charts, const std::string& id) {
  const auto found = std::ranges::find(charts.left_out, id, &LeftOut::chart);
  return found == charts.left_out.end() ? "it is there" : found->why;
}

std::size_t count_of(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  return static_cast<std::size_t>(
      std::distance(std::sregex_iterator(text.begin(), text.end(), expression), {}));
}

// What an SVG says, its lines one after the other.
std::string text_of(const std::string& svg) {
  const std::regex expression("<text>([^<]*)</text>");
  std::string text;
  for (std::sregex_iterator match(svg.begin(), svg.end(), expression), end; match != end; ++match) {
    text += (*match)[1].str() + " ";
  }
  return text;
}

std::uint32_t big_endian(const std::string& octets, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t place = at; place < at + 4; ++place) {
    value = value << 8U | static_cast<unsigned char>(octets.at(place));
  }
  return value;
}

class ChartsTest : public ::testing::Test {
 protected:
  ChartsTest() : home_{TIGA_SOURCE_DIR, folder_.path()} {}

  RunData run_of(const Plan& plan, std::uint64_t blocks) const {
    return tests::drawn_run(plan, blocks, folder_.path());
  }
  Charts draw(const RunData& run, Language language = Language::english) const {
    tests::write_run(run);
    const Plan& plan = run.manifest.plan;
    const auto verdicts = make_verdicts(plan, run.cells, 7);
    std::string text = csv_header(verdict_columns());
    for (const Verdict& verdict : verdicts) {
      text += csv_row(verdict_columns(), to_row(verdict));
    }
    common::write_file(run.folder / "verdicts.csv", text);
    return draw_charts(run, verdicts, Published(home_.published(), plan.arms), home_, language);
  }
  std::string file(const std::string& name) const {
    return common::read_file(folder_.path() / "charts" / name);
  }
  std::string svg(const std::string& id) const { return file(id + ".svg"); }
  // The chart, and behind it what it says.
  std::string text(const std::string& id) const { return svg(id) + text_of(svg(id)); }

  // What holds of every chart: three whole files, nothing that is no number.
  void expect_sound(const Charts& charts) const {
    EXPECT_EQ(charts.problem, std::nullopt);
    EXPECT_THAT(charts.warnings, IsEmpty());
    std::size_t files = 0;
    for (const std::string& id : charts.drawn) {
      const std::string drawn = svg(id);
      EXPECT_THAT(drawn, AllOf(HasSubstr("</svg>"), Not(HasSubstr("<script")))) << id;
      EXPECT_EQ(count_of(drawn, "\\b(NaN|nan|inf)\\b"), 0) << id;
      std::smatch size;
      ASSERT_TRUE(std::regex_search(drawn, size, std::regex("width=\"(\\d+)\" height=\"(\\d+)\"")));
      const std::string png = file(id + ".png");
      EXPECT_THAT(png, StartsWith("\x89PNG"));
      EXPECT_EQ(big_endian(png, 16), 2 * std::stoul(size[1])) << id;
      EXPECT_NEAR(big_endian(png, 20), 2 * std::stod(size[2]), 1) << id;
      const std::string pdf = file(id + ".pdf");
      EXPECT_THAT(pdf, AllOf(StartsWith("%PDF-"), HasSubstr("%%EOF")));
      files += 3;
    }
    const fs::directory_iterator found(folder_.path() / "charts");
    EXPECT_EQ(static_cast<std::size_t>(std::distance(begin(found), end(found))), files);
  }

  common::TemporaryFolder folder_;
  Home home_;
};

class DrawnCharts : public ChartsTest {
 protected:
  void SetUp() override { TIGA_SKIP_UNLESS(common::is_installed("gnuplot"), "gnuplot"); }
};

TEST_F(DrawnCharts, AreSevenInThreeFormats) {
  RunData run = run_of(three_arms(), 6);
  for (CellRow& cell : run.cells) {
    cell.generator_core_share = cell.arm == "async" && cell.concurrency == 50 ? 0.97 : 0.5;
  }
  const Charts charts = draw(run);
  EXPECT_THAT(charts.drawn, ElementsAreArray(chart_ids()));
  EXPECT_THAT(charts.left_out, IsEmpty());
  expect_sound(charts);

  for (const std::string& id : charts.drawn) {
    EXPECT_THAT(text(id), AllOf(HasSubstr("6 blocks"), HasSubstr("Made-up CPU, 2 cores; pinning")));
    EXPECT_EQ(count_of(svg(id), "id=[\"'](?!" + id + "-)"), 0) << "ids of two charts in one page";
  }
  const std::string throughput = text("throughput");
  EXPECT_THAT(throughput, AllOf(HasSubstr("<title>Throughput against concurrency</title>"),
                                HasSubstr(">Requests per second<"), HasSubstr(">One event loop<"),
                                HasSubstr("95 % intervals of the median"), HasSubstr("(1 of 6)")));
  EXPECT_EQ(count_of(throughput, "scale\\(1\\.07\\)"), 36) << "a dot for each run but the copy's";
  EXPECT_EQ(count_of(throughput, "gpPt5' transform"), 1) << "one hollow circle";
  EXPECT_THAT(text("ratios"),
              AllOf(HasSubstr(">async / threaded<"), HasSubstr(">async-aa / async<"),
                    HasSubstr(">1 connection<"), HasSubstr("\xe2\x89\xa5 1."),
                    HasSubstr("\xc2\xb1"
                              "5 %")));
  EXPECT_THAT(text("percentiles"), AllOf(HasSubstr(">99.9<"), HasSubstr(">50 connections<")));
  EXPECT_THAT(text("ecdf"), AllOf(HasSubstr(">50 connections<"), HasSubstr("The generator was")));
  EXPECT_THAT(text("costs"), AllOf(HasSubstr(">Context switches a request<"), HasSubstr("MiB<")));
  EXPECT_THAT(text("latency-throughput"), HasSubstr(">99th percentile<"));
  EXPECT_THAT(text("published"), AllOf(HasSubstr(">published<"), HasSubstr("no octet of a reply")));
}

TEST_F(DrawnCharts, SpeakIndonesian) {
  const Charts charts = draw(run_of(three_arms(), 6), Language::indonesian);
  expect_sound(charts);
  const std::vector<std::pair<std::string, std::string>> said{
      {"throughput", "Permintaan per detik"}, {"ratios", "1 koneksi"},
      {"percentiles", "Persentil latensi"},   {"ecdf", "Sebaran latensi"},
      {"costs", "Pergantian konteks"},        {"latency-throughput", "Latensi terhadap throughput"},
      {"published", "hasil terbitan"}};
  for (const auto& [id, phrase] : said) {
    EXPECT_THAT(text(id), AllOf(HasSubstr(phrase), HasSubstr("permintaan GET / per pengukuran"),
                                Not(HasSubstr("requests")), Not(HasSubstr("connections"))));
  }
}

TEST_F(DrawnCharts, AreTheSameByteForByteWhenDrawnAgain) {
  const RunData run = run_of(three_arms(), 2);
  std::map<std::string, std::string> first;
  const auto draw_all = [&] {
    for (const std::string& id : draw(run).drawn) {
      for (const std::string& format : chart_formats()) {
        const std::string name = id + "." + format;
        const auto [seen, fresh] = first.emplace(name, file(name));
        EXPECT_TRUE(fresh || seen->second == file(name)) << name;
      }
    }
  };
  draw_all();
  ASSERT_EQ(first.size(), 21);
  draw_all();
  EXPECT_THAT(first.at("costs.pdf"), Not(HasSubstr("CreationDate (D:20")));
}

TEST_F(DrawnCharts, OfOneArmAndOneBlockSayThatThereIsNoInterval) {
  Plan plan = tests::made_up_plan({"async"});
  const Charts charts = draw(run_of(plan, 1));
  expect_sound(charts);
  EXPECT_THAT(ids_of(charts.left_out), ElementsAre("ratios"));
  EXPECT_EQ(why_not(charts, "ratios"), "one arm: nothing to compare with");
  EXPECT_THAT(text("throughput"), HasSubstr("One run a point; an interval takes 6 blocks"));
}

TEST_F(DrawnCharts, OfOneBlockCompareNothing) {
  const Charts charts = draw(run_of(three_arms(), 1));
  expect_sound(charts);
  EXPECT_EQ(why_not(charts, "ratios"), "one block: nothing says how much runs differ");
}

TEST_F(DrawnCharts, NeverShowAnInvalidCell) {
  RunData run = run_of(three_arms(), 6);
  for (CellRow& cell : run.cells) {
    const bool broken = cell.arm == "threaded" || (cell.arm == "async" && cell.block == 2);
    cell.valid = !broken;
    cell.latency_p99_us = broken ? 5e7 : *cell.latency_p99_us;
    cell.latency_p99_9_us = broken ? 6e7 : *cell.latency_p99_9_us;
  }
  const Charts charts = draw(run);
  expect_sound(charts);
  const std::string throughput = text("throughput");
  EXPECT_EQ(count_of(throughput, "scale\\(1\\.07\\)"), 22);
  EXPECT_THAT(throughput,
              AllOf(HasSubstr("No valid value of threaded"), HasSubstr("14 of 48 cells"),
                    Not(HasSubstr(">Thread per connection<"))));
  EXPECT_THAT(text("ecdf"), Not(HasSubstr("a lost SYN")));
  EXPECT_THAT(text("percentiles"), Not(HasSubstr(">1 s<")));
  EXPECT_THAT(text("ratios"), HasSubstr(">not compared<"));
}

TEST_F(DrawnCharts, OfOpenLoopsHaveAPanelALoad) {
  Plan plan = tests::made_up_plan({"threaded", "async"});
  plan.loads = {0.5, 0.95};
  const Charts charts = draw(run_of(plan, 6));
  expect_sound(charts);
  EXPECT_THAT(text("percentiles"), HasSubstr(">50 connections, load 95 %<"));
  EXPECT_THAT(text("ecdf"), HasSubstr(">50 connections, load 50 %<"));
  EXPECT_THAT(text("costs"), HasSubstr(">95 %<"));
  EXPECT_THAT(text("latency-throughput"),
              AllOf(HasSubstr("labelled by load"), HasSubstr(">95 %<")));
  EXPECT_EQ(count_of(svg("throughput"), "scale\\(1\\.07\\)"), 12) << "closed loops only";
}

TEST_F(DrawnCharts, TakeAnyNameAndManyArms) {
  Plan plan = tests::made_up_plan({"async"});
  plan.concurrencies = {7};
  const std::vector<std::string> titles{
      "it's `touch stolen`",  "a \"quoted\" $HOME",          "<b>&amp;</b>",
      "100 % of {/=30 it}",   "bare_epoll_server @arms ^2_", "back\\slash\\n",
      "Sekali-kali \xc3\xa9", std::string(90, 'W')};
  for (const std::string& title : titles) {
    Arm arm;
    arm.name = "arm-" + std::to_string(plan.own_arms.size());
    arm.title = title;
    plan.arms.push_back(arm.name);
    plan.own_arms.push_back(arm);
  }
  const Charts charts = draw(run_of(plan, 2));
  expect_sound(charts);
  EXPECT_THAT(ids_of(charts.left_out), ElementsAre("published"));
  EXPECT_FALSE(fs::exists("stolen"));
  EXPECT_THAT(text("throughput"),
              AllOf(HasSubstr(">it's `touch stolen`<"), HasSubstr(">a \"quoted\" $HOME<"),
                    HasSubstr(">&lt;b>&amp;amp;&lt;/b><"), HasSubstr(">100 % of {/=30 it}<"),
                    HasSubstr(">bare_epoll_server @arms ^2_<"), HasSubstr(">back\\slash\\n<"),
                    HasSubstr(std::string(60, 'W') + "\xe2\x80\xa6<")));
}

TEST_F(DrawnCharts, MarkWhenALostSynIsSentAgain) {
  RunData run = run_of(three_arms(), 1);
  run.cells[0].latency_p99_9_us = 1.02e6;
  expect_sound(draw(run));
  EXPECT_THAT(text("ecdf"), AllOf(HasSubstr("a lost SYN"), HasSubstr(">1 s<")));
}

TEST_F(DrawnCharts, LeaveOutWhatARunDoesNotKnow) {
  RunData run = run_of(tests::made_up_plan({"async", "threaded"}), 1);
  for (CellRow& cell : run.cells) {
    cell.latency_p50_us = cell.latency_p90_us = cell.latency_p99_us = cell.latency_p99_9_us = {};
    cell.server_cpu_us_per_request.reset();
    cell.server_peak_memory_kib.reset();
    cell.server_voluntary_switches_per_request.reset();
  }
  tests::write_run(run);
  common::write_file(run.folder / "latency.csv", csv_header(latency_columns()));
  const Charts charts = draw_charts(run, {}, Published("none", {}), home_, Language::english);
  expect_sound(charts);
  EXPECT_THAT(charts.drawn, ElementsAre("throughput"));
  EXPECT_EQ(why_not(charts, "ecdf"), "no valid cell left a histogram of its latencies");
  EXPECT_EQ(why_not(charts, "costs"), "no cost of a valid cell is known");
  EXPECT_EQ(why_not(charts, "percentiles"), "no latency of a valid cell is known");
}

// As versions wrote it that knew fewer columns.
TEST_F(DrawnCharts, TakeAnOldFileOfCells) {
  const RunData run = run_of(three_arms(), 1);
  tests::write_run(run);
  Columns<CellRow> columns = cell_columns();
  std::erase_if(columns, [](const Column<CellRow>& column) { return column.name == "load"; });
  std::string text = csv_header(columns);
  for (const CellRow& cell : run.cells) {
    text += csv_row(columns, cell);
  }
  common::write_file(run.folder / "cells.csv", text);
  expect_sound(draw_charts(run, {}, Published("none", {}), home_, Language::english));
  EXPECT_EQ(count_of(svg("throughput"), "scale\\(1\\.07\\)"), 6);
}

TEST_F(ChartsTest, OfNoValidCellAreNone) {
  RunData run = run_of(three_arms(), 1);
  fs::create_directories(run.folder / "charts");
  common::write_file(run.folder / "charts" / "throughput.svg", "of an earlier call");
  for (CellRow& cell : run.cells) {
    cell.valid = false;
  }
  EXPECT_EQ(draw(run).problem, "no chart: there is no valid cell to draw");
  EXPECT_FALSE(fs::exists(run.folder / "charts"));
  EXPECT_TRUE(fs::exists(run.folder / "estimates.csv"));
}

TEST_F(ChartsTest, WithoutGnuplotSayWhatToInstall) {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", folder_.path().c_str(), 1);
  const Charts charts = draw(run_of(three_arms(), 1));
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_THAT(charts.problem.value_or(""), HasSubstr("install gnuplot-nox and type: tiga report"));
  EXPECT_THAT(charts.drawn, IsEmpty());
}

TEST_F(DrawnCharts, WithoutScriptsSayWhichIsMissing) {
  home_.root = folder_.path();
  EXPECT_THAT(draw(run_of(three_arms(), 1)).problem.value_or(""),
              HasSubstr("plots/throughput.gp; name the folder above plots/ with --home"));
}

TEST_F(DrawnCharts, ThatFailLeaveNoFileAndSayWhy) {
  home_.root = folder_.path();
  fs::copy(fs::path(TIGA_SOURCE_DIR) / "plots", folder_.path() / "plots");
  common::write_file(folder_.path() / "plots" / "costs.gp", "load style_that_is_not_there\n");
  const Charts charts = draw(run_of(three_arms(), 1));
  EXPECT_THAT(charts.problem.value_or(""), HasSubstr("no chart costs: gnuplot exited"));
  EXPECT_THAT(charts.drawn, Not(::testing::Contains("costs")));
  EXPECT_THAT(charts.drawn, ::testing::Contains("throughput"));
  EXPECT_FALSE(fs::exists(folder_.path() / "charts" / "costs.svg"));
}

TEST(InlinableSvg, HasIdsOfItsOwnAndOneTitle) {
  EXPECT_EQ(
      inlinable_svg("<svg\n w=\"1\">\n<title>Gnuplot</title><desc>Produced</desc>"
                    "<g id=\"a\"><title>a_plot_1</title><use xlink:href='#b' id='c'/>"
                    "<text font-family=\"DejaVu Sans\">id='d'</text></g></svg>",
                    "costs", "A & B"),
      "<svg\n w=\"1\">\n<title>A &amp; B</title>\n"
      "<g id=\"costs-a\"><use xlink:href='#costs-b' id='costs-c'/>"
      "<text font-family=\"DejaVu Sans, Verdana, Arial, sans-serif\">id='d'</text></g></svg>");
}

TEST(UndatedPdf, KeepsItsLength) {
  const std::string dated = "1 0 obj << /CreationDate (D:20261123204800+00'00) >> rest";
  const std::string undated = undated_pdf(dated);
  EXPECT_EQ(undated.size(), dated.size());
  EXPECT_THAT(undated, AllOf(HasSubstr("(D:19700101000000Z"), HasSubstr(") >> rest")));
  EXPECT_EQ(undated_pdf("no date"), "no date");
}

}  // namespace
}  // namespace tiga::suite
