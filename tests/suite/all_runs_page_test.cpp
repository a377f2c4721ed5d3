// The page of all runs in a real browser: it asks for nothing, fits, sorts, can be read, and its
// links lead to the pages of the runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "document/html.hpp"
#include "suite/overview/page.hpp"
#include "tests/e2e/browser.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

using suite::overview::Entry;
using testing::ElementsAre;

std::vector<Entry> two_runs_and_a_map() {
  Entry newest;
  newest.name = "20261123T124633Z-it's 100% mine";
  newest.started = "20261123T124633Z";
  newest.plan = "it's 100% mine";
  newest.result =
      "Which server is faster depends on the concurrency: async at 1, 50, 100; at 500, 1000 none "
      "can be called faster than all the others.";
  newest.machine = "AMD EPYC 7763 64-Core Processor, 2 cores";
  newest.spent_s = 180;
  newest.bars = {{"async", 12300, "12300"}, {"threaded", 8100, "8100"}, {"balanced", 4460, "4460"}};
  newest.about_bars = "requests/s at concurrency 100";
  newest.has_page = true;
  Entry map = newest;
  map.name = "20261122T124633Z-map";
  map.started = "20261122T124633Z";
  map.plan = "map";
  map.is_map = true;
  map.spent_s = 3500;
  map.about_bars = "places won";
  Entry oldest = newest;
  oldest.name = "20261121T124633Z-report";
  oldest.started = "20261121T124633Z";
  oldest.plan = "report";
  oldest.spent_s.reset();
  oldest.bars.clear();
  oldest.about_bars.clear();
  newest.baseline = oldest.name;
  return {newest, map, oldest};
}

class AllRunsPage : public testing::Test {
 protected:
  void SetUp() override {
    TIGA_SKIP_UNLESS(!chromium().empty(), "chromium");
    TIGA_SKIP_UNLESS(common::is_installed("python3"), "python3");
  }
  BrowserLog browse(std::vector<std::string> steps) const {
    const auto page = suite::overview::overview_page(two_runs_and_a_map(), {"tiga"},
                                                     suite::text::Language::english);
    const auto file = folder_.path() / "index.html";
    common::write_file(file,
                       to_html(page, common::read_file(source_folder() / "plots" / "page.html"),
                               [](const std::string&) { return std::nullopt; }));
    steps.insert(steps.begin(), {"open file://" + file.string(),
                                 "load " + (source_folder() / "tests/e2e/page_probe.js").string()});
    const BrowserLog log = drive_browser(folder_.path(), steps);
    EXPECT_EQ(log.error, "");
    EXPECT_EQ(log.requests, "[]");
    EXPECT_EQ(log.console, "[]");
    return log;
  }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  common::TemporaryFolder folder_;
};

TEST_F(AllRunsPage, FitsTheScreenAndCanBeReadInLightAndDarkMode) {
  const BrowserLog log =
      browse({"run probe.duplicateIds()", "run probe.danglingReferences()", "run probe.nameless()",
              "size 1280x900", "run probe.overflow()", "run probe.faintTexts()", "scheme dark",
              "run probe.faintTexts()", "size 360x800", "run probe.overflow()"});
  EXPECT_THAT(log.values, ElementsAre("[]", "[]", "[]", "false", "[]", "[]", "false"));
}

TEST_F(AllRunsPage, LinksEachPageByItsName) {
  const auto file_of = [](const std::string& row, const std::string& column) {
    return "run decodeURIComponent(new URL(document.querySelector('#table_runs tbody "
           "tr:nth-child(" +
           row + ") > :nth-child(" + column + ") a').href).pathname)";
  };
  const BrowserLog log = browse({file_of("1", "1"), file_of("3", "1"), file_of("1", "5")});
  const auto page = [&](const std::string& name) {
    return "\"" + (folder() / name / "report.html").string() + "\"";
  };
  EXPECT_THAT(log.values,
              ElementsAre(page("20261123T124633Z-it's 100% mine"), page("20261121T124633Z-report"),
                          page("20261121T124633Z-report")));
}

TEST_F(AllRunsPage, DrawsBarsInProportion) {
  const BrowserLog log = browse(
      {"size 1280x900",
       "run Array.from(document.querySelectorAll('tr:first-child .bars i'), bar => "
       "bar.getBoundingClientRect().width).map((width, _, all) => Math.round(width / all[0] * "
       "100))",
       "run document.querySelector('tr:first-child .bars i').getBoundingClientRect().width > 40",
       "run document.querySelectorAll('.bars').length"});
  EXPECT_THAT(log.values, ElementsAre("[100,66,36]", "true", "2"));
}

// Else a table longer than a page would leave the first one empty.
TEST_F(AllRunsPage, IsPrintedFromTheFirstPageOn) {
  const BrowserLog log = browse(
      {"media print", "run getComputedStyle(document.getElementById('table_runs')).breakInside",
       "run getComputedStyle(document.querySelector('tbody tr')).breakInside"});
  EXPECT_THAT(log.values, ElementsAre("\"auto\"", "\"avoid\""));
}

TEST_F(AllRunsPage, SortsByDurationAndByPlan) {
  const BrowserLog log =
      browse({"run probe.button('table_runs', 5).click()", "run probe.column('table_runs', 5)",
              "run probe.button('table_runs', 1).click()", "run probe.column('table_runs', 1)"});
  EXPECT_THAT(log.values, ElementsAre("null", "\"3 min 58 min –unknown\"", "null",
                                      "\"it's 100% mine map (a map) report\""));
}

}  // namespace
}  // namespace tiga::tests
