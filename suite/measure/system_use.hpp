// What the kernel and the machine of one host did while something was measured.
#pragma once

#include <string>

#include "suite/records/rows.hpp"

namespace tiga::suite::measure {

/// Of all processes and all cores of one host together; nothing where the system does not tell.
struct SystemUse {
  records::Count listen_overflows;        ///< connections for which a listening socket had no room
  records::Count syn_retransmits;         ///< SYNs and SYN-ACKs sent again
  records::Count segments_retransmitted;  ///< TCP segments sent again
  records::Real stolen_share;             ///< of the cores' time, 0 to 1 (proc_stat(5): steal)
  records::Real cpu_pressure_share;       ///< of the time, 0 to 1 (PSI: cpu, some)
  /// Whose counters the kernel's are: "BOOT_ID/net:[INODE]", the same for all hosts that share
  /// them. Empty: it is not known.
  std::string network;
  std::string machine;  ///< the boot id, whose the shares are; empty: it is not known
};

}  // namespace tiga::suite::measure
