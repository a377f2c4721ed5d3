#include "loadgen/requests/request.hpp"

#include <gtest/gtest.h>

namespace tiga::loadgen::requests {
namespace {

// RFC 4648 §10.
TEST(Base64, MatchesTheExamplesOfTheRfc) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, EncodesAnyByte) { EXPECT_EQ(base64("\xff\xfe\xfb"), "//77"); }

}  // namespace
}  // namespace tiga::loadgen::requests
