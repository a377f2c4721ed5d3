// Every case of tests/conformance/requests.tsv against the parser and the decoder, however its
// bytes arrive.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/conformance/cases.hpp"
#include "tests/http/conversation.hpp"

namespace tiga::http::test {
namespace {

using conformance::After;
using conformance::Case;

class Requests : public testing::TestWithParam<Case> {};

TEST_P(Requests, GetTheExpectedReplies) {
  const Case& sample = GetParam();
  const Conversation conversation = converse(sample.bytes);
  EXPECT_TRUE(sample.allows(conversation.statuses()))
      << "got " << conformance::to_string(conversation.statuses());
  if (sample.after == After::close || sample.after == After::cut) {
    EXPECT_TRUE(conversation.closed());
  }
  if (sample.after == After::open) {
    const std::string longer = sample.bytes + std::string(conformance::simple_request);
    const Conversation more = converse(longer);
    ASSERT_EQ(more.exchanges().size(), conversation.exchanges().size() + 1);
    EXPECT_EQ(more.exchanges().back().status, 200);
    EXPECT_FALSE(more.closed());
  }
}

TEST_P(Requests, ParseTheSameSplitAtAnyByte) {
  const std::string& bytes = GetParam().bytes;
  const Conversation whole = converse(bytes);
  for (const std::size_t offset : split_offsets(bytes.size())) {
    ASSERT_TRUE(converse(bytes, {offset}) == whole) << "split at " << offset;
  }
}

TEST_P(Requests, ParseTheSameByteByByte) {
  const std::string& bytes = GetParam().bytes;
  std::vector<std::size_t> cuts(bytes.size());
  std::iota(cuts.begin(), cuts.end(), 1);
  EXPECT_TRUE(converse(bytes, cuts) == converse(bytes));
}

std::string test_name(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.name;
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Case, Requests, testing::ValuesIn(conformance::load_cases()), test_name);

TEST(RequestCases, AreComplete) { EXPECT_GE(conformance::load_cases().size(), 150U); }

TEST(RequestCases, AreReadAsTheFileHeaderDescribes) {
  const auto cases =
      conformance::parse_cases("# a comment\nx\ta\\r\\n\\t\\x00{b*3}\t100,200|- close\tnowhere\n");
  ASSERT_EQ(cases.size(), 1U);
  EXPECT_EQ(cases[0].name, "x");
  EXPECT_EQ(cases[0].bytes, std::string("a\r\n\t\0bbb", 8));
  EXPECT_EQ(cases[0].alternatives, (std::vector<conformance::Statuses>{{100, 200}, {}}));
  EXPECT_EQ(cases[0].after, After::close);
  EXPECT_TRUE(cases[0].allows({}));
  EXPECT_FALSE(cases[0].allows({200}));
  EXPECT_TRUE(cases[0].mentions(100));
  EXPECT_FALSE(cases[0].mentions(408));
}

TEST(RequestCases, AreRefusedIfMalformed) {
  for (const char* text :
       {"x\ta\t200 open", "x\ta\t200\tb", "x\ta\t200 maybe\tb", "x\t\\q\t200 open\tb",
        "x\t{a*}\t200 open\tb", "x\t\\x0\t200 open\tb", "x\ta\tok open\tb"}) {
    EXPECT_THROW(conformance::parse_cases(text), std::runtime_error) << text;
  }
}

}  // namespace
}  // namespace tiga::http::test
