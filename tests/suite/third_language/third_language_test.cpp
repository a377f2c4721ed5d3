// What a language costs: this folder's LINGUAS has a line, and xx.po stands beside it. The sources
// of suite/text/ are those of the suite.
#include <gmock/gmock.h>

#include "suite/text/tr.hpp"

namespace tiga::suite::text {
namespace {

Language third() { return find_language("xx").value(); }

TEST(ThirdLanguage, NeedsOnlyAFileAndALine) {
  std::vector<std::string_view> tags;
  for (const Language language : languages()) {
    tags.push_back(language.tag());
  }
  EXPECT_THAT(tags, testing::ElementsAre("en", "xx"));
  EXPECT_FALSE(find_language("id")) << "not in this LINGUAS";
}

TEST(ThirdLanguage, CanReorderArguments) {
  EXPECT_EQ(tr(Language::english, "{} of {} cells", 2, 3), "2 of 3 cells");
  EXPECT_EQ(tr(third(), "{} of {} cells", 2, 3), "cells 3: 2");
}

TEST(ThirdLanguage, FallsBackToTheEnglishSentence) {
  EXPECT_EQ(tr(third(), "{} cells", 3), "3 cells");
  EXPECT_EQ(tr(third(), message("100 % {as it is}")), "100 % {as it is}");
}

TEST(ThirdLanguage, DistinguishesEqualSentencesByContext) {
  EXPECT_EQ(tr_in(third(), "latency", "that of "), "latency of ");
  EXPECT_EQ(tr_in(third(), "throughput", "that of "), "throughput of ");
  EXPECT_EQ(tr(third(), "that of "), "that of ");
}

TEST(ThirdLanguage, TranslatesTextsThatWereCreatedEarlier) {
  const LocalizedText charts(message("Charts"));
  const LocalizedText text = localized("{} of {} cells", charts, std::string_view("3"));
  EXPECT_EQ(text.in(Language::english), "Charts of 3 cells");
  EXPECT_EQ(text.in(third()), "cells 3: Strahc");
}

}  // namespace
}  // namespace tiga::suite::text
