#include "suite/measure/ports.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "common/error.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::suite::measure {
namespace {

TEST(FreePort, IsFreeAndOutsideTheRangeOfClientPorts) {
  int first = 0;
  int last = 0;
  std::ifstream("/proc/sys/net/ipv4/ip_local_port_range") >> first >> last;
  for (int pick = 0; pick < 20; ++pick) {
    const std::uint16_t port = pick_free_port("127.0.0.1");
    EXPECT_TRUE(is_free("127.0.0.1", port));
    EXPECT_GE(port, 1024);
    if (first > 12000) {
      EXPECT_FALSE(port >= first && port <= last) << port;
    }
  }
}

TEST(FreePort, IsNotHeldByAServer) {
  const tests::ServerProcess server("async_server");
  EXPECT_FALSE(is_free("127.0.0.1", server.port()));
  EXPECT_TRUE(is_free("127.0.0.2", server.port()));
}

TEST(FreePort, NeedsAnAddress) { EXPECT_THROW(pick_free_port("localhost"), common::CannotRun); }

}  // namespace
}  // namespace tiga::suite::measure
