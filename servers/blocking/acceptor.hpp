// Accepting by one thread that has little else to do.
#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <functional>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::blocking {

/// How long accepting rests when descriptors, memory, threads or processes have run out, unless a
/// connection ends before (as nginx does, 500 ms there).
inline constexpr std::chrono::milliseconds accept_pause{100};
/// Clients accepted at one wake-up before signals and ended connections are looked at again.
inline constexpr int accepted_at_once = 64;

/// Waits for clients, and for SIGTERM and SIGINT, which it blocks. Used by one thread, but for
/// descriptor_freed().
class Acceptor {
 public:
  /// Serves one more client. `peer` is filled in only where there is a limit by address. May throw
  /// where it cannot, after it has rejected the client: accepting rests then.
  using Admit = std::function<void(common::UniqueFd socket, const sockaddr_storage& peer)>;

  Acceptor(core::Service& service, core::Listener listener, Admit admit);

  /// Prints the ready line.
  void announce() const { core::announce(listener_.address); }
  /// Until a client may be accepted, one of `others` is ready (as its revents then say), or
  /// `milliseconds` have passed (-1: none). False when told to stop.
  bool wait(int milliseconds, std::vector<pollfd>& others);
  bool wait(int milliseconds);
  /// Admits those who wait, so many at most.
  void accept_waiting(int most = accepted_at_once);
  /// Who was let in by the kernel is admitted, then nobody any more.
  void close();
  /// In a child: clients are its parent's business.
  void close_in_child() { listener_.socket.reset(); }
  /// Accepting goes on if it rests. Thread-safe.
  void descriptor_freed();

 private:
  void admit(common::UniqueFd socket, const sockaddr_storage& peer);
  void pause();

  core::Service& service_;
  core::Listener listener_;
  Admit admit_;
  common::UniqueFd stop_signals_;
  common::UniqueFd freed_;             // an eventfd: a descriptor was closed while accepting rests
  common::TimePoint accept_again_at_;  // in the past unless accepting rests
  std::atomic<bool> resting_ = false;  // as accept_again_at_ says, for other threads
  std::vector<pollfd> polled_;
  std::vector<pollfd> no_others_;
};

/// Answers 503 without waiting: one reply into the empty send buffer. The socket's close is to
/// linger then.
void answer_rejected(core::Worker& worker, int socket);

}  // namespace tiga::servers::blocking
