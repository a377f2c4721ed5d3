#include "suite/plan/level_text.hpp"

#include <gtest/gtest.h>

#include "tests/suite/indonesian.hpp"

namespace tiga::suite::plan {
namespace {

std::string closed(LevelStyle style) {
  return level_text({50, {}}, style, text::Language::english);
}
std::string open(LevelStyle style) { return level_text({50, 0.8}, style, text::Language::english); }

TEST(LevelText, NamesALevelAsItsPlaceNeeds) {
  EXPECT_EQ(closed(LevelStyle::brief), "c=50");
  EXPECT_EQ(open(LevelStyle::brief), "c=50 at 80 % load");
  EXPECT_EQ(closed(LevelStyle::field), "50");
  EXPECT_EQ(open(LevelStyle::field), "50 at 80 % load");
  EXPECT_EQ(closed(LevelStyle::sentence), "At concurrency 50");
  EXPECT_EQ(open(LevelStyle::sentence), "At concurrency 50 and 80 % load");
  EXPECT_EQ(closed(LevelStyle::title), "50 connections");
  EXPECT_EQ(open(LevelStyle::title), "50 connections, load 80 %");
  EXPECT_EQ(closed(LevelStyle::mark), "50");
  EXPECT_EQ(open(LevelStyle::mark), "50: 80 %");
  EXPECT_EQ(closed(LevelStyle::load), "50");
  EXPECT_EQ(open(LevelStyle::load), "80 %");
  EXPECT_EQ(level_text({1, {}}, LevelStyle::title, text::Language::english), "1 connection");
  EXPECT_EQ(level_text({50, 0.8}, LevelStyle::brief, tests::indonesian), "c=50 pada beban 80 %");
}

}  // namespace
}  // namespace tiga::suite::plan
