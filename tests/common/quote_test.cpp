#include "common/quote.hpp"

#include <gtest/gtest.h>

namespace tiga::common {
namespace {

TEST(Quote, LeavesPrintableAsciiAndEscapesTheRest) {
  EXPECT_EQ(quote("GET / HTTP/1.1\r\n"), R"("GET / HTTP/1.1\r\n")");
  EXPECT_EQ(quote(R"(a"b\c)"), R"("a\"b\\c")");
  EXPECT_EQ(quote(std::string_view("\0\t\x7f\xe9", 4)), R"("\x00\x09\x7f\xe9")");
  EXPECT_EQ(quote(""), R"("")");
}

}  // namespace
}  // namespace tiga::common
