// JSON as lines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/markup/json_lines.hpp"

namespace tiga::audit::markup {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> all;
  for (const JsonLine& line : json_lines(text).lines) {
    all.push_back(line.text);
  }
  return all;
}

TEST(JsonLines, HaveThePathOfEachMember) {
  EXPECT_THAT(lines(R"({"a": {"b": 1.50, "c": "x"}, "d" : -2e3})"),
              ElementsAre("$.a.b: 1.50", "$.a.c: x", "$.d: -2e3"));
}

TEST(JsonLines, LeaveOutArraysWithAllThatIsInThem) {
  EXPECT_THAT(lines(R"({"a": [1, {"b": 2}, [3]], "c": {"d": []}, "e": 5})"), ElementsAre("$.e: 5"));
}

TEST(JsonLines, KeepEscapesAndEndWithTheObject) {
  const std::string_view text = R"({"a": "x\"}"} {"b": 1})";
  EXPECT_THAT(lines(text), ElementsAre(R"($.a: x\"})"));
  EXPECT_EQ(json_lines(text).length, 13U);
  EXPECT_EQ(json_lines(text).lines.at(0).offset, 7U);
}

TEST(JsonLines, AreNoneOfAnObjectThatDoesNotEnd) {
  for (const std::string_view text :
       {"{", R"({"a": 1)", R"({"a": "b)", R"({"a": {"b": 2})", R"({"a": "\)", "{a b c"}) {
    EXPECT_THAT(lines(text), IsEmpty()) << text;
    EXPECT_EQ(json_lines(text).length, 0U) << text;
    EXPECT_LE(json_lines(text).scanned, text.size() + 1) << text;
  }
}

TEST(JsonLines, SkipObjectsInTooManyOthers) {
  std::string deep;
  for (int i = 0; i < 1000; ++i) {
    deep += R"({"a":)";
  }
  deep += "1" + std::string(1000, '}');
  EXPECT_THAT(lines(deep), IsEmpty());
  EXPECT_EQ(json_lines(deep).length, deep.size());
}

}  // namespace
}  // namespace tiga::audit::markup
