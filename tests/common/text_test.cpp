#include "common/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "common/child_process.hpp"
#include "tests/support/skip.hpp"

namespace tiga::common {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string wrapped(std::string_view text, const Margins& margins) {
  return wrap(words_between_blanks(text), margins);
}

TEST(Trimmed, RemovesTheBytesAtBothEndsOnly) {
  EXPECT_EQ(trimmed("\n a\n b \n\n", "\n"), " a\n b ");
  EXPECT_EQ(trimmed(" \ta b", " \t"), "a b");
  EXPECT_EQ(trimmed("a", " "), "a");
  EXPECT_EQ(trimmed("  ", " "), "");
  EXPECT_EQ(trimmed("", " "), "");
}

TEST(Split, HasNoLastPartThatIsEmpty) {
  using testing::ElementsAre;
  EXPECT_THAT(split("a,,b", ','), ElementsAre("a", "", "b"));
  EXPECT_THAT(split("a,", ','), ElementsAre("a"));
  EXPECT_THAT(split(",", ','), ElementsAre(""));
  EXPECT_THAT(split("", ','), testing::IsEmpty());
}

TEST(EscapeHtml, EscapesCharactersThatEndATextOrAnAttribute) {
  EXPECT_EQ(escape_html("a < b & \"c\" > 'd'"), "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
}

TEST(EscapeHtml, ReplacesControlCharactersThatHtmlForbids) {
  EXPECT_EQ(escape_html("a\x01\x7f\r"), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(escape_html("\t\n\xC2\xB5"), "\t\n\xC2\xB5");
}

TEST(EscapeHtml, ReplacesWhatIsNoCharacterOfXml) {
  EXPECT_EQ(escape_html("a\xEF\xBF\xBE<\xEF\xBF\xBF"), "a\xEF\xBF\xBD&lt;\xEF\xBF\xBD");
  EXPECT_EQ(escape_html("\xEF\xBF\xBD\xEF\xBB\xBF"), "\xEF\xBF\xBD\xEF\xBB\xBF");
}

TEST(Printable, LeavesTextInUtf8AsItIs) {
  for (const std::string text :
       {"", "plain \\ \"text\"", "\u00b5s \u00e9 \u2013 \u6f22 \U0001f600"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Printable, EscapesBytesThatAreNoUtf8AndControlCharacters) {
  EXPECT_EQ(printable("Caf\xe9"), "Caf\\xe9");
  EXPECT_EQ(printable("a\r\n\tb\x1b[2J\x7f"), "a\\r\\n\\tb\\x1b[2J\\x7f");
  EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
  EXPECT_EQ(printable("\xEF\xBF\xBE\xEF\xBF\xBD"), "\\xef\\xbf\\xbe\xEF\xBF\xBD");
  EXPECT_EQ(printable("\xc2\x9b"
                      "2J"),
            "\\xc2\\x9b2J")
      << "CSI as one character";
  // Cut, overlong, a surrogate, beyond U+10FFFF: RFC 3629 §3, §10.
  for (const std::string_view bytes :
       {"\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xc0\xaf", "\xe0\x80\xaf", "\xf0\x80\x80\xaf",
        "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "\x80"}) {
    const std::string text = printable(bytes);
    EXPECT_EQ(text.size(), 4 * bytes.size()) << text;
    EXPECT_EQ(printable(text), text);
  }
  EXPECT_EQ(printable("\xc3(\u00e9"), "\\xc3(\u00e9") << "what follows is read again";
}

TEST(Printable, MayKeepControlCharacters) { EXPECT_EQ(printable("a\r\n\tb", "\r\n"), "a\r\n\\tb"); }

TEST(Quote, LeavesPrintableAsciiAndEscapesTheRest) {
  EXPECT_EQ(quote("GET / HTTP/1.1\r\n"), R"("GET / HTTP/1.1\r\n")");
  EXPECT_EQ(quote(R"(a"b\c)"), R"("a\"b\\c")");
  EXPECT_EQ(quote(std::string_view("\0\t\x7f\xe9", 4)), R"("\x00\t\x7f\xe9")");
  EXPECT_EQ(quote(""), R"("")");
}

TEST(WholeCharacters, CutsBetweenCharacters) {
  EXPECT_EQ(whole_characters("abc", 2), "ab");
  EXPECT_EQ(whole_characters("abc", 3), "abc");
  EXPECT_EQ(whole_characters("a\u00e9", 2), "a");
  EXPECT_EQ(whole_characters("a\U0001f600b", 4), "a");
  EXPECT_EQ(whole_characters("a\U0001f600b", 5), "a\U0001f600");
  EXPECT_EQ(whole_characters("\U0001f600", 2), "");
  EXPECT_EQ(whole_characters("\x80\x80\x80\x80\x80\x80", 5), "\x80\x80\x80\x80\x80");
  EXPECT_EQ(whole_characters("\x80\x80", 1), "\x80");
}

std::string read_by(const std::string& shell, const std::string& word) {
  return run_command({.arguments = {shell, "-c", "printf %s " + word}}, std::chrono::seconds(20))
      .output;
}

TEST(ShellWord, LeavesPlainWordsAsTheyAre) {
  for (const std::string word :
       {"quick", "results/20261123T124633Z-a_b.c", "a,b", "50%", "x@y:1"}) {
    EXPECT_EQ(shell_word(word), word);
  }
}

TEST(ShellWord, IsReadBackByAShell) {
  for (const std::string text :
       {"", "my plan", "it's", "'", "''", "a\"b", "$HOME `id` $(id)", "a\\b", "*", "~", "#x", "a;b",
        "a&b|c", "{a,b}", "!x", "caf\u00e9", "a=b", "<>"}) {
    EXPECT_EQ(read_by("sh", shell_word(text)), text) << shell_word(text);
  }
}

TEST(ShellWord, IsOneLineEvenOfSeveral) {
  TIGA_SKIP_UNLESS(is_installed("bash"), "bash");
  for (const std::string text : {"a\nb", "\x1b[2J", "caf\xe9", "it's\ta\\b",
                                 "\x01"
                                 "a"}) {
    EXPECT_EQ(printable(shell_word(text)), shell_word(text));
    EXPECT_EQ(read_by("bash", shell_word(text)), text) << shell_word(text);
  }
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
