#include "suite/text/tr.hpp"

#include <gtest/gtest.h>

#include "tests/suite/indonesian.hpp"

namespace tiga::suite::text {
namespace {

TEST(Tr, ReturnsTheSentenceInTheRequestedLanguage) {
  EXPECT_EQ(tr(Language::english, "{} was not measured.", "async"), "async was not measured.");
  EXPECT_EQ(tr(tests::indonesian, "{} was not measured.", "async"), "async tidak diukur.");
}

TEST(Tr, FormatsArgumentsAsTheSentenceSpecifies) {
  EXPECT_EQ(tr(tests::indonesian, "{:.{}f} at {}", 1.25, 1, 10), "1.2 pada 10");
}

TEST(LocalizedText, IsEmptyByDefault) {
  EXPECT_TRUE(LocalizedText().empty());
  EXPECT_EQ(LocalizedText().in(tests::indonesian), "");
  EXPECT_FALSE(LocalizedText("async").empty());
}

TEST(LocalizedText, OfTheUserIsTheSameInEveryLanguage) {
  EXPECT_EQ(LocalizedText("Charts").in(tests::indonesian), "Charts");
  EXPECT_EQ(LocalizedText(message("Charts")).in(tests::indonesian), "Grafik");
}

TEST(LocalizedText, IsEqualIfItIsEqualInEveryLanguage) {
  EXPECT_EQ(localized("{} was not measured.", "async"), localized("{} was not measured.", "async"));
  EXPECT_NE(localized("{} was not measured.", "async"), localized("{} was not measured.", "pool"));
  EXPECT_NE(LocalizedText("Charts"), LocalizedText(message("Charts"))) << "but for English";
}

TEST(LocalizedText, KeepsItsArguments) {
  LocalizedText text;
  {
    const std::string arm = "an arm whose name is no short string";
    text = localized("{} was not measured.", std::string_view(arm));
  }
  EXPECT_EQ(text.in(Language::english), "an arm whose name is no short string was not measured.");
}

}  // namespace
}  // namespace tiga::suite::text
