#include "common/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tiga::common {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string wrapped(std::string_view text, const Margins& margins) {
  return wrap(words_between_blanks(text), margins);
}

TEST(EscapeHtml, EscapesCharactersThatEndATextOrAnAttribute) {
  EXPECT_EQ(escape_html("a < b & \"c\" > 'd'"), "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
}

TEST(EscapeHtml, ReplacesControlCharactersThatHtmlForbids) {
  EXPECT_EQ(escape_html("a\x01\x7f\r"), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(escape_html("\t\n\xC2\xB5"), "\t\n\xC2\xB5");
}

TEST(Characters, CountsCodePoints) {
  EXPECT_EQ(characters("\xC2\xB5s"), 2U);
  EXPECT_EQ(characters(""), 0U);
  EXPECT_EQ(characters("a é – 漢"), 7U);
}

TEST(WordsBetweenBlanks, ContainNoBlank) {
  EXPECT_THAT(words_between_blanks("  a\tbc\r\n d "), ElementsAre("a", "bc", "d"));
  EXPECT_THAT(words_between_blanks(" \n"), IsEmpty());
}

TEST(Wrap, FillsLinesUpToTheWidth) {
  EXPECT_EQ(wrapped("aa bb cc dd", {.first = "- ", .indent = "  ", .width = 7}),
            "- aa bb\n  cc dd\n");
  EXPECT_EQ(wrapped("aa bb", {.width = 4}), "aa\nbb\n");
}

TEST(Wrap, MeasuresCharactersNotBytes) {
  EXPECT_EQ(wrapped("\xC2\xB5\xC2\xB5 bb", {.width = 5}), "\xC2\xB5\xC2\xB5 bb\n");
}

TEST(Wrap, DoesNotBreakAWordThatIsTooLong) {
  EXPECT_EQ(wrapped("a bcdef g", {.width = 3}), "a\nbcdef\ng\n");
}

TEST(Wrap, GivesOneLineForNoWords) { EXPECT_EQ(wrapped("", {.first = "- "}), "- \n"); }

TEST(Wrap, AppliesAChangeToTheFirstWordOfEachLine) {
  EXPECT_EQ(wrap({"a", "b", "c"}, {.width = 3},
                 [](std::string_view word) { return '!' + std::string(word); }),
            "!a\n!b\n!c\n")
      << "the change counts in the line that it stands in";
}

}  // namespace
}  // namespace tiga::common
