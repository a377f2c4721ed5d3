#include "document/markdown_text.hpp"

#include <gtest/gtest.h>

namespace tiga::document {
namespace {

TEST(MarkdownText, LeavesOrdinaryTextUnchanged) {
  for (const char* text :
       {"1.28 [1.22, 1.35] times threaded's throughput", "async_server, balanced-aa",
        "c = 1: 2 * 3 > 5", "a < b & c", "±5 %, – é 漢字", "Is it #6? (yes) + more - less!"}) {
    EXPECT_EQ(markdown_text(text), text);
  }
}

TEST(MarkdownText, EscapesMarkup) {
  EXPECT_EQ(markdown_text("*a* **b**"), "\\*a\\* \\*\\*b\\*\\*");
  EXPECT_EQ(markdown_text("_a_ __b"), "\\_a\\_ \\_\\_b");
  EXPECT_EQ(markdown_text("`a` ~~b~~ $c$"), "\\`a\\` \\~\\~b\\~\\~ \\$c\\$");
  EXPECT_EQ(markdown_text("[a](b) ![c](d) [e][f] [g]: h"), "[a\\](b) ![c\\](d) [e\\][f] [g\\]: h");
  EXPECT_EQ(markdown_text("<b> </b> <!-- <?p"), "\\<b> \\</b> \\<!-- \\<?p");
  EXPECT_EQ(markdown_text("&lt; &#60;"), "\\&lt; \\&#60;");
  EXPECT_EQ(markdown_text("a\\*b"), "a\\\\\\*b");
}

TEST(MarkdownText, IsOneLine) { EXPECT_EQ(markdown_text("  a\n\n  b\t c\n"), "a b c"); }

TEST(MarkdownText, EscapesBarsInACell) {
  EXPECT_EQ(markdown_cell("a | b\nc"), "a \\| b c");
  EXPECT_EQ(markdown_cell("\\|"), "\\\\\\|");
}

TEST(MarkdownText, EscapesBracketsInTheTextOfAnImage) {
  EXPECT_EQ(markdown_alternative("1.2 [1.1, 1.3]"), "1.2 \\[1.1, 1.3\\]");
}

TEST(MarkdownText, BreaksLinesAtBlanks) {
  EXPECT_EQ(markdown_lines("aa bb cc dddddddd e", "- ", "  ", 7),
            "- aa bb\n  cc\n  dddddddd\n  e\n");
  EXPECT_EQ(markdown_lines("éé éé éé", "", "", 5), "éé éé\néé\n") << "counted in characters";
  EXPECT_EQ(markdown_lines("", "", ""), "\n");
}

TEST(MarkdownText, NeverStartsALineWithMarkup) {
  EXPECT_EQ(markdown_lines("# a", "", ""), "\\# a\n");
  EXPECT_EQ(markdown_lines("aaaa - b", "", "", 4), "aaaa\n\\- b\n");
  EXPECT_EQ(markdown_lines("aaaa 1. b", "", "", 4), "aaaa\n1\\.\nb\n");
  EXPECT_EQ(markdown_lines("aaaa 2) b", "", "", 4), "aaaa\n2\\)\nb\n");
  EXPECT_EQ(markdown_lines("aaaa === --- > |", "", "", 4), "aaaa\n\\===\n\\---\n\\> |\n");
  EXPECT_EQ(markdown_lines("[ ] a", "- ", ""), "- \\[ ] a\n");
  EXPECT_EQ(markdown_lines("1.28 -5 +3 #6", "", "", 4), "1.28\n-5\n+3\n#6\n");
}

}  // namespace
}  // namespace tiga::document
