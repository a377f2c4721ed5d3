#include "audit/reading/number.hpp"

#include <gtest/gtest.h>

#include <string>

#include "audit/figure.hpp"
#include "audit/reading/written.hpp"

namespace tiga::audit::reading {
namespace {

struct Written {
  std::string text;
  char sign;
  double value;
  double step;
  int digits;
};

TEST(ParseNumber, ReadsWhatPeopleWrite) {
  const std::vector<Written> all = {
      {"1000", '.', 1000, 1, 4},        {"59.397", '.', 59.397, 1e-3, 5},
      {"59,397", ',', 59.397, 1e-3, 5}, {"1,234.5", '.', 1234.5, 0.1, 5},
      {"1.234,5", ',', 1234.5, 0.1, 5}, {"1.234.567", ',', 1234567, 1, 7},
      {"122 000", '.', 122000, 1, 6},   {"122'000", '.', 122000, 1, 6},
      {"0.00", '.', 0, 0.01, 1},        {"0.0042", '.', 0.0042, 1e-4, 2},
      {".5", '.', 0.5, 0.1, 1},         {"-5", '.', -5, 1, 1},
      {"1e-05", '.', 1e-5, 1e-5, 1},    {"1.5E+03", '.', 1500, 100, 2},
  };
  for (const Written& one : all) {
    const auto number = parse_number(one.text, one.sign);
    ASSERT_TRUE(number) << one.text;
    EXPECT_DOUBLE_EQ(number->value, one.value) << one.text;
    EXPECT_NEAR(number->step, one.step, one.step * 1e-9) << one.text;
    EXPECT_EQ(number->digits, one.digits) << one.text;
  }
}

TEST(ParseNumber, RefusesTextThatIsNotANumber) {
  for (const char* text :
       {"", "-", ".", "1.", "1.2.3", "1,23", "12,3456", "1 2", "a", "1e", "1e9999", "0x10",
        "1,234,56", "1.234,567,8", "NaN", "inf", "--1", "1234,567"}) {
    EXPECT_FALSE(parse_number(text, '.')) << text;
  }
}

TEST(SplitNumber, SplitsAfterTheNumber) {
  const auto parts = split_number("461.26 [#/sec] (mean)");
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->number, "461.26");
  EXPECT_EQ(parts->rest, " [#/sec] (mean)");
  EXPECT_EQ(split_number("122 000 bytes")->number, "122 000");
  EXPECT_EQ(split_number("5ms")->number, "5");
  EXPECT_EQ(split_number("1.")->number, "1");
  EXPECT_FALSE(split_number("about 5"));
  EXPECT_FALSE(split_number(""));
  EXPECT_FALSE(split_number("-"));
}

char sign_of(const std::vector<std::string>& numbers, bool counts = false) {
  SignEvidence evidence;
  for (const std::string& number : numbers) {
    evidence.add(number, counts);
  }
  return evidence.sign();
}

TEST(SignEvidence, IsASignThatCannotSeparateThousands) {
  EXPECT_EQ(sign_of({"59,39"}), ',');
  EXPECT_EQ(sign_of({"59.39"}), '.');
  EXPECT_EQ(sign_of({"1.234,5"}), ',');
  EXPECT_EQ(sign_of({"1,234.5"}), '.');
  EXPECT_EQ(sign_of({"1.234.567"}), ',');
  EXPECT_EQ(sign_of({"0,123"}), ',');
  EXPECT_EQ(sign_of({"1234,567"}), ',');
  EXPECT_EQ(sign_of({"59,397"}), '.') << "may be thousands: the point is what is usual";
  EXPECT_EQ(sign_of({"122.000"}, true), ',') << "a count has no fraction";
  EXPECT_EQ(sign_of({"59,39", "59,40", "59.41"}), ',') << "more speak for it";
}

struct InCell {
  std::string text;
  Dimension dimension;
  double value;
  double step;
};

TEST(WrittenCell, HasThePrecisionThatIsWritten) {
  using enum Dimension;
  const std::vector<InCell> all = {
      {"5.57k", request_rate, 5570, 10},
      {"1.2M", count, 1.2e6, 1e5},
      {"1.2 million requests", count, 1.2e6, 1e5},
      {"3 ribu", count, 3000, 1000},
      {"5.57k req/s", request_rate, 5570, 10},
      {"~4460", request_rate, 4460, 10},
      {"approx. 1000", count, 1000, 100},
      {"about 20", count, 20, 1},
      {"\xE2\x89\x88 17.25", time, 17.25, 0.01},
      {"4460 \xC2\xB1 25", request_rate, 4460, 25},
      {"4460 +/- 1%", request_rate, 4460, 44.6},
      {"17.2 ms (\xC2\xB1 0.05 ms)", time, 17.2, 0.1},
      {"1'234'567", count, 1234567, 1},
      {"1_000_000", count, 1e6, 1},
      {"5K", bytes, 5, 1},
  };
  for (const InCell& one : all) {
    const auto cell = written_cell(one.text, one.dimension);
    const auto number = cell ? number_of(*cell, '.') : std::nullopt;
    ASSERT_TRUE(number) << one.text;
    EXPECT_DOUBLE_EQ(number->value, one.value) << one.text;
    EXPECT_NEAR(number->step, one.step, one.step * 1e-9) << one.text;
  }
  EXPECT_FALSE(number_of(*written_cell("about 20", count), '.')->is_exact);
  EXPECT_TRUE(number_of(*written_cell("20", count), '.')->is_exact);
  EXPECT_EQ(written_cell("17.2 \xC2\xB1 0.3 ms", time)->rest, " ms");
  EXPECT_EQ(written_cell("5K", bytes)->rest, "K");
  for (const char* text : {"<", "< a", "abouts 5", "-", "cat 5", "about", "~"}) {
    EXPECT_FALSE(written_cell(text, count)) << text;
  }
}

TEST(DurationOf, ReadsTimesInParts) {
  EXPECT_DOUBLE_EQ(duration_of("1m30s", '.')->value, 90);
  EXPECT_DOUBLE_EQ(duration_of("2 min 5.3 s", '.')->value, 125.3);
  EXPECT_DOUBLE_EQ(duration_of("1 jam 2 menit", '.')->value, 3720);
  EXPECT_DOUBLE_EQ(duration_of("5m", '.')->value, 300);
  EXPECT_DOUBLE_EQ(duration_of("1:05,3", ',')->value, 65.3);
  EXPECT_DOUBLE_EQ(duration_of("00:01:05", '.')->value, 65);
  EXPECT_DOUBLE_EQ(duration_of("1m30.25s", '.')->step, 0.01);
  for (const char* text : {"", "5", "5 s", "5 s 1 m", "1m30", "1:75", "1:2:3:4", "a:b", "1:"}) {
    EXPECT_FALSE(duration_of(text, '.')) << text;
  }
}

TEST(Range, ContainsEveryValueThatRoundsToTheFigure) {
  Figure figure;
  figure.value = 2.01 * 1024;
  figure.step = 0.01 * 1024;
  figure.kilo = 1;
  EXPECT_DOUBLE_EQ(figure.range().low, 2.00 * 1024);
  EXPECT_DOUBLE_EQ(figure.range().high, 2.02 * 1024);
  EXPECT_NEAR(figure.decimal_range().high, 2020, 1e-9);
  const Range product = Range{2, 3} * Range{4, 5};
  EXPECT_EQ(product.low, 8);
  EXPECT_EQ(product.high, 15);
  EXPECT_TRUE(meet({1, 2}, {2, 3}));
  EXPECT_FALSE(meet({1, 2}, {2.1, 3}));
  EXPECT_GT((Range{1, 1} / Range{0, 1}).high, 1e300);
}

}  // namespace
}  // namespace tiga::audit::reading
