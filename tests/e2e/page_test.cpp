// The page in a real browser: it asks for nothing, complains of nothing, sorts, and fits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "document/html.hpp"
#include "tests/document/sample.hpp"
#include "tests/e2e/browser.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Page : public testing::Test {
 protected:
  void SetUp() override {
    TIGA_SKIP_UNLESS(!chromium().empty(), "chromium");
    TIGA_SKIP_UNLESS(common::is_installed("python3"), "python3");
  }

  static std::string sample(const std::string& language = "en") {
    return to_html(sample_document(language), page_template(), sample_chart);
  }

  // Opens a page and what is asked of it with it.
  BrowserLog browse(const std::string& page, std::vector<std::string> steps) const {
    const auto file = folder_.path() / "page.html";
    common::write_file(file, page);
    const auto probe = source_folder() / "tests/e2e/page_probe.js";
    steps.insert(steps.begin(), {"open file://" + file.string(), "load " + probe.string()});
    const BrowserLog log = drive_browser(folder_.path(), steps);
    EXPECT_EQ(log.error, "");
    return log;
  }
  std::string in_folder(const std::string& file) const { return (folder_.path() / file).string(); }

 private:
  common::TemporaryFolder folder_;
};

std::string click(int column) {
  return "run probe.button('table_verdicts', " + std::to_string(column) + ").click()";
}

std::string column(int index) {
  return "run probe.column('table_verdicts', " + std::to_string(index) + ")";
}

constexpr const char* state = "run probe.sorted('table_verdicts')";

TEST_F(Page, LoadsNothingElseAndLogsNoError) {
  for (const char* language : {"en", "id"}) {
    const BrowserLog log = browse(sample(language), {click(1), "media print", "scheme dark"});
    EXPECT_EQ(log.requests, "[]");
    EXPECT_EQ(log.console, "[]");
  }
}

TEST_F(Page, AnExternalRequestWouldBeDetected) {
  std::string page = sample();
  page.insert(page.find("</main>"), "<img src=\"http://127.0.0.1:9/picture.png\">");
  EXPECT_THAT(browse(page, {}).console, HasSubstr("Content Security Policy"));
  const std::size_t policy = page.find("<meta http-equiv");
  page.erase(policy, page.find('>', policy) + 1 - policy);
  page.insert(page.find("</main>"), "<script>missing()</script>");
  const BrowserLog log = browse(page, {});
  EXPECT_EQ(log.requests, "[\"http://127.0.0.1:9/picture.png\"]");
  EXPECT_THAT(log.console, HasSubstr("missing is not defined"));
}

TEST_F(Page, RunsOnlyItsOwnScript) {
  std::string page = sample();
  page.insert(page.find("</main>"),
              "<script>window.smuggled = true</script><svg onload=\"window.smuggled = true\"/>");
  const BrowserLog log = browse(page, {"run window.smuggled === undefined"});
  EXPECT_THAT(log.values, ElementsAre("true"));
}

TEST_F(Page, SortsNumbersBothWaysWithUnknownValuesLast) {
  const BrowserLog log = browse(
      sample(), {state, click(2), column(2), state, click(2), column(2), state, click(1), state});
  EXPECT_THAT(log.values,
              ElementsAre("\"- - - -\"", "null", "\"0.97 1.0045 1.42 –unknown\"",
                          "\"- - ascending -\"", "null", "\"1.42 1.0045 0.97 –unknown\"",
                          "\"- - descending -\"", "null", "\"- ascending - -\""));
}

TEST_F(Page, SortsNumericallyAndStably) {
  const BrowserLog log = browse(sample(), {click(1), column(1), column(3), click(1), column(1),
                                           column(3), click(3), click(1), column(3)});
  EXPECT_THAT(
      log.values,
      ElementsAre("null", "\"50 50 100 1,000\"", "\"faster equivalent inconclusive invalid\"",
                  "null", "\"1,000 100 50 50\"", "\"invalid inconclusive faster equivalent\"",
                  "null", "null", "\"equivalent faster inconclusive invalid\""));
}

TEST_F(Page, CanBeSortedWithTheKeyboard) {
  const BrowserLog log =
      browse(sample(), {"run probe.button('table_verdicts', 0).focus()", "key Enter", state,
                        "key Tab", "key Space", state, column(1), "key Space", column(1),
                        "run document.activeElement.title"});
  EXPECT_EQ(log.values[1], "\"ascending - - -\"");
  EXPECT_EQ(log.values[2], "\"- ascending - -\"");
  EXPECT_EQ(log.values[3], "\"50 50 100 1,000\"");
  EXPECT_EQ(log.values[4], "\"1,000 100 50 50\"");
  EXPECT_EQ(log.values[5], "\"Sort by this column\"") << "the focus stays";
}

TEST_F(Page, HasNoBrokenLinksAndFitsTheScreen) {
  const BrowserLog log =
      browse(sample(),
             {"run probe.duplicateIds()", "run probe.danglingReferences()", "run probe.nameless()",
              "run probe.headings()", "run document.querySelectorAll('svg[role=img]').length",
              "run document.querySelectorAll('details').forEach(details => details.open = true)",
              "size 1280x900", "run probe.overflow()", "size 360x800", "run probe.overflow()"});
  EXPECT_THAT(log.values,
              ElementsAre("[]", "[]", "[]", "\"H1 H2 H2\"", "2", "null", "false", "false"));
}

TEST_F(Page, HasTheChartBesideTheResultWhereThereIsRoom) {
  document::Document page = sample_document();
  page.opening.front() = document::Lead{
      .result = std::get<document::Callout>(page.opening.front()),
      .notes = {{.text = "Nine of ten comparisons are decided.", .title = "How sure"}},
      .figure = document::Figure{.id = "rates", .caption = "Rates.", .description = "They rise."}};
  const std::string places =
      "run (() => { const box = name => document.querySelector('.lead > ' + name)"
      ".getBoundingClientRect(); const [said, chart, notes] = ['.callout', 'figure', '.notes']"
      ".map(box); return [chart.left >= said.right, chart.top >= said.bottom, "
      "notes.top >= said.bottom, notes.right <= chart.left] })()";
  const BrowserLog log =
      browse(to_html(page, page_template(), sample_chart),
             {"size 1280x800", places, "run probe.overflow()", "size 1000x700", places,
              "run probe.overflow()", "size 360x800", places, "run probe.overflow()"});
  EXPECT_THAT(log.values, ElementsAre("[true,false,true,true]", "false", "[true,false,true,true]",
                                      "false", "[false,true,true,false]", "false"));
}

TEST_F(Page, HasEnoughContrastInLightAndDarkMode) {
  const BrowserLog log =
      browse(sample(), {"run probe.faintTexts()", "scheme dark", "run probe.faintTexts()",
                        "run getComputedStyle(document.body).backgroundColor"});
  EXPECT_THAT(log.values, ElementsAre("[]", "[]", testing::Not("\"rgb(255, 255, 255)\"")));
}

TEST_F(Page, ExpandsCollapsedPartsInPrint) {
  const std::string open = "document.querySelectorAll('details[open]').length";
  const BrowserLog log =
      browse(sample(), {"run addEventListener('beforeprint', () => window.onPaper = " + open + ")",
                        "pdf " + in_folder("page.pdf"), "run [window.onPaper, " + open + "]"});
  EXPECT_EQ(log.values.back(), "[1,0]");
  EXPECT_THAT(common::read_file(in_folder("page.pdf")), testing::StartsWith("%PDF"));
}

}  // namespace
}  // namespace tiga::tests
