#include "common/machine/link_speed.hpp"

#include <gtest/gtest.h>

namespace tiga::common {
namespace {

TEST(LinkSpeed, OfTheLoopbackIsNotKnown) { EXPECT_EQ(link_mbit("127.0.0.1"), std::nullopt); }

TEST(LinkSpeed, OfAnAddressThatNoInterfaceHasIsNotKnown) {
  EXPECT_EQ(link_mbit("192.0.2.1"), std::nullopt) << "RFC 5737: of documentation";
  EXPECT_EQ(link_mbit("no address"), std::nullopt);
}

}  // namespace
}  // namespace tiga::common
