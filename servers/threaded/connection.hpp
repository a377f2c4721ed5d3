// One client's connection and the thread that serves it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <utility>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/address_limit.hpp"
#include "servers/core/conversation.hpp"
#include "servers/threaded/lingerer.hpp"
#include "servers/threaded/thread.hpp"

namespace tiga::servers::threaded {

/// The socket's receive timeout (SO_RCVTIMEO), kept close to what is left of the deadline of the
/// conversation's phase. While a connection only rests and gets whole requests this costs no system
/// call.
class ReceiveTimeout {
 public:
  /// `inherited`: the timeout that the socket has already.
  ReceiveTimeout(const core::Options& options, std::chrono::milliseconds inherited)
      : options_(options), set_(inherited) {}

  /// Before each receive.
  void apply(int socket, core::Conversation& conversation);
  /// After a receive that timed out: whether the phase's deadline has passed.
  bool deadline_passed(const core::Conversation& conversation) const;

 private:
  void find_deadline(core::Conversation& conversation, common::TimePoint now);

  const core::Options& options_;
  std::chrono::milliseconds set_;
  std::uint32_t phase_number_ = 0;
  common::TimePoint deadline_;
};

/// Starts serving when constructed. drain() and abort() may be called from another thread than its
/// own.
class Connection {
 public:
  /// `finished` is called as the thread's last act; the destructor joins the thread.
  /// Throws std::system_error when no thread can be started; `socket` is then untouched.
  Connection(core::Service& service, Lingerer& lingerer, common::UniqueFd& socket,
             std::function<void()> finished);

  /// Its place among the connections of its address, until it is joined.
  void keep(core::AddressLimit::Place place) { place_ = std::move(place); }
  /// No further request: ends at once where none is in progress.
  void drain();
  /// Ends it whatever is in progress.
  void abort();

 private:
  void serve();
  bool receive(core::Conversation& conversation, ReceiveTimeout& timeout);
  bool send(core::Conversation& conversation);
  bool may_wait(core::Transfer& reply) const;
  void shut_down(int how);

  core::Service& service_;
  Lingerer& lingerer_;
  std::mutex closing_;  // a descriptor must not be shut down by number after it was closed
  common::UniqueFd socket_;
  std::atomic<bool> idle_ = false;
  core::AddressLimit::Place place_;
  Thread thread_;
};

}  // namespace tiga::servers::threaded
