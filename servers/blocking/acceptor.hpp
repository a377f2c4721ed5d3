// Accepts clients on one thread that does little else.
#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/address_limit.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::blocking {

/// How long accepting pauses when descriptors, memory, threads or processes have run out, unless a
/// connection ends before (as in nginx, 500 ms there).
inline constexpr std::chrono::milliseconds accept_pause{100};
/// Clients accepted at one wake-up before signals and ended connections are checked again.
inline constexpr int accepted_at_once = 64;

/// Waits for clients, and for stop signals, which it blocks. Used by one thread, except for
/// descriptor_freed().
class Acceptor {
 public:
  /// Serves one more client. `peer` is filled in only if there is a limit by address. May throw if
  /// it cannot serve, after rejecting the client; accepting then pauses.
  using Admit = std::function<void(common::UniqueFd socket, const sockaddr_storage& peer)>;

  Acceptor(core::Service& service, core::Listener listener, Admit admit);

  /// Prints the ready line.
  void announce() const { core::announce(listener_.address); }
  /// Waits until a client can be accepted, one of `others` is ready (see its revents), or
  /// `milliseconds` have passed (-1: no limit). False after a stop signal.
  bool wait(int milliseconds, std::vector<pollfd>& others);
  bool wait(int milliseconds);
  /// Accepts waiting clients, `most` at most.
  void accept_waiting(int most = accepted_at_once);
  /// Accepts the clients that are in the backlog, then closes the listening socket.
  void close();
  /// For a child process, which accepts no clients.
  void close_in_child() { listener_.socket.reset(); }
  /// Ends a pause in accepting. Thread-safe.
  void descriptor_freed();

 private:
  void admit(common::UniqueFd socket, const sockaddr_storage& peer);
  void pause();

  core::Service& service_;
  core::Listener listener_;
  Admit admit_;
  common::UniqueFd stop_signals_;
  common::UniqueFd freed_;             // an eventfd: a descriptor was closed during a pause
  common::TimePoint accept_again_at_;  // in the past unless accepting pauses
  std::atomic<bool> paused_ = false;   // the same as accept_again_at_, for other threads
  std::vector<pollfd> polled_;
  std::vector<pollfd> no_others_;
};

/// A slot for one more client; `nullopt` when the server (`has_room`) or the client's address is at
/// its limit. Clients that have ended keep their slots until `reap` is called, so it tries twice.
template <typename HasRoom, typename Reap>
std::optional<core::AddressLimit::Slot> take_slot(core::AddressLimit& addresses,
                                                  const sockaddr_storage& peer, HasRoom has_room,
                                                  Reap reap) {
  if (has_room()) {
    if (auto slot = addresses.take(peer)) {
      return slot;
    }
  }
  reap();
  return has_room() ? addresses.take(peer) : std::nullopt;
}

/// Answers 503 without waiting: one reply into the empty send buffer. The socket must then be
/// closed with lingering.
void answer_rejected(core::Worker& worker, int socket);

}  // namespace tiga::servers::blocking
