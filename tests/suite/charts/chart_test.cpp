// What the charts show.
#include "suite/charts/chart.hpp"

#include <gmock/gmock.h>

#include "suite/charts/gnuplot.hpp"
#include "suite/charts/registry.hpp"
#include "tests/suite/chart_fixture.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::charts {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> ids_of_kinds() {
  std::vector<std::string> ids;
  for (const ChartKind& kind : chart_kinds()) {
    ids.push_back(kind.id);
  }
  return ids;
}

TEST_F(DrawnCharts, OfEveryKindAreDrawnInThreeFormats) {
  records::RunData run = run_of(three_arms(), 6);
  for (records::CellRow& cell : run.cells) {
    cell.generator_core_share = cell.arm == "async" && cell.concurrency == 50 ? 0.97 : 0.5;
  }
  const Charts charts = draw(run);
  EXPECT_THAT(charts.drawn, ElementsAreArray(ids_of_kinds()));
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
  EXPECT_EQ(count_of(throughput, "gpPt5\" transform"), 1) << "one hollow circle";
  EXPECT_THAT(text("ratios"),
              AllOf(HasSubstr(">async / threaded<"), HasSubstr(">async-aa / async<"),
                    HasSubstr(">1 connection<"), HasSubstr("\xe2\x89\xa5 1."),
                    HasSubstr("\xc2\xb1"
                              "5 %")));
  EXPECT_THAT(text("percentiles"), AllOf(HasSubstr(">99.9<"), HasSubstr(">50 connections<")));
  EXPECT_THAT(text("ecdf"), AllOf(HasSubstr(">50 connections<"), HasSubstr("The generator was")));
  EXPECT_THAT(text("costs"), AllOf(HasSubstr(">CPU time of servers and generator, µs a request<"),
                                   HasSubstr(">Context switches a request<"), HasSubstr("MiB<")));
  EXPECT_THAT(text("latency-throughput"), HasSubstr(">99th percentile<"));
  EXPECT_THAT(text("published"), AllOf(HasSubstr(">published<"), HasSubstr("no byte of a reply")));
}

TEST_F(DrawnCharts, HaveTextsInIndonesian) {
  const Charts charts = draw(run_of(three_arms(), 6), tests::indonesian);
  expect_sound(charts);
  const std::vector<std::pair<std::string, std::string>> said{
      {"throughput", "Permintaan per detik"},
      {"ratios", "1 koneksi"},
      {"blocks", "menurut urutan"},
      {"percentiles", "Persentil latensi"},
      {"ecdf", "Sebaran latensi"},
      {"costs", "Pergantian konteks"},
      {"latency-throughput", "Latensi terhadap throughput"},
      {"published", "hasil terbitan"}};
  for (const auto& [id, phrase] : said) {
    EXPECT_THAT(text(id), AllOf(HasSubstr(phrase), HasSubstr("permintaan GET / per pengukuran"),
                                Not(HasSubstr("requests")), Not(HasSubstr("connections"))));
  }
  for (const std::string id : {"throughput", "published"}) {
    EXPECT_THAT(text(id), AllOf(HasSubstr(">Satu event loop<"), Not(HasSubstr(">One event loop<"))))
        << "the legend of " << id;
  }
}

TEST_F(DrawnCharts, AreTheSameByteForByteWhenDrawnAgain) {
  const records::RunData run = run_of(three_arms(), 2);
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
  ASSERT_EQ(first.size(), chart_kinds().size() * chart_formats().size());
  draw_all();
  EXPECT_THAT(first.at("costs.pdf"), Not(HasSubstr("CreationDate (D:20")));
}

TEST_F(DrawnCharts, OfOneBlockSayThatThereIsNoInterval) {
  plan::Plan plan = tests::made_up_plan({"async"});
  plan.published = "report-2020";
  const Charts charts = draw(run_of(plan, 1));
  expect_sound(charts);
  EXPECT_THAT(ids_of(charts.left_out), ElementsAre("ratios", "blocks"));
  EXPECT_EQ(why_not(charts, "ratios"), "one arm: nothing to compare with");
  EXPECT_THAT(text("throughput"), HasSubstr("One run a point; an interval takes 6 blocks"));
}

TEST_F(DrawnCharts, OfOneBlockHaveNoRatios) {
  const Charts charts = draw(run_of(three_arms(), 1));
  expect_sound(charts);
  EXPECT_EQ(why_not(charts, "ratios"), "one block: nothing says how much runs differ");
}

TEST_F(DrawnCharts, NeverShowInvalidCells) {
  records::RunData run = run_of(three_arms(), 6);
  for (records::CellRow& cell : run.cells) {
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

TEST_F(DrawnCharts, MarkWhereEveryRunOfAServerFailed) {
  records::RunData run = run_of(three_arms(), 6);
  draw(run);
  EXPECT_THAT(text("throughput"), Not(HasSubstr("Cross at the bottom")));
  for (records::CellRow& cell : run.cells) {
    cell.valid = cell.arm != "async" || cell.concurrency != 50;
  }
  expect_sound(draw(run));
  EXPECT_THAT(text("throughput"), AllOf(HasSubstr("not drawn: async at 50 (6 of 6)"),
                                        HasSubstr("Cross at the bottom")));
}

TEST_F(DrawnCharts, OfOpenLoopsHaveAPanelForEachLoad) {
  plan::Plan plan = tests::made_up_plan({"threaded", "async"});
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

TEST_F(DrawnCharts, AcceptAnyTitleAndManyArms) {
  plan::Plan plan = tests::made_up_plan({"async"});
  plan.concurrencies = {7};
  const std::vector<std::string> titles{
      "it's `touch stolen`",  "a \"quoted\" $HOME",          "<b>&amp;</b>",
      "100 % of {/=30 it}",   "bare_epoll_server @arms ^2_", "back\\slash\\n",
      "Sekali-kali \xc3\xa9", std::string(90, 'W')};
  for (const std::string& title : titles) {
    plan::Arm arm;
    arm.name = "arm-" + std::to_string(plan.own_arms.size());
    arm.title = text::LocalizedText(title);
    plan.arms.push_back(arm.name);
    plan.own_arms.push_back(arm);
  }
  const Charts charts = draw(run_of(plan, 2));
  expect_sound(charts);
  EXPECT_THAT(ids_of(charts.left_out), ElementsAre("published"));
  EXPECT_FALSE(fs::exists("stolen"));
  EXPECT_THAT(text("throughput"),
              AllOf(HasSubstr(">it's `touch stolen`<"), HasSubstr(">a \"quoted\" $HOME<"),
                    HasSubstr(">&lt;b&gt;&amp;amp;&lt;/b&gt;<"), HasSubstr(">100 % of {/=30 it}<"),
                    HasSubstr(">bare_epoll_server @arms ^2_<"), HasSubstr(">back\\slash\\n<"),
                    HasSubstr(std::string(60, 'W') + "\xe2\x80\xa6<")));
}

}  // namespace
}  // namespace tiga::suite::charts
