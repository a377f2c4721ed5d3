#include "loadgen/verify/lenient_head.hpp"

#include <gtest/gtest.h>

namespace tiga::loadgen::verify {
namespace {

using namespace std::string_view_literals;

TEST(LenientHead, EndsWithTheFirstBlankLine) {
  EXPECT_EQ(read_leniently("garbage\r\n\r\nHello\r\n\r\n")->bytes, 11u);
  EXPECT_EQ(read_leniently("garbage\n\nHello")->bytes, 9u);
  EXPECT_EQ(read_leniently("a\n\nb\r\n\r\n")->bytes, 8u) << "CRLF comes first";
  EXPECT_FALSE(read_leniently("garbage\r\n"));
  EXPECT_FALSE(read_leniently(""));
  EXPECT_FALSE(read_leniently("a\0b\r\n\r\n"sv)) << "a zero byte ends the text";
}

TEST(LenientHead, KnowsWhetherTheStatusIs2xx) {
  EXPECT_TRUE(read_leniently("HTTP/2.0 200 OK\r\n\r\n")->successful);
  EXPECT_TRUE(read_leniently("HTTP/1.1 2\r\n\r\n")->successful);
  EXPECT_FALSE(read_leniently("HTTP/1.1 404 No\r\n\r\n")->successful);
  EXPECT_FALSE(read_leniently("HTTP/1.1 \r\n\r\n200")->successful);
  EXPECT_FALSE(read_leniently("garbage\r\n\r\nHTTP/1.1 200 OK")->successful);
}

TEST(LenientHead, KnowsWhetherTheConnectionIsPersistent) {
  EXPECT_TRUE(read_leniently("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")->persistent);
  EXPECT_FALSE(read_leniently("HTTP/1.1 200 OK\r\nCONNECTION: Close\r\n\r\n")->persistent);
  EXPECT_FALSE(read_leniently("HTTP/1.0 200 OK\r\n\r\n")->persistent);
  EXPECT_TRUE(read_leniently("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n\r\n")->persistent);
  EXPECT_FALSE(read_leniently("garbage\r\n\r\n")->persistent);
}

}  // namespace
}  // namespace tiga::loadgen::verify
