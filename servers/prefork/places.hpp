// What the processes of a server know of each other.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "servers/core/options.hpp"
#include "servers/core/shared_array.hpp"

namespace tiga::servers::prefork {

/// A place for each process, by its number: whether it serves, and whom. In memory that all share;
/// thread-safe.
class Places {
 public:
  Places(std::size_t processes, const core::Options& options);

  std::size_t size() const { return places_.size(); }
  /// That process begins to serve. False where too many do already, in all or of that address; it
  /// is not counted then. Two that come at once may both be refused for a last place.
  bool take(std::size_t number, const sockaddr_storage& peer) const;
  /// That process is free, or has died.
  void leave(std::size_t number) const;
  /// How many of `waiting` clients find no process free.
  std::size_t without_place(std::size_t waiting) const;
  /// Whether that process, which serves a client that rests, is to serve one of `waiting` others
  /// instead: not if enough are free. If so it counts as free from now on.
  bool give_up(std::size_t number, std::size_t waiting) const;

 private:
  struct Place {
    std::atomic<bool> serves;
    std::atomic<bool> asks;              // whether to give its client up; still serves it
    std::atomic<std::uint64_t> network;  // of the client that is served
  };

  const std::size_t most_;
  const std::size_t most_of_an_address_;
  core::SharedArray<Place> places_;
};

/// Clients that wait to be accepted from that listening socket (tcp(7), TCP_INFO).
std::size_t clients_waiting(int listener);

}  // namespace tiga::servers::prefork
