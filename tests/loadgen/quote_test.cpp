#include "loadgen/quote.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::loadgen {
namespace {

TEST(Printable, LeavesTextAsItIs) {
  for (const std::string text :
       {"", "nginx/1.22.1", "a\tb \\ \"", "\xc2\xa0", "Caf\xc3\xa9", "\xe2\x82\xac",
        "\xf0\x9f\x8e\x89", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Printable, EscapesControlCharacters) {
  EXPECT_EQ(printable("\x1b[2J\r\n\x7f"), "\\x1b[2J\\x0d\\x0a\\x7f");
  EXPECT_EQ(printable(std::string(1, '\0')), "\\x00");
  EXPECT_EQ(printable("\xc2\x80\xc2\x9f"), "\\xc2\\x80\\xc2\\x9f");
  EXPECT_EQ(printable("a\r\n\tb", "\r\n"), "a\r\n\\x09b");
}

/// RFC 3629 §3, §4: truncated, overlong, surrogates, past U+10FFFF, bytes of no character.
TEST(Printable, EscapesBytesThatAreNoUtf8) {
  const std::vector<std::string> bad = {"\xe9",
                                        "\x80",
                                        "\xc3",
                                        "\xe2\x82",
                                        "\xf0\x9f\x8e",
                                        "\xc0\x80",
                                        "\xc1\xbf",
                                        "\xe0\x80\x80",
                                        "\xed\xa0\x80",
                                        "\xf0\x80\x80\x80",
                                        "\xf4\x90\x80\x80",
                                        "\xf5\x80\x80\x80",
                                        "\xff",
                                        "\xfe"};
  for (const std::string& bytes : bad) {
    std::string escaped = "<";
    for (const char byte : bytes) {
      constexpr std::string_view digits = "0123456789abcdef";
      const std::size_t value = static_cast<unsigned char>(byte);
      escaped += std::string("\\x") + digits[value / 16] + digits[value % 16];
    }
    EXPECT_EQ(printable("<" + bytes + ">"), escaped + ">");
  }
}

TEST(Printable, GoesOnBehindABadByte) {
  EXPECT_EQ(printable("\xe2\x82\xc3\xa9"), "\\xe2\\x82\xc3\xa9");
  EXPECT_EQ(printable("Caf\xe9 and caf\xc3\xa9"), "Caf\\xe9 and caf\xc3\xa9");
}

}  // namespace
}  // namespace tiga::loadgen
