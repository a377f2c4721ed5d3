#include "common/option_values.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace tiga::common {
namespace {

TEST(WholeNumber, ConsistsOfDigits) {
  EXPECT_EQ(parse_whole_number("0"), 0U);
  EXPECT_EQ(parse_whole_number("65535"), 65535U);
  EXPECT_EQ(parse_whole_number("010"), 10U) << "not octal";
  EXPECT_EQ(parse_whole_number("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
  for (const char* const text : {"", " ", " 1", "1 ", "+1", "-1", "-0", "1.0", "1e3", "0x10", "1s",
                                 "nan", "inf", "1,000", "18446744073709551616", "\xd9\xa1"}) {
    EXPECT_FALSE(parse_whole_number(text)) << text;
  }
}

TEST(Number, MayHaveAFractionAndAnExponent) {
  EXPECT_EQ(parse_number("0"), 0.0);
  EXPECT_EQ(parse_number("1.5"), 1.5);
  EXPECT_EQ(parse_number(".5"), 0.5);
  EXPECT_EQ(parse_number("1e-3"), 1e-3);
  EXPECT_EQ(parse_number("0010"), 10.0);
  for (const char* const text :
       {"",      " ",   " 1",    "1 ",     "+1",  "-1",       "-0",   "-0.0",
        "nan",   "NAN", "-nan",  "nan(1)", "inf", "infinity", "-inf", "0x10",
        "0x1p3", "1e",  "1e400", "1.5.5",  "1,5", "1s",       "."}) {
    EXPECT_FALSE(parse_number(text)) << text;
  }
}

TEST(ValueCheck, RefusesWhatIsOutOfBoundsAndSaysSo) {
  std::string value = "0x5";
  EXPECT_EQ(whole_number_check(1, 9)(value), "'0x5' is no whole number from 1 to 9");
  value = "10";
  EXPECT_EQ(whole_number_check(1, 9)(value), "'10' is no whole number from 1 to 9");
  value = "009";
  EXPECT_EQ(whole_number_check(1, 9)(value), "");
  EXPECT_EQ(value, "9");

  value = "nan";
  EXPECT_EQ(number_check(0.5, 86400)(value), "'nan' is no number from 0.5 to 86400");
  value = "0.4";
  EXPECT_NE(number_check(0.5, 86400)(value), "");
  value = "86400";
  EXPECT_EQ(number_check(0.5, 86400)(value), "");

  value = "";
  EXPECT_EQ(text_check()(value), "it must not be empty");
  value = "x";
  EXPECT_EQ(text_check()(value), "");
}

TEST(ValueCheck, WritesTheNumberOfANamedValue) {
  enum class Level : std::uint8_t { none = 4, errors = 7 };
  const std::vector<NamedValue> levels{{"none", Level::none}, {"errors", Level::errors}};
  EXPECT_EQ(name_list(levels), "{none,errors}");
  std::string value = "errors";
  EXPECT_EQ(name_check(levels)(value), "");
  EXPECT_EQ(value, "7");
  for (const char* const wrong : {"loud", "7", "", "Errors"}) {
    value = wrong;
    EXPECT_EQ(name_check(levels)(value), std::string(wrong) + " not in {none,errors}");
    EXPECT_EQ(value, wrong);
  }
}

}  // namespace
}  // namespace tiga::common
