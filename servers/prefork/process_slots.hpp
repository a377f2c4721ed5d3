// What the processes of a server know about each other.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "servers/core/options.hpp"
#include "servers/core/shared_array.hpp"

namespace tiga::servers::prefork {

/// One slot for each process, by its number: whether it is busy, and with which client. In shared
/// memory; thread-safe.
class ProcessSlots {
 public:
  ProcessSlots(std::size_t processes, const core::Options& options);

  std::size_t size() const { return slots_.size(); }
  /// Marks a process as busy. False if too many are, in all or for that address; it then stays
  /// free. Two clients that arrive at once may both be refused the last slot.
  bool take(std::size_t number, const sockaddr_storage& peer) const;
  /// Marks a process as free, also after it has died.
  void leave(std::size_t number) const;
  /// How many of `waiting` clients find no free process.
  std::size_t without_process(std::size_t waiting) const;
  /// Whether a process with an idle client should give it up for one of `waiting` others: no, if
  /// enough processes are free. If so it counts as free from now on.
  bool give_up(std::size_t number, std::size_t waiting) const;

 private:
  struct Slot {
    std::atomic<bool> busy;
    std::atomic<bool> deciding;          // deciding whether to give up its client; still busy
    std::atomic<std::uint64_t> network;  // of its client
  };

  const std::size_t most_;
  const std::size_t most_per_address_;
  core::SharedArray<Slot> slots_;
};

/// Clients in the backlog of a listening socket (tcp(7), TCP_INFO).
std::size_t clients_waiting(int listener);

}  // namespace tiga::servers::prefork
