// Charts of made-up runs, drawn into a folder of their own.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <regex>

#include "common/child_process.hpp"
#include "suite/charts/chart.hpp"
#include "tests/suite/drawn_run.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {

inline plan::Plan three_arms() {
  plan::Plan plan = tests::made_up_plan({"threaded", "async", "balanced"});
  plan.published = "report-2020";
  plan.concurrencies = {1, 50};
  plan.aa = "async";
  return plan;
}

inline std::vector<std::string> ids_of(const std::vector<charts::LeftOut>& left_out) {
  std::vector<std::string> ids;
  ids.reserve(left_out.size());
  for (const charts::LeftOut& chart : left_out) {
    ids.push_back(chart.chart);
  }
  return ids;
}

inline std::string why_not(const charts::Charts& charts, const std::string& id) {
  const auto found = std::ranges::find(charts.left_out, id, &charts::LeftOut::chart);
  return found == charts.left_out.end() ? "it is there" : found->why;
}

inline std::size_t count_of(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  return static_cast<std::size_t>(
      std::distance(std::sregex_iterator(text.begin(), text.end(), expression), {}));
}

// What an SVG says, its lines one after the other.
inline std::string text_of(const std::string& svg) {
  const std::regex expression("<text>([^<]*)</text>");
  std::string text;
  for (std::sregex_iterator match(svg.begin(), svg.end(), expression), end; match != end; ++match) {
    text += (*match)[1].str() + " ";
  }
  return text;
}

// Horizontal lines of the SVG that begin or end outside of it, as wide as narrow letters make them.
inline std::string cut_off(const std::string& svg, double width) {
  const std::regex expression(
      "translate\\(([0-9.-]+),[0-9.-]+\\)\"[^>]*font-size=\"([0-9.]+)\" "
      "text-anchor=\"(start|middle|end)\">\\s*<text>([^<]*)</text>");
  std::string cut;
  for (std::sregex_iterator match(svg.begin(), svg.end(), expression), end; match != end; ++match) {
    const std::string text = (*match)[4];
    const auto letters = std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
    const double wide = 0.55 * std::stod((*match)[2]) * static_cast<double>(letters);
    const std::string anchor = (*match)[3];
    const double left = std::stod((*match)[1]) - (anchor == "start" ? 0
                                                  : anchor == "end" ? wide
                                                                    : wide / 2);
    if (left < 0 || left + wide > width) {
      cut += text + "\n";
    }
  }
  return cut;
}

inline std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t place = at; place < at + 4; ++place) {
    value = value << 8U | static_cast<unsigned char>(bytes.at(place));
  }
  return value;
}

class ChartsTest : public ::testing::Test {
 protected:
  ChartsTest() : home_{TIGA_SOURCE_DIR, folder_.path()} {}

  records::RunData run_of(const plan::Plan& plan, std::uint64_t blocks) const {
    return tests::drawn_run(plan, blocks, folder_.path());
  }
  // Writes the run's files, then draws its charts from them.
  charts::Charts draw(const records::RunData& run,
                      text::Language language = text::Language::english) const {
    tests::write_run(run);
    return draw_written(
        run, analysis::make_verdicts(run.manifest.plan, run.cells, 7),
        records::Published(home_.published(run.manifest.plan), run.manifest.plan.arms), language);
  }
  // The same of a run whose cells.csv and latency.csv are there.
  charts::Charts draw_written(const records::RunData& run,
                              std::span<const analysis::Verdict> verdicts,
                              const records::Published& published,
                              text::Language language = text::Language::english) const {
    std::string text = csv_header(records::verdict_columns());
    for (const analysis::Verdict& verdict : verdicts) {
      text += csv_row(records::verdict_columns(), to_row(verdict));
    }
    common::write_file(run.folder / "verdicts.csv", text);
    const auto estimates = analysis::make_estimates(run.manifest.plan, run.cells);
    const auto distributions = analysis::make_distributions(
        run.manifest.plan, run.cells,
        read_run_file(run.folder / "latency.csv", records::latency_columns()));
    analysis::write_estimates(run, estimates, distributions);
    return charts::draw_charts(
        {run, verdicts, published, home_, language, estimates, distributions},
        charts::chart_kinds());
  }
  std::string file(const std::string& name) const {
    return common::read_file(folder_.path() / "charts" / name);
  }
  std::string svg(const std::string& id) const { return file(id + ".svg"); }
  // The chart, and behind it what it says.
  std::string text(const std::string& id) const { return svg(id) + text_of(svg(id)); }

  // What holds of every chart: three whole files, nothing that is no number.
  void expect_sound(const charts::Charts& charts) const {
    EXPECT_EQ(charts.problem, std::nullopt);
    EXPECT_THAT(charts.warnings, ::testing::IsEmpty());
    std::size_t files = 0;
    for (const std::string& id : charts.drawn) {
      const std::string drawn = svg(id);
      EXPECT_THAT(drawn, ::testing::AllOf(::testing::HasSubstr("</svg>"),
                                          ::testing::Not(::testing::HasSubstr("<script"))))
          << id;
      EXPECT_EQ(count_of(drawn, "\\b(NaN|nan|inf)\\b"), 0) << id;
      EXPECT_EQ(count_of(drawn, "<title>"), 1) << id << ": a browser shows each at the pointer";
      std::smatch size;
      ASSERT_TRUE(std::regex_search(drawn, size, std::regex("width=\"(\\d+)\" height=\"(\\d+)\"")));
      EXPECT_EQ(cut_off(drawn, std::stod(size[1])), "") << id;
      const std::string png = file(id + ".png");
      EXPECT_THAT(png, ::testing::StartsWith("\x89PNG"));
      EXPECT_EQ(big_endian(png, 16), 2 * std::stoul(size[1])) << id;
      EXPECT_NEAR(big_endian(png, 20), 2 * std::stod(size[2]), 1) << id;
      const std::string pdf = file(id + ".pdf");
      EXPECT_THAT(pdf,
                  ::testing::AllOf(::testing::StartsWith("%PDF-"), ::testing::HasSubstr("%%EOF")));
      files += 3;
    }
    const std::filesystem::directory_iterator found(folder_.path() / "charts");
    EXPECT_EQ(static_cast<std::size_t>(std::distance(begin(found), end(found))), files);
  }

  common::TemporaryFolder folder_;
  records::Paths home_;
};

class DrawnCharts : public ChartsTest {
 protected:
  void SetUp() override { TIGA_SKIP_UNLESS(common::is_installed("gnuplot"), "gnuplot"); }
};

}  // namespace tiga::suite
