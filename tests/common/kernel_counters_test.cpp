#include "common/kernel_counters.hpp"

#include <gtest/gtest.h>

#include "common/error.hpp"

namespace tiga::common {
namespace {

TEST(KernelCounters, AreReadByName) {
  const KernelCounters counters = parse_kernel_counters(
      "IpExt: TCPSynRetrans ListenOverflows\n"
      "IpExt: 1 2\n"
      "TcpExt: First ListenOverflows TCPSynRetrans Last\n"
      "TcpExt: 3 4 5 6\n");
  EXPECT_EQ(counters.listen_overflows, 4u);
  EXPECT_EQ(counters.syn_retransmits, 5u);
}

TEST(KernelCounters, AMissingCounterIsReported) {
  EXPECT_THROW(parse_kernel_counters("TcpExt: ListenOverflows\nTcpExt: 1\n"), common::CannotRun);
  EXPECT_THROW(parse_kernel_counters(""), common::CannotRun);
}

TEST(KernelCounters, CanBeReadHere) {
  const KernelCounters before = read_kernel_counters();
  const KernelCounters since = read_kernel_counters() - before;
  EXPECT_LT(since.listen_overflows, 1'000'000u);
}

}  // namespace
}  // namespace tiga::common
