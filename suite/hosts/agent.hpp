// What another host of a run does: it serves the first one over their line.
#pragma once

#include <filesystem>
#include <string>

#include "common/group_keeper.hpp"
#include "suite/hosts/line.hpp"
#include "suite/measure/step.hpp"

namespace tiga::suite::hosts {

/// What an agent works with.
struct AgentPlace {
  std::filesystem::path programs;       ///< folder of servers and loadgen
  const common::GroupKeeper& keeper;    ///< ends the servers when this process is killed
  std::string name;                     ///< of this host, as the run calls it
  measure::Pulse check_interrupt = {};  ///< called at least every 250 ms; what it throws gets out
};

/// Starts, watches and ends servers and generators as the first host says, one request after the
/// other, until it says goodbye. A request that comes while another one is served gives that one
/// up. Works in a temporary folder of its own. However it ends, all that it has started is killed
/// then, and the folder is gone. Throws CannotRun where the line ends without a goodbye, or nothing
/// comes for five seconds while anything runs here (a minute while nothing does), or what comes is
/// no request.
void serve_host(Line line, const AgentPlace& place);

}  // namespace tiga::suite::hosts
