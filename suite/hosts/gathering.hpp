// How the processes of a run connect, after the greetings.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "suite/hosts/launched.hpp"
#include "suite/hosts/line.hpp"
#include "suite/hosts/listener.hpp"
#include "suite/hosts/remote_host.hpp"
#include "suite/records/host_facts.hpp"

namespace tiga::suite::hosts {

/// Connects to the first process: for all others. Tries its addresses in turn. Throws CannotRun
/// with what the last one said.
Line connect_to_first(const Launch& launch, common::Deadline deadline);

/// One of the other hosts, as the first process has it.
struct Gathered {
  std::unique_ptr<RemoteHost> host;
  std::string address;       ///< IPv4, from which it has connected
  records::HostFacts facts;  ///< as it told them
};

/// Waits until all others have connected; they are in the order of ranks then. Throws CannotRun
/// with the names of those that do not come.
std::vector<Gathered> gather(Listener listener, const Launch& launch, common::Deadline deadline);

}  // namespace tiga::suite::hosts
