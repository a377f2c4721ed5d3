#include "document/html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "common/text.hpp"
#include "tests/document/sample.hpp"

namespace tiga::document {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

std::string page(const Document& document) {
  return to_html(document, tests::page_template(), tests::sample_chart);
}

Document with(Block block) {
  return {.language = "en",
          .title = "T",
          .subtitle = "S",
          .opening = {std::move(block)},
          .sections = {}};
}

std::vector<std::string> all(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), expression), end; it != end; ++it) {
    found.push_back((*it)[1]);
  }
  return found;
}

TEST(Html, EscapesMarkupAndForbiddenCharacters) {
  EXPECT_EQ(common::escape_html("<a href=\"b\">'c' & d</a>"),
            "&lt;a href=&quot;b&quot;&gt;&#39;c&#39; &amp; d&lt;/a&gt;");
  EXPECT_EQ(common::escape_html(std::string_view("a\0b\x1b\tc\n", 7)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\tc\n");
  EXPECT_EQ(common::escape_html("é – 漢字"), "é – 漢字");
}

TEST(Html, HasEveryPartInOrder) {
  const std::string out = page(tests::sample_document());
  std::size_t at = 0;
  for (const char* part : {"<!DOCTYPE html>",
                           "<html lang=\"en\">",
                           "<meta charset=\"utf-8\">",
                           "Content-Security-Policy",
                           "<title>Three HTTP server architectures</title>",
                           "<a class=\"skip\" href=\"#_content\">",
                           "<header>",
                           "<h1>Three HTTP",
                           "<p class=\"subtitle\">plan report",
                           "<main id=\"_content\"",
                           "One event loop is faster at every concurrency",
                           "<nav ",
                           "href=\"#section_verdicts\">Verdicts",
                           "href=\"#section_machine\">Machine &amp; method",
                           "<section id=\"section_verdicts\"",
                           "<h2 id=\"section_verdicts_title\">Verdicts</h2>",
                           "id=\"table_verdicts\"",
                           "id=\"figure_throughput\"",
                           "<section id=\"section_machine\"",
                           "</main>",
                           "<script>"}) {
    const std::size_t found = out.find(part, at);
    ASSERT_NE(found, std::string::npos) << part;
    at = found;
  }
}

TEST(Html, NumbersTablesAndFiguresInOrder) {
  const std::string out = page(tests::sample_document());
  EXPECT_THAT(all(out, "class=\"label\">([^<]*)<"),
              testing::ElementsAre("Table 1.", "Figure 1.", "Figure 2.", "Figure 3.", "Table 2."));
}

TEST(Html, UsesTheLanguageOfTheDocument) {
  const std::string out = page(tests::sample_document("id", tests::indonesian_labels()));
  for (const char* text : {"<html lang=\"id\">", ">Langsung ke isi<", ">Daftar isi<",
                           "\"Ringkasan\"", "Tabel 1.", "Gambar 1.", "Urutkan menurut kolom ini",
                           ">Peringatan<", "tidak diketahui", "(40 baris)"}) {
    EXPECT_THAT(out, HasSubstr(text));
  }
  for (const char* text :
       {"Skip to", "Contents", "Table 1", "Figure 1", "Sort by", ">Warning<", "unknown<"}) {
    EXPECT_THAT(out, Not(HasSubstr(text)));
  }
}

TEST(Html, HasUniqueIdsAlthoughChartsShareTheirs) {
  const std::string out = page(tests::sample_document());
  const std::vector<std::string> ids = all(out, " id=\"([^\"]*)\"");
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
  EXPECT_THAT(ids, testing::IsSupersetOf({"figure_throughput.gpPt6", "figure_latency.gpPt6"}));
  const std::set<std::string> known(ids.begin(), ids.end());
  for (const std::string& reference : all(out, "href=\"#([^\"]*)\"")) {
    EXPECT_TRUE(known.contains(reference)) << reference;
  }
}

TEST(Html, ASectionATableAndAFigureMayShareAName) {
  Document document = with(Figure{.id = "x", .caption = "", .description = ""});
  document.opening.emplace_back(
      Table{.id = "x", .caption = "", .columns = {{.title = "a"}}, .rows = {}});
  document.sections.push_back({.id = "x", .title = "X", .blocks = {}});
  const std::vector<std::string> ids = all(page(document), " id=\"([^\"]*)\"");
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST(Html, ALeadHasItsResultItsFigureAndItsNotes) {
  const Lead lead{.result = {.kind = Callout::Kind::result, .title = "a < b", .lines = {"l"}},
                  .notes = {Paragraph{"n & m", "How sure"}, Paragraph{"untitled"}},
                  .figure = Figure{.id = "memory", .caption = "C.", .description = "D."}};
  const std::string out = page(with(lead));
  const auto place = [&](const std::string& text) { return out.find(text); };
  EXPECT_LT(place("<div class=\"lead\">\n<div class=\"callout result\""), place("a &lt; b"));
  EXPECT_LT(place("a &lt; b"), place("<figure id=\"figure_memory\""));
  EXPECT_LT(place("<figure id=\"figure_memory\""),
            place("<div class=\"notes\">\n<p><strong class=\"label\">How sure.</strong> n &amp; "
                  "m</p>\n<p>untitled</p>\n</div>\n</div>\n"));
  EXPECT_THAT(page(with(Lead{.result = lead.result, .notes = {}})),
              AllOf(Not(HasSubstr("<figure")), Not(HasSubstr("\"notes\""))));
}

TEST(Html, AFigureWithoutItsChartSaysWhyAndDescribesIt) {
  EXPECT_THAT(page(tests::sample_document()),
              HasSubstr("<figure id=\"figure_memory\">\n<div class=\"no-chart\">\n"
                        "<p><strong>gnuplot is not installed.</strong></p>\n"
                        "<p>Threads take more.</p>\n</div>\n<figcaption>"));
  const Document document = with(Figure{.id = "memory", .caption = "Memory.", .description = "d"});
  EXPECT_THAT(page(document), HasSubstr("The chart was not drawn."));
}

TEST(Html, ATruncatedChartIsLeftOut) {
  const Document document = with(Figure{.id = "x", .caption = "C", .description = "In labels."});
  const std::string out = to_html(document, tests::page_template(),
                                  [](const std::string&) { return "<svg viewBox='0 0 1 1'><g>"; });
  EXPECT_THAT(out, Not(HasSubstr("<svg")));
  EXPECT_THAT(out, HasSubstr("<p>In labels.</p>"));
}

TEST(Html, WritesTheSmallBlocks) {
  EXPECT_THAT(page(with(Paragraph{"a < b"})), HasSubstr("<p>a &lt; b</p>\n"));
  EXPECT_THAT(page(with(Bullets{{"a", "<b>"}})),
              HasSubstr("<ul>\n<li>a</li>\n<li>&lt;b&gt;</li>\n</ul>\n"));
  EXPECT_THAT(page(with(Code{"\na <b>\n"})),
              HasSubstr("<pre>\n<code>\na &lt;b&gt;\n</code></pre>\n"));
  EXPECT_THAT(page(with(Callout{.kind = Callout::Kind::note, .title = "T <", .lines = {"a &"}})),
              HasSubstr("<div class=\"callout note\" role=\"note\">\n<p class=\"head\">"
                        "<span class=\"kind\">Note</span> T &lt;</p>\n<p>a &amp;</p>\n</div>\n"));
  EXPECT_THAT(page(with(Callout{.kind = Callout::Kind::result, .title = "", .lines = {"a", "b"}})),
              HasSubstr("<div class=\"callout result\" role=\"note\">\n<p class=\"head\">"
                        "<span class=\"kind\">Result</span></p>\n<ul>\n<li>a</li>\n<li>b</li>\n"));
}

TEST(Html, NoTextBecomesMarkup) {
  const std::string text = tests::nasty_text;
  const Document document = {
      .language = "en\"><b>",
      .title = text,
      .subtitle = text,
      .opening = {Paragraph{text}, Bullets{{text}}, Code{text},
                  Callout{.kind = Callout::Kind::note, .title = text, .lines = {text, text}},
                  Figure{.id = "throughput", .caption = text, .description = text},
                  Figure{.id = "memory", .caption = text, .description = text, .absent = text}},
      .sections = {{.id = "a\"><b>", .title = text, .blocks = {}}}};
  const std::string out = page(document);
  EXPECT_THAT(out, Not(ContainsRegex("<b>|<b ")));
  EXPECT_EQ(all(out, "(</script>)").size(), 1U);
  EXPECT_EQ(all(out, "(<!--)").size(), all(tests::page_template(), "(<!--)").size());
  EXPECT_THAT(out, HasSubstr("{{title}}")) << "a text that looks like a place stays what it is";
}

TEST(Html, TheSameDocumentGivesTheSamePage) {
  EXPECT_EQ(page(tests::sample_document()), page(tests::sample_document()));
}

TEST(Html, NeedsNoOtherFile) {
  const std::string out = page(tests::sample_document());
  EXPECT_THAT(all(out, "<(link|img|iframe|object|embed|script|base)[ >]"),
              testing::ElementsAre("link", "script"))
      << "the icon, which is a data: URL, and the script that stands in the page";
  EXPECT_THAT(all(out, " (?:src|href)=\"([^#\"][^\"]*)\""),
              testing::ElementsAre(testing::StartsWith("data:")));
  EXPECT_THAT(out, Not(ContainsRegex("@import|url\\([^#]")));
}

}  // namespace
}  // namespace tiga::document
