#include "loadgen/requests/sources.hpp"

#include <gtest/gtest.h>

namespace tiga::loadgen::requests {
namespace {

Sources sources_for(const char* host) { return Sources(common::resolve({host, 80}).front()); }

TEST(Sources, LoopbackHasManySourceAddresses) {
  const Sources sources = sources_for("127.0.0.1");
  EXPECT_EQ(sources.count(), 254u);
  EXPECT_EQ(sources.at(0), nullptr) << "the kernel's choice";
  EXPECT_EQ(sources.at(1)->to_string(), "127.0.0.2:0");
  EXPECT_EQ(sources.at(253)->to_string(), "127.0.0.254:0");
}

TEST(Sources, OtherTargetsHaveOneSourceAddress) {
  for (const char* const host : {"192.0.2.1", "::1"}) {
    EXPECT_EQ(sources_for(host).count(), 1u) << host;
    EXPECT_EQ(sources_for(host).needed(1'000'000, 100), 1u) << host;
  }
}

TEST(Sources, LeaveAFifthOfThePortsFree) {
  const Sources sources = sources_for("127.0.0.1");
  EXPECT_EQ(sources.needed(1, 100), 1u);
  EXPECT_EQ(sources.needed(80, 100), 1u);
  EXPECT_EQ(sources.needed(81, 100), 2u);
  EXPECT_EQ(sources.needed(300, 100), 4u);
  EXPECT_EQ(sources.needed(1'000'000, 100), 254u);
}

TEST(Sources, ReadTheRangeOfLocalPorts) {
  const std::uint64_t ports = local_port_count();
  EXPECT_GT(ports, 0u);
  EXPECT_LE(ports, 65'536u);
}

}  // namespace
}  // namespace tiga::loadgen::requests
