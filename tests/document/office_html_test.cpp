#include "document/office_html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "document/office_table.hpp"
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

TEST(OfficeHtml, WritesATableWithItsLabel) {
  const Table table{
      .id = "t", .caption = "Rates.", .columns = {{.title = "Arm"}}, .rows = {{{.text = "async"}}}};
  EXPECT_EQ(for_office(table, OfficeFormat::odt),
            office_table(table, "Table 1.", Labels{}, OfficeFormat::odt));
}

const Figure rates{.id = "throughput", .caption = "Rates.", .description = "It \"rises\"."};

TEST(OfficeHtml, GivesAChartItsAlternativeTextAndCaption) {
  EXPECT_EQ(for_office(rates),
            "<div custom-style=\"Captioned Figure\">\n"
            "<p><img src=\"charts/throughput.png\" width=\"13cm\" "
            "alt=\"It &quot;rises&quot;.\"></p>\n</div>\n"
            "<div custom-style=\"Image Caption\">\n<p><strong>Figure 1.</strong> Rates.</p>\n"
            "</div>\n");
}

TEST(OfficeHtml, DescribesAChartInTheTextWhereTheFormatLosesAlternativeTexts) {
  EXPECT_THAT(for_office(rates, OfficeFormat::odt),
              EndsWith("<div custom-style=\"FigureCaption\">\n"
                       "<p><strong>Figure 1.</strong> Rates.</p>\n</div>\n"
                       "<div custom-style=\"Note\">\n<p>It &quot;rises&quot;.</p>\n</div>\n"));
}

TEST(OfficeHtml, SaysWhyThereIsNoChart) {
  Figure absent = rates;
  absent.absent = "gnuplot is not installed.";
  const std::string out = for_office(absent);
  EXPECT_THAT(out, StartsWith("<p><strong>gnuplot is not installed.</strong> It "));
  EXPECT_THAT(out, HasSubstr("Figure 1."));
  EXPECT_THAT(out, Not(HasSubstr("<img")));
}

TEST(OfficeHtml, HasTheNumbersOfThePage) {
  const std::string out = to_office_html(tests::sample_document("en"), OfficeFormat::docx);
  for (const char* const label : {"Table 1.", "Table 2.", "Figure 1.", "Figure 2.", "Figure 3."}) {
    EXPECT_THAT(out, HasSubstr("<strong>" + std::string(label) + "</strong>"));
  }
  EXPECT_THAT(out, Not(HasSubstr("Table 3.")));
}

}  // namespace
}  // namespace tiga::document
