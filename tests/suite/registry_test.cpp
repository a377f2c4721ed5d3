#include "suite/registry.hpp"

#include <gtest/gtest.h>

namespace tiga::suite {
namespace {

TEST(Registry, FindsByName) {
  for (const Architecture& architecture : architectures()) {
    EXPECT_EQ(find_architecture(architecture.name), &architecture);
    EXPECT_EQ(architecture.backends > 0, !architecture.backend.empty());
  }
  EXPECT_EQ(find_architecture("nginx"), nullptr);
  EXPECT_EQ(architecture_names(), "threaded, async, balanced");
}

}  // namespace
}  // namespace tiga::suite
