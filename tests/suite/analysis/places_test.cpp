// Which places the arms of a level can have.
#include "suite/analysis/places.hpp"

#include <gmock/gmock.h>

namespace tiga::suite::analysis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr VerdictKind better = VerdictKind::better;
constexpr VerdictKind worse = VerdictKind::worse;
constexpr VerdictKind equal = VerdictKind::equivalent;
constexpr VerdictKind open = VerdictKind::inconclusive;
constexpr VerdictKind invalid = VerdictKind::invalid;

struct Found {
  std::string arm;
  VerdictKind kind;
  std::string baseline;
};

LevelVerdicts level_of(std::vector<std::string> arms, const std::vector<Found>& found) {
  LevelVerdicts here;
  here.arms = std::move(arms);
  for (const Found& one : found) {
    Verdict verdict;
    verdict.arm = one.arm;
    verdict.baseline = one.baseline;
    verdict.kind = one.kind;
    here.all.push_back(verdict);
  }
  return here;
}

// "1-2 async uring =".
std::vector<std::string> places(const LevelVerdicts& here, Metric by = Metric::throughput) {
  std::vector<std::string> all;
  for (const SharedPlace& place : places_of(here, by)) {
    std::string text = std::to_string(place.first) + '-' + std::to_string(place.last);
    for (const std::string& arm : place.arms) {
      text += ' ' + arm;
    }
    all.push_back(text + (place.equivalent ? " =" : ""));
  }
  return all;
}

TEST(Places, AreASequenceIfEveryPairIsRanked) {
  EXPECT_THAT(
      places(level_of({"a", "b", "c"}, {{"b", worse, "a"}, {"c", worse, "a"}, {"b", better, "c"}})),
      ElementsAre("1-1 a", "2-2 b", "3-3 c"));
}

TEST(Places, AreSharedByEquivalentArms) {
  EXPECT_THAT(
      places(level_of({"a", "b", "c"}, {{"b", equal, "a"}, {"c", worse, "a"}, {"c", worse, "b"}})),
      ElementsAre("1-2 a b =", "3-3 c"));
  EXPECT_THAT(
      places(level_of({"a", "b", "c"}, {{"b", worse, "a"}, {"c", worse, "a"}, {"c", equal, "b"}})),
      ElementsAre("1-1 a", "2-3 b c ="));
}

TEST(Places, AreSharedByArmsThatCannotBeRanked) {
  EXPECT_THAT(
      places(level_of({"a", "b", "c"}, {{"b", open, "a"}, {"c", equal, "a"}, {"c", equal, "b"}})),
      ElementsAre("1-3 a b c"));
}

// b is like both of its neighbours, which are not like each other.
TEST(Places, OverlapWhereAnArmIsLikeTwoThatDiffer) {
  EXPECT_THAT(
      places(level_of({"a", "b", "c"}, {{"b", equal, "a"}, {"c", worse, "a"}, {"c", open, "b"}})),
      ElementsAre("1-2 a", "1-3 b", "2-3 c"));
}

TEST(Places, FollowFromOthersThatLieBetween) {
  EXPECT_THAT(
      places(level_of({"a", "b", "c"}, {{"a", better, "b"}, {"b", better, "c"}, {"a", open, "c"}})),
      ElementsAre("1-1 a", "2-2 b", "3-3 c"));
}

TEST(Places, AreOpenInACircle) {
  EXPECT_THAT(places(level_of({"a", "b", "c"},
                              {{"a", better, "b"}, {"b", better, "c"}, {"c", better, "a"}})),
              ElementsAre("1-3 a b c"));
}

TEST(Places, LeaveOutArmsWithoutAVerdictAndOtherMetrics) {
  LevelVerdicts here =
      level_of({"a", "b", "c"}, {{"b", worse, "a"}, {"c", invalid, "a"}, {"c", invalid, "b"}});
  EXPECT_THAT(places(here), ElementsAre("1-1 a", "2-2 b"));
  EXPECT_THAT(places(here, Metric::server_cpu), IsEmpty());
  here.all[0].metric = Metric::server_cpu;
  EXPECT_THAT(places(here), IsEmpty());
  EXPECT_THAT(places(here, Metric::server_cpu), ElementsAre("1-1 a", "2-2 b"));
}

}  // namespace
}  // namespace tiga::suite::analysis
