#include "common/machine/kernel_counters.hpp"

#include <gtest/gtest.h>

#include "common/error.hpp"

namespace tiga::common {
namespace {

constexpr std::string_view netstat =
    "IpExt: TCPSynRetrans ListenOverflows\n"
    "IpExt: 1 2\n"
    "TcpExt: First ListenOverflows TCPSynRetrans Last\n"
    "TcpExt: 3 4 5 6\n";
constexpr std::string_view snmp =
    "Ip: RetransSegs\n"
    "Ip: 7\n"
    "Tcp: RtoMax MaxConn RetransSegs InErrs\n"
    "Tcp: 120000 -1 8 9\n";

TEST(KernelCounters, AreReadByName) {
  const KernelCounters counters = parse_kernel_counters(netstat, snmp);
  EXPECT_EQ(counters.listen_overflows, 4u);
  EXPECT_EQ(counters.syn_retransmits, 5u);
  EXPECT_EQ(counters.segments_retransmitted, 8u);
}

TEST(KernelCounters, AMissingCounterIsReported) {
  EXPECT_THROW(parse_kernel_counters("TcpExt: ListenOverflows\nTcpExt: 1\n", snmp), CannotRun);
  EXPECT_THROW(parse_kernel_counters(netstat, "Tcp: MaxConn\nTcp: -1\n"), CannotRun);
  EXPECT_THROW(parse_kernel_counters(netstat, ""), CannotRun);
  EXPECT_THROW(parse_kernel_counters("", snmp), CannotRun);
}

TEST(KernelCounters, OfAnIntervalAreDifferences) {
  const KernelCounters change = KernelCounters{10, 20, 30} - KernelCounters{1, 3, 7};
  EXPECT_EQ(change.syn_retransmits, 9u);
  EXPECT_EQ(change.listen_overflows, 17u);
  EXPECT_EQ(change.segments_retransmitted, 23u);
}

TEST(KernelCounters, CanBeReadHere) {
  const KernelCounters before = read_kernel_counters();
  const KernelCounters since = read_kernel_counters() - before;
  EXPECT_LT(since.listen_overflows, 1'000'000u);
  EXPECT_LT(since.segments_retransmitted, 1'000'000u);
}

}  // namespace
}  // namespace tiga::common
