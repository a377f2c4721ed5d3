#include "common/machine/interfaces.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tiga::common {
namespace {

TEST(InterfaceAddresses, HaveTheLoopbackWhichLeadsNowhere) {
  const std::vector<InterfaceAddress> all = interface_addresses();
  EXPECT_THAT(
      all, testing::Contains(testing::AllOf(testing::Field(&InterfaceAddress::interface, "lo"),
                                            testing::Field(&InterfaceAddress::address, "127.0.0.1"),
                                            testing::Field(&InterfaceAddress::leads_out, false))));
}

TEST(LinkSpeed, OfTheLoopbackIsNotKnown) { EXPECT_EQ(link_mbit("127.0.0.1"), std::nullopt); }

TEST(LinkSpeed, OfAnAddressThatNoInterfaceHasIsNotKnown) {
  EXPECT_EQ(link_mbit("192.0.2.1"), std::nullopt) << "RFC 5737: of documentation";
  EXPECT_EQ(link_mbit("no address"), std::nullopt);
}

}  // namespace
}  // namespace tiga::common
