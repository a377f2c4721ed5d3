#include "document/office_html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>

#include "tests/document/sample.hpp"

namespace tiga::document {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string for_office(Block block, OfficeFormat format = OfficeFormat::docx,
                       const Labels& labels = {}) {
  const std::string out = to_office_html({.language = "en",
                                          .title = "T",
                                          .subtitle = "",
                                          .opening = {std::move(block)},
                                          .sections = {},
                                          .labels = labels},
                                         format);
  const std::size_t begin = out.find("<body>\n") + 7;
  return out.substr(begin, out.find("</body>") - begin);
}

Table table_of(std::vector<TableColumn> columns, std::vector<std::vector<TableField>> rows) {
  return {.id = "t", .caption = "Rates.", .columns = std::move(columns), .rows = std::move(rows)};
}

double sum(const std::vector<double>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 0.0);
}

TEST(OfficeFormats, HaveNames) {
  EXPECT_THAT(office_formats(), ElementsAre("docx", "odt"));
  for (const std::string& name : office_formats()) {
    EXPECT_EQ(name_of(office_format(name)), name);
  }
  EXPECT_THROW(office_format("pdf"), std::invalid_argument);
}

TEST(OfficeHtml, HasTitleSubtitleAndLanguageThenTheSections) {
  const Document document = {
      .language = "id",
      .title = "A <title>",
      .subtitle = "What, \"where\".",
      .opening = {Paragraph{"First."}},
      .sections = {{.id = "s", .title = "One", .blocks = {Paragraph{"Second & last."}}}}};
  EXPECT_EQ(to_office_html(document, OfficeFormat::odt),
            "<!DOCTYPE html>\n<html lang=\"id\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<title>A &lt;title&gt;</title>\n"
            "<meta name=\"subtitle\" content=\"What, &quot;where&quot;.\">\n</head>\n<body>\n"
            "<p>First.</p>\n<h1>One</h1>\n<p>Second &amp; last.</p>\n</body>\n</html>\n");
}

TEST(OfficeHtml, WritesALeadAsItsPartsOneAfterTheOther) {
  EXPECT_EQ(
      for_office(
          Lead{.result = {.kind = Callout::Kind::result, .title = "A wins", .lines = {"By 2."}},
               .notes = {Paragraph{"By 9 of 10.", "How <sure>"}},
               .figure = Figure{.id = "rates", .caption = "Rates.", .description = "They rise."}}),
      for_office(Callout{.kind = Callout::Kind::result, .title = "A wins", .lines = {"By 2."}}) +
          for_office(Figure{.id = "rates", .caption = "Rates.", .description = "They rise."}) +
          "<p><strong>How &lt;sure&gt;.</strong> By 9 of 10.</p>\n");
}

TEST(OfficeHtml, WritesCalloutsListsAndCode) {
  EXPECT_EQ(for_office(Callout{.kind = Callout::Kind::warning, .title = "T", .lines = {"a", "b"}}),
            "<blockquote>\n<p><strong>Warning: T</strong></p>\n<p>a</p>\n<p>b</p>\n"
            "</blockquote>\n");
  EXPECT_EQ(for_office(Bullets{{"one", "two"}}),
            "<ul>\n<li><p>one</p></li>\n<li><p>two</p></li>\n</ul>\n");
  EXPECT_EQ(for_office(Bullets{}), "");
  EXPECT_EQ(for_office(Code{"a <b>\n"}), "<pre>\n<code>a &lt;b&gt;\n</code></pre>\n");
}

TEST(OfficeHtml, WritesTablesWithCaptionWidthsAndAlignment) {
  const std::string table =
      for_office(table_of({{.title = "Arm"}, {.title = "Rate", .numeric = true}},
                          {{{.text = "async"}, {.text = "27,174"}},
                           {{.text = "x", .link = "failed/a b.txt"}, {.text = ""}}}));
  EXPECT_THAT(table, StartsWith("<table>\n<caption><strong>Table 1.</strong> Rates.</caption>\n"
                                "<colgroup>\n<col width=\""));
  EXPECT_THAT(table, HasSubstr("<th>Arm</th><th align=\"right\">Rate</th>"));
  EXPECT_THAT(table, HasSubstr("<td>async</td><td align=\"right\">27,174</td>"));
  EXPECT_THAT(table, HasSubstr("<a href=\"failed/a b.txt\">x</a></td><td align=\"right\">–</td>"));
  EXPECT_THAT(table, EndsWith("</table>\n<p>– unknown</p>\n"));
}

