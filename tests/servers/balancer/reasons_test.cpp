#include "servers/balancer/reasons.hpp"

#include <gtest/gtest.h>

namespace tiga::servers::balancer {
namespace {

TEST(Reasons, ShowTheFirstBytesEscaped) {
  EXPECT_EQ(with_beginning("sent garbage", std::string_view("\x16\x03\0\"\r\nab", 8)),
            R"(sent garbage; it began "\x16\x03\x00\"\r\nab")");
}

TEST(Reasons, ShowNoBytesWhereNoneCame) { EXPECT_EQ(with_beginning("closed", ""), "closed"); }

TEST(Reasons, AreBounded) {
  const std::string text = with_beginning("sent garbage", std::string(100'000, '\xff'));
  EXPECT_LT(text.size(), 4 * most_bytes_shown + 50);
  EXPECT_TRUE(text.ends_with("\\xff\" ...")) << text;
}

TEST(Reasons, MayShowBytesFromAnotherPlace) {
  EXPECT_EQ(with_bytes("sent a bad chunk", "at", "zz\r\n"), R"(sent a bad chunk; at "zz\r\n")");
}

}  // namespace
}  // namespace tiga::servers::balancer
