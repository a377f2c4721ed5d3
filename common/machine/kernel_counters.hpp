// Kernel counters of retransmissions and overflows.
#pragma once

#include <cstdint>
#include <string_view>

namespace tiga::common {

/// Counters of this network namespace (proc_net(5): /proc/net/netstat, TcpExt; /proc/net/snmp,
/// Tcp).
struct KernelCounters {
  std::uint64_t syn_retransmits = 0;   ///< TCPSynRetrans: SYNs and SYN-ACKs sent again
  std::uint64_t listen_overflows = 0;  ///< ListenOverflows: connections for which the queue of a
                                       ///< listening socket had no room
  std::uint64_t segments_retransmitted = 0;  ///< RetransSegs (RFC 4022): all segments sent again,
                                             ///< SYNs and SYN-ACKs among them

  friend KernelCounters operator-(const KernelCounters& after, const KernelCounters& before) {
    return {after.syn_retransmits - before.syn_retransmits,
            after.listen_overflows - before.listen_overflows,
            after.segments_retransmitted - before.segments_retransmitted};
  }
};

/// Parses the texts of /proc/net/netstat and /proc/net/snmp. Throws CannotRun if a counter is
/// missing.
KernelCounters parse_kernel_counters(std::string_view netstat, std::string_view snmp);

/// The current counters. Throws CannotRun.
KernelCounters read_kernel_counters();

}  // namespace tiga::common
