// An arm as a closed network of queues, where it was measured and on hosts that there are not.
// docs/scale.md explains the model. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "queueing/network.hpp"
#include "suite/plan/arm.hpp"
#include "suite/records/manifest.hpp"
#include "suite/scale/demands.hpp"

namespace tiga::suite::scale {

/// The service of one request, in seconds.
struct Demands {
  double front_s = 0;             ///< CPU of the balancer; 0 of an arm without backends
  double server_s = 0;            ///< CPU of the server that answers
  double generator_s = 0;         ///< CPU of the generator
  double blocking_s = 0;          ///< without CPU, in the server's handler
  double way_s = 0;               ///< that no core accounts for: wake-ups, the network
  bool handler_computes = false;  ///< server_s is mostly a handler's (see has_computing_handler)
};

/// Where the processes of an arm run.
struct Cores {
  std::size_t servers = 1;            ///< hardware threads that the servers may use
  std::size_t front = 0;              ///< of these the front's own; 0: all processes share them
  std::size_t backend = 0;            ///< of these each backend's own; 0: the same
  std::size_t generator_threads = 1;  ///< of the generator, each on a core of its own
  bool shared = false;                ///< the generator shares the servers' cores
};

/// Whether it is known how many requests the arm works on at once: there is no model of it
/// otherwise.
bool can_be_modelled(const plan::Arm& arm);

/// Where an arm ran in a run with that manifest, at that concurrency.
Cores cores_of(const records::Manifest& manifest, const plan::Arm& arm, std::uint64_t concurrency);

/// The arm where it was measured; the last station is the way. Cores that processes share are one
/// station, of as many servers as there are cores and processes or threads that can use them. But
/// where one process with too few threads for these cores is the limit before they are full, each
/// process is a station. For an arm that can_be_modelled(). A balancer counts as one thread.
queueing::Network network_of(const plan::Arm& arm, const Demands& demands, const Cores& cores);

/// Hosts to which the figures of an arm with backends are extrapolated.
struct Scale {
  std::uint32_t backends = 1;
  std::uint32_t balancers = 1;  ///< that share the clients evenly
  double network_s = 0;         ///< time on the network that a request adds, both ways
};

/// The arm there. Each balancer and each backend has one core of its own, and there are as many
/// generators as it takes: generator, way and network are delays.
queueing::Network extrapolated(const plan::Arm& arm, const Demands& demands, const Scale& scale);

}  // namespace tiga::suite::scale
