#include "suite/plan/registry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace tiga::suite::plan {
namespace {

TEST(Registry, FindsByName) {
  std::set<std::string_view> names;
  for (const Architecture& architecture : architectures()) {
    EXPECT_TRUE(names.insert(architecture.name).second) << architecture.name << " stands twice";
    EXPECT_EQ(find_architecture(architecture.name), &architecture);
    EXPECT_EQ(architecture.backends > 0, !architecture.backend.empty());
  }
  EXPECT_EQ(find_architecture("nginx"), nullptr);
}

// They are those of the report, and plans name them.
TEST(Registry, StartsWithTheThreeArchitecturesOfTheReport) {
  EXPECT_THAT(std::string(architecture_names()) + ", ",
              testing::StartsWith("threaded, async, balanced, "));
}

}  // namespace
}  // namespace tiga::suite::plan
