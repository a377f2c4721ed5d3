// The text of pages, of Markdown and of terminals, and the lines of the file that it comes from.
#include "audit/markup/extract.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/markup/encoding.hpp"

namespace tiga::audit::markup {
namespace {

using testing::ElementsAre;

TEST(TextOfPage, LeavesOutTagsAndDecodesEntities) {
  const Extract page = text_of_page(
      "<pre><b>Complete&#160;requests:</b> 5<br>Failed&nbsp;requests: &lt;1&gt; &#x41;\n"
      "<script>if (a < b) { c(); }</script><!-- a > b -->&unknown; 3 < 4</pre>");
  EXPECT_EQ(page.text, "\nComplete requests: 5\nFailed requests: <1> A\n&unknown; 3 < 4\n\n");
  EXPECT_THAT(page.lines, ElementsAre(1, 1, 1, 2, 2));
}

TEST(TextOfPage, CountsTheLinesOfTagsAndScripts) {
  const Extract page = text_of_page("<style\n>\na\n</style>\n<p\nid=x>b");
  EXPECT_EQ(page.text, "\n\nb\n");
  EXPECT_THAT(page.lines, ElementsAre(4, 5, 6));
}

TEST(TextOfMarkdown, LeavesOutTheMarksOfLists) {
  const Extract text = text_of_markdown(
      "- **Complete requests:** 800\n  * `Failed requests: 3`\n> > 2. a &amp; b\n"
      "## Time<br>taken\n** SIEGE 4.1\n+/- Stdev\n5 * 3\n- [x] done\n");
  EXPECT_EQ(text.text,
            "Complete requests: 800\nFailed requests: 3\na & b\nTime\ntaken\n** SIEGE 4.1\n"
            "+/- Stdev\n5 * 3\ndone\n");
  EXPECT_THAT(text.lines, ElementsAre(1, 2, 3, 4, 4, 5, 6, 7, 8));
}

TEST(TextOfMarkdown, KeepsFencesAndLeavesOutTables) {
  const Extract text = text_of_markdown(
      "```\n- a `b` &amp;\n```\n| x | y |\n<table><tr>\nz</table>\nafter\n> ```\n> in\n> "
      "```\nout\n");
  EXPECT_EQ(text.text, "\n- a `b` &amp;\n\n\n\n\nafter\n\nin\n\nout\n");
  EXPECT_EQ(text.lines.size(), 11U);
}

TEST(TextOfMarkdown, IsLinearInLonelySigns) {
  for (const char* sign : {"<", "<!--", "&", "`", ">", "</"}) {
    std::string text;
    for (int i = 0; i < 200'000; ++i) {
      text += sign;
    }
    EXPECT_GE(text_of_markdown(text).lines.size(), 1U);
    EXPECT_GE(text_of_page(text).lines.size(), 1U);
  }
}

TEST(IsPage, GoesByTheFirstTag) {
  EXPECT_TRUE(is_page("\n<!-- saved --><!DOCTYPE html><p>"));
  EXPECT_TRUE(is_page("<html>"));
  EXPECT_FALSE(is_page("<h1 align=center>README</h1>\n\n| a | b |"));
  EXPECT_FALSE(is_page("text <html>"));
  EXPECT_FALSE(is_page(""));
}

TEST(Decoded, GivesUtf8OfOtherEncodings) {
  EXPECT_EQ(decoded(std::string_view("\xFF\xFE"
                                     "a\0\xE9\0=\xD8\x00\xDE",
                                     10)),
            "a\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(decoded(std::string_view("\xFE\xFF\0a\0\n", 6)), "a\n");
  EXPECT_EQ(decoded("M\xEDn;5\xA0"
                    "000\x85"),
            "M\xC3\xADn;5\xC2\xA0"
            "000\xE2\x80\xA6");
  EXPECT_EQ(decoded("\xEF\xBB\xBF"
                    "caf\xC3\xA9"),
            "caf\xC3\xA9");
}

TEST(Decoded, ShowsWhatATerminalShowed) {
  EXPECT_EQ(decoded("\x1B[1;32muser\x1B[0m$ ab\x1B]0;title\a\r\n10 %\r100 %\r\nabc\b\bx\n"),
            "user$ ab\n100 %\nax\n");
  EXPECT_EQ(decoded("a\rb\r"), "a\nb\n");
  EXPECT_EQ(decoded("a\x1B"), "a");
  EXPECT_EQ(decoded("a\x1B[12"), "a");
}

}  // namespace
}  // namespace tiga::audit::markup
