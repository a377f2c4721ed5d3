#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "document/html_parts.hpp"
#include "tests/document/sample.hpp"

namespace tiga::document {
namespace {

using testing::HasSubstr;
using testing::Not;

Table two_rows() {
  return {.id = "t",
          .caption = "A table.",
          .columns = {{.title = "Arm"}, {.title = "Rate", .numeric = true}},
          .rows = {{{.text = "async"}, {.text = "8,897", .sort_by = 8896.83}},
                   {{.text = "threaded"}, {.text = ""}}}};
}

std::string written(const Table& table, const Labels& labels = {}) {
  return table_html(table, "Table 1.", labels);
}

TEST(HtmlTable, HasTheExpectedMarkup) {
  EXPECT_EQ(
      written(two_rows()),
      "<div class=\"table\" id=\"table_t\">\n"
      "<div class=\"box\" role=\"region\" aria-labelledby=\"table_t_caption\" tabindex=\"0\">\n"
      "<table class=\"sortable\">\n"
      "<caption><span id=\"table_t_caption\"><span class=\"label\">Table 1.</span> A table."
      "</span></caption>\n"
      "<thead>\n<tr><th scope=\"col\">Arm</th><th scope=\"col\" class=\"number\">Rate</th>"
      "</tr>\n</thead>\n<tbody>\n"
      "<tr><th scope=\"row\">async</th>"
      "<td class=\"number\" data-sort=\"8896.83\">8,897</td></tr>\n"
      "<tr><th scope=\"row\">threaded</th><td class=\"number\" data-unknown>"
      "<span aria-hidden=\"true\">–</span><span class=\"unseen\">unknown</span></td></tr>\n"
      "</tbody>\n</table>\n</div>\n<p class=\"key\">– unknown</p>\n</div>\n");
}

TEST(HtmlTable, LinksAFieldToAFile) {
  Table table = two_rows();
  table.rows[0][0].link = "failed/cell-\"1\".txt";
  EXPECT_THAT(written(table),
              HasSubstr("<a href=\"failed/cell-&quot;1&quot;.txt\">async</a></th>"));
}

TEST(HtmlTable, DrawsBarsBesideTheLongest) {
  Table table = two_rows();
  table.rows[0][0].bars = {{"a<b", 200, "200/s"}, {"c", 50, "50/s"}, {"d", 0, "0/s"}};
  EXPECT_THAT(written(table),
              HasSubstr(">async<ul class=\"bars\">"
                        "<li><span>a&lt;b</span><i style=\"width:100%\"></i><span>200/s</span></li>"
                        "<li><span>c</span><i style=\"width:25%\"></i><span>50/s</span></li>"
                        "<li><span>d</span><i style=\"width:0%\"></i><span>0/s</span></li>"
                        "</ul></th>"));
  table.rows[0][0].bars = {{"a", 0, "0"}};
  EXPECT_THAT(written(table), HasSubstr("width:0%"));
}

TEST(HtmlTable, ThatIsCollapsedShowsItsNumberOfRows) {
  Table table = two_rows();
  table.folded = true;
  const std::string out = written(table);
  EXPECT_THAT(out, testing::StartsWith("<details class=\"table\" id=\"table_t\">\n<summary>"));
  EXPECT_THAT(out, HasSubstr("A table.</span> <span class=\"count\">(2 rows)</span></summary>"));
  EXPECT_THAT(out, HasSubstr("<caption class=\"unseen\">Table 1.</caption>"));
  table.rows.pop_back();
  EXPECT_THAT(written(table), HasSubstr("(1 row)"));
  EXPECT_THAT(written(table, tests::indonesian_labels()), HasSubstr("(1 baris)"));
}

TEST(HtmlTable, ExplainsTheUnknownMarkOnlyIfItIsUsed) {
  Table table = two_rows();
  EXPECT_THAT(written(table, tests::indonesian_labels()),
              HasSubstr("<p class=\"key\">– tidak diketahui</p>"));
  table.rows.pop_back();
  EXPECT_THAT(written(table), Not(HasSubstr("class=\"key\"")));
}

TEST(HtmlTable, CanBeSortedIfItHasNumbersAndSeveralRows) {
  Table table = two_rows();
  table.columns[1].numeric = false;
  EXPECT_THAT(written(table), Not(HasSubstr("sortable"))) << "facts: no column of numbers";
  table = two_rows();
  table.rows.pop_back();
  EXPECT_THAT(written(table), Not(HasSubstr("sortable"))) << "a single row";
}

TEST(HtmlTable, SortsByNumbersAtFullPrecision) {
  Table table = two_rows();
  table.rows[0][1].sort_by = 0.1;
  EXPECT_THAT(written(table), HasSubstr("data-sort=\"0.1\""));
  table.rows[0][1].sort_by = 1e300;
  EXPECT_THAT(written(table), HasSubstr("data-sort=\"1e+300\""));
  table.rows[0][1].sort_by = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(written(table), Not(HasSubstr("data-sort")));
}

TEST(HtmlTable, EscapesEveryText) {
  Table table = two_rows();
  table.id = "a\"b";
  table.caption = table.columns[0].title = table.columns[1].title = tests::nasty_text;
  table.rows[0] = {{.text = tests::nasty_text, .mark = tests::nasty_text},
                   {.text = tests::nasty_text}};
  for (const bool folded : {false, true}) {
    table.folded = folded;
    const std::string out = written(table);
    for (const char* markup : {"</script>", "<b>", "<!--", "\"a\"", "a\"b"}) {
      EXPECT_THAT(out, Not(HasSubstr(markup)));
    }
    EXPECT_THAT(out, HasSubstr("&lt;/script&gt;&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;"));
    EXPECT_THAT(out, HasSubstr("– é 漢字"));
  }
}

TEST(HtmlTable, WithoutRowsSaysSo) {
  Table table = two_rows();
  table.rows.clear();
  EXPECT_THAT(written(table), HasSubstr("<td colspan=\"2\">no rows</td>"));
}

TEST(HtmlTable, RefusesARowWithTooFewCells) {
  Table table = two_rows();
  table.rows[1].pop_back();
  EXPECT_THROW(written(table), std::out_of_range);
}

}  // namespace
}  // namespace tiga::document
