#include "document/markdown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/document/sample.hpp"

namespace tiga::document {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string as_markdown(Block block, const Labels& labels = {}) {
  const std::string out = to_markdown({.language = "en",
                                       .title = "T",
                                       .subtitle = "",
                                       .opening = {std::move(block)},
                                       .sections = {},
                                       .labels = labels});
  return out.substr(out.find("\n\n") + 2);
}

TEST(Markdown, HasTheIntroductionThenTheSections) {
  const Document document = {
      .language = "en",
      .title = "A *title*",
      .subtitle = "What, where.",
      .opening = {Paragraph{"First."}},
      .sections = {{.id = "s", .title = "One", .blocks = {Paragraph{"Second."}}},
                   {.id = "t", .title = "Two", .blocks = {}}}};
  EXPECT_EQ(to_markdown(document),
            "# A \\*title\\*\n\nWhat, where.\n\nFirst.\n\n## One\n\nSecond.\n\n## Two\n");
}

TEST(Markdown, WritesTablesThatCanBeReadAsTheyAre) {
  const Table table = {
      .id = "t",
      .caption = "Rates.",
      .columns = {{.title = "Arm"}, {.title = "Rate", .numeric = true}},
      .rows = {{{.text = "async | é"}, {.text = "27,174"}}, {{.text = "threaded"}, {.text = ""}}}};
  EXPECT_EQ(as_markdown(table),
            "**Table 1.** Rates.\n\n"
            "| Arm        |   Rate |\n"
            "| ---------- | -----: |\n"
            "| async \\| é | 27,174 |\n"
            "| threaded   |      – |\n"
            "\n– unknown\n");
  EXPECT_THAT(as_markdown(table, tests::indonesian_labels()), HasSubstr("**Tabel 1.** Rates."));
  EXPECT_THAT(as_markdown(table, tests::indonesian_labels()), HasSubstr("\n– tidak diketahui\n"));
}

TEST(Markdown, WritesALeadAsItsPartsOneAfterTheOther) {
  EXPECT_EQ(as_markdown(Lead{
                .result = {.kind = Callout::Kind::result, .title = "A wins", .lines = {"By 2."}},
                .notes = {Paragraph{"By 9 of 10.", "How *sure*"}},
                .figure = Figure{.id = "rates", .caption = "Rates.", .description = "They rise."}}),
            "> **Result: A wins**\n>\n> By 2.\n\n"
            "![They rise.](charts/rates.svg)\n\n**Figure 1.** Rates.\n\n"
            "**How \\*sure\\*.** By 9 of 10.\n");
}

TEST(Markdown, LinksAFieldToAFile) {
  const Table table = {.id = "t",
                       .caption = "Logs.",
                       .columns = {{.title = "Log"}},
                       .rows = {{{.text = "cell-1.txt", .link = "failed/cell-1.txt"}}}};
  EXPECT_THAT(as_markdown(table), HasSubstr("| [cell-1.txt](<failed/cell-1.txt>) |"));
}

TEST(Markdown, AnEmptyRemarkIsNotUnknown) {
  const Table table = {.id = "t",
                       .caption = "C.",
                       .columns = {{.title = "Arm"}, {.title = "Reason", .remarks = true}},
                       .rows = {{{.text = "async"}, {.text = ""}}}};
  EXPECT_EQ(as_markdown(table),
            "**Table 1.** C.\n\n| Arm   | Reason |\n| ----- | ------ |\n| async |        |\n");
}

TEST(Markdown, ATableWithoutRowsSaysSo) {
  const Table table = {.id = "t", .caption = "C.", .columns = {{.title = "A"}}, .rows = {}};
  EXPECT_EQ(as_markdown(table), "**Table 1.** C.\n\n| A   |\n| --- |\n\n(no rows)\n");
}

TEST(Markdown, CollapsedTablesAreShown) {
  EXPECT_THAT(to_markdown(tests::sample_document()),
              HasSubstr("| async    |               19960 |"));
}

TEST(Markdown, AFigureBecomesAnImageAndItsDescription) {
  EXPECT_EQ(
      as_markdown(Figure{.id = "throughput", .caption = "C.", .description = "1.2 [1.1, 1.3]"}),
      "![1.2 \\[1.1, 1.3\\]](charts/throughput.svg)\n\n**Figure 1.** C.\n");
  EXPECT_EQ(
      as_markdown(
          Figure{.id = "x", .caption = "C.", .description = "It rises.", .absent = "No gnuplot."},
          tests::indonesian_labels()),
      "No gnuplot. It rises.\n\n**Gambar 1.** C.\n");
}

TEST(Markdown, WritesTheSmallBlocks) {
  EXPECT_EQ(as_markdown(Bullets{{"a", "- b"}}), "- a\n- \\- b\n");
  EXPECT_EQ(
      as_markdown(Callout{.kind = Callout::Kind::result, .title = "Async", .lines = {"a", "b"}}),
      "> **Result: Async**\n>\n> a\n>\n> b\n");
  EXPECT_EQ(as_markdown(Callout{.kind = Callout::Kind::warning, .title = "", .lines = {}},
                        tests::indonesian_labels()),
            "> **Peringatan**\n");
  EXPECT_EQ(as_markdown(Code{"a *b*\n"}), "```\na *b*\n```\n");
  EXPECT_EQ(as_markdown(Code{"```\na"}), "````\n```\na\n````\n");
}

TEST(Markdown, NoTextBecomesMarkup) {
  const std::string out = to_markdown(tests::sample_document());
  for (const char* markup : {"\n</script>", " <b>", "*d*", "e](f)", " `c`", " <!--", " ${g}"}) {
    EXPECT_THAT(out, Not(HasSubstr(markup)));
  }
  EXPECT_THAT(out, HasSubstr("\\</script>\\<b>\"a\" & 'b'\\</b> | \\`c\\` \\*d\\* [e\\](f)"));
}

TEST(Markdown, TheSameDocumentGivesTheSameText) {
  EXPECT_EQ(to_markdown(tests::sample_document()), to_markdown(tests::sample_document()));
}

}  // namespace
}  // namespace tiga::document
