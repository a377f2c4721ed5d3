// What the processes of a run on several hosts tell each other first, through MPI.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::suite::hosts {

/// One process of the run, and how to reach it.
struct Greeting {
  std::string host;                    ///< its node name (uname(2))
  std::string build;                   ///< must be the same everywhere: the messages are
  std::vector<std::string> addresses;  ///< IPv4, of interfaces that are up; no loopback
  std::uint16_t port = 0;              ///< where it listens
  std::string token;                   ///< that those who connect must know
  pid_t pid = 0;
  std::uint64_t cores = 0;          ///< on which it may run
  std::uint64_t cores_of_host = 0;  ///< on which it could run, but for the affinity it was given

  friend bool operator==(const Greeting&, const Greeting&) = default;
};

/// This process's.
Greeting this_greeting(std::uint16_t port, std::string token);

/// A greeting as MPI carries it: all have the same size. JSON, padded with NUL.
using GreetingRecord = std::array<char, 4096>;

/// Throws CannotRun if it does not fit; addresses beyond the 64th are left out.
GreetingRecord to_record(const Greeting& greeting);
/// Throws CannotRun for a record of another kind: the host has another build.
Greeting greeting_from(std::string_view record);

/// Why these processes, in the order of ranks, cannot measure together, a line for each host:
/// another build than the first one's, a second process, or pinned to some of the host's cores.
/// Empty: they can.
std::vector<std::string> why_not_together(const std::vector<Greeting>& all);

}  // namespace tiga::suite::hosts
