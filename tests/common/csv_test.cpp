#include "common/csv.hpp"

#include <gmock/gmock.h>

#include "common/error.hpp"

namespace tiga::common {
namespace {

using testing::ElementsAre;

TEST(Csv, QuotesOnlyFieldsThatNeedIt) {
  EXPECT_EQ(csv_line({"a", "", "1.5"}), "a,,1.5\n");
  EXPECT_EQ(csv_line({"a,b", "say \"no\"", "two\nlines"}),
            "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\n");
}

TEST(Csv, ReadsBackWhatItWrote) {
  const std::vector<std::string> fields{"", ",", "\"", "\"\"", "a\r\nb", "plain", " blank "};
  const Csv csv = parse_csv(csv_line(fields) + csv_line(fields), "x.csv");
  EXPECT_EQ(csv.header, fields);
  ASSERT_EQ(csv.rows.size(), 1);
  EXPECT_EQ(csv.rows[0].fields, fields);
}

TEST(Csv, AcceptsLinesEndedByCrLf) {
  const Csv csv = parse_csv("a,b\r\n1,2\r\n", "x.csv");
  EXPECT_THAT(csv.header, ElementsAre("a", "b"));
  EXPECT_THAT(csv.rows.at(0).fields, ElementsAre("1", "2"));
}

TEST(Csv, IgnoresAnIncompleteLastLine) {
  for (const char* cut : {"3", "3,", "3,4", "3,\"fo", "\"3"}) {
    const Csv csv = parse_csv("a,b\n1,2\n" + std::string(cut), "x.csv");
    ASSERT_EQ(csv.rows.size(), 1) << cut;
    EXPECT_THAT(csv.rows[0].fields, ElementsAre("1", "2"));
  }
}

TEST(Csv, NamesTheLineWithAnotherNumberOfFields) {
  try {
    parse_csv("a,b\n\"1\n1\",2\n1,2,3\n", "x.csv");
    FAIL() << "no complaint";
  } catch (const CannotRun& error) {
    EXPECT_STREQ(error.what(), "x.csv:4: 3 fields where the header has 2");
  }
}

TEST(CsvScanner, TakesAnotherSeparatorAndQuotesWithinAField) {
  CsvScanner scanner("12\" disk; \"a;b\";\"\"\nc", ';');
  EXPECT_THAT(scanner.row(), ElementsAre("12\" disk", " a;b", ""));
  EXPECT_TRUE(scanner.ended());
  EXPECT_EQ(scanner.line(), 2);
  EXPECT_THAT(scanner.row(), ElementsAre("c"));
  EXPECT_FALSE(scanner.ended());
  EXPECT_TRUE(scanner.at_end());
}

TEST(Csv, OfAnEmptyTextHasNoRows) {
  const Csv csv = parse_csv("", "x.csv");
  EXPECT_TRUE(csv.header.empty());
  EXPECT_TRUE(csv.rows.empty());
}

}  // namespace
}  // namespace tiga::common
