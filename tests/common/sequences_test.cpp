#include "common/sequences.hpp"

#include <gmock/gmock.h>

#include <array>
#include <span>
#include <string>

namespace tiga::common {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Named {
  std::string name;
  bool chosen = false;
};

const std::array<Named, 3> three{Named{"b", true}, Named{"a"}, Named{"c", true}};

TEST(Sequences, AreSearchedByElementOrByAPartOfIt) {
  EXPECT_TRUE(contains(std::vector{1, 2}, 2));
  EXPECT_FALSE(contains(std::vector{1, 2}, 3));
  EXPECT_TRUE(contains(three, "c", &Named::name));
  EXPECT_FALSE(contains(three, "d", &Named::name));
}

TEST(Sequences, GiveTheFirstElementOrNone) {
  EXPECT_EQ(find_where(three, &Named::chosen), &three[0]);
  EXPECT_EQ(find_where(three, [](const Named& one) { return one.name == "c"; }), &three[2]);
  EXPECT_EQ(find_where(three, [](const Named& one) { return one.name == "d"; }), nullptr);
}

TEST(Sequences, AreFilteredTransformedAndSorted) {
  const auto chosen = filtered(std::span(three), &Named::chosen);
  EXPECT_THAT(transformed(chosen, &Named::name), ElementsAre("b", "c"));
  EXPECT_THAT(transformed(filtered(three, [](const Named&) { return false; }), &Named::name),
              IsEmpty());
  EXPECT_THAT(sorted(transformed(three, &Named::name)), ElementsAre("a", "b", "c"));
}

}  // namespace
}  // namespace tiga::common