TEST(OfficeHtml, SaysThatATableHasNoRows) {
  EXPECT_THAT(for_office(table_of({{.title = "A"}, {.title = "B"}}, {}), OfficeFormat::docx,
                         tests::indonesian_labels()),
              HasSubstr("<tr><td colspan=\"2\">tidak ada baris</td></tr>"));
}

const Figure rates{.id = "throughput", .caption = "Rates.", .description = "It \"rises\"."};

TEST(OfficeHtml, GivesAChartItsAlternativeTextAndCaption) {
  EXPECT_EQ(for_office(rates),
            "<div custom-style=\"Captioned Figure\">\n"
            "<p><img src=\"charts/throughput.png\" width=\"16cm\" "
            "alt=\"It &quot;rises&quot;.\"></p>\n</div>\n"
            "<div custom-style=\"Image Caption\">\n<p><strong>Figure 1.</strong> Rates.</p>\n"
            "</div>\n");
}

TEST(OfficeHtml, DescribesAChartInTheTextWhereTheFormatLosesAlternativeTexts) {
  EXPECT_THAT(for_office(rates, OfficeFormat::odt),
              EndsWith("<div custom-style=\"FigureCaption\">\n"
                       "<p><strong>Figure 1.</strong> Rates.</p>\n</div>\n"
                       "<p>It &quot;rises&quot;.</p>\n"));
}

TEST(OfficeHtml, SaysWhyThereIsNoChart) {
  Figure absent = rates;
  absent.absent = "gnuplot is not installed.";
  const std::string out = for_office(absent);
  EXPECT_THAT(out, StartsWith("<p><strong>gnuplot is not installed.</strong> It "));
  EXPECT_THAT(out, HasSubstr("Figure 1."));
  EXPECT_THAT(out, Not(HasSubstr("<img")));
}

TEST(ColumnWidths, LeaveATableThatFitsAsWideAsItsTexts) {
  const auto widths = column_widths(table_of({{.title = "Arm"}, {.title = "Verdict"}},
                                             {{{.text = "async"}, {.text = "it is faster"}}}));
  ASSERT_EQ(widths.size(), 2U);
  EXPECT_LT(sum(widths), 30);
  EXPECT_NEAR(widths[1] / widths[0], 14.0 / 7.0, 0.01);  // characters and margins
}

TEST(ColumnWidths, GiveWhatIsLeftToLongTexts) {
  const std::string reason(20, 'x');
  std::string sentence;
  for (int i = 0; i < 20; ++i) {
    sentence += reason + ' ';
  }
  const auto widths = column_widths(
      table_of({{.title = "No"}, {.title = "Reason"}}, {{{.text = "1"}, {.text = sentence}}}));
  EXPECT_NEAR(sum(widths), 100, 0.01);
  EXPECT_NEAR(widths[0], 100 * 4.0 / 110, 0.01) << "no more than it needs";
}

TEST(ColumnWidths, BreakNoWordAsLongAsThereIsRoom) {
  std::vector<TableColumn> columns;
  std::vector<TableField> row;
  for (int i = 0; i < 9; ++i) {
    columns.push_back({.title = "Column of many words"});
    row.push_back({.text = "1234567890"});
  }
  for (const double width : column_widths(table_of(columns, {row}))) {
    EXPECT_GE(width, 100 * 10.0 / 110);
  }
  columns.push_back({.title = std::string(200, 'x')});
  row.push_back({.text = ""});
  EXPECT_NEAR(sum(column_widths(table_of(columns, {row}))), 100, 0.01);
}

TEST(ColumnWidths, OfNoColumnsAreNone) { EXPECT_TRUE(column_widths(table_of({}, {})).empty()); }

TEST(OfficeHtml, HasTheNumbersOfThePage) {
  const std::string out = to_office_html(tests::sample_document("en"), OfficeFormat::docx);
  for (const char* const label : {"Table 1.", "Table 2.", "Figure 1.", "Figure 2.", "Figure 3."}) {
    EXPECT_THAT(out, HasSubstr("<strong>" + std::string(label) + "</strong>"));
  }
  EXPECT_THAT(out, Not(HasSubstr("Table 3.")));
}

}  // namespace
}  // namespace tiga::document
