// Passes the requests of one thread to the kernel and the replies back. Engine has what all engines
// do alike; each derived class has its own system calls.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "common/clock.hpp"
#include "loadgen/engine/sockets.hpp"
#include "loadgen/engine/wake_aim.hpp"
#include "loadgen/requests/exchange.hpp"
#include "loadgen/requests/work.hpp"

namespace tiga::loadgen::engine {

/// One of the requests that may be in flight: a connection, if one is open, and the exchange on it.
struct RequestSlot {
  RequestSlot(verify::ReplyChecker& checker, std::uint32_t index)
      : exchange(checker), number(index) {}

  requests::Exchange exchange;
  std::uint32_t number;       // from 0
  bool has_socket = false;    // a connection is open or being opened
  std::size_t sent = 0;       // bytes of the request
  std::size_t address = 0;    // index of the target address
  unsigned source = 0;        // index of the source address
  unsigned more_sources = 0;  // other sources already tried for this connection
};

/// Keeps the slots of one thread busy until its work is done. Owns the sockets; the Work decides
/// which requests are sent and counts them. Not thread-safe.
class Engine {
 public:
  explicit Engine(requests::Work& work);
  virtual ~Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// When it returns, no exchange is in progress. Throws common::CannotRun if sockets cannot be
  /// opened.
  void run();

 protected:
  /// Starts to connect `slot` to its address and to send its request.
  virtual void connect(RequestSlot& slot) = 0;
  /// Starts to send the request of `slot` on its open connection.
  virtual void send(RequestSlot& slot) = 0;
  /// Closes the connection of `slot` in any state.
  virtual void disconnect(RequestSlot& slot) = 0;
  /// Waits for events for at most `time`, reads the clock, and handles the events.
  virtual void wait(common::Nanoseconds time) = 0;

  requests::Work& work() { return work_; }
  std::vector<RequestSlot>& slots() { return slots_; }
  const SocketSetup& socket_setup() const { return socket_setup_; }
  /// Where `slot` connects to and from; null: the kernel chooses.
  const common::SocketAddress& target_of(const RequestSlot& slot) {
    return work_.addresses().at(slot.address);
  }
  const common::SocketAddress* source_of(const RequestSlot& slot) {
    return work_.sources(slot.address).at(slot.source);
  }

  /// The last clock reading.
  common::TimePoint now() const { return now_; }
  common::TimePoint read_clock() { return now_ = common::SteadyClock::now(); }

  /// Starts due requests while slots are free. At the start of a closed loop it fills all slots
  /// before any reply is read, so that the requested number is in flight. finish() must never call
  /// it: the two would recurse without end.
  void start_due();
  /// The connection of `slot` was made.
  void connected(RequestSlot& slot, common::TimePoint at);
  /// The connection of `slot` failed with that errno.
  void connect_failed(RequestSlot& slot, int error);
  /// The exchange of `slot` has ended. `peer_gone`: its connection will not serve another.
  void finish(RequestSlot& slot, bool peer_gone);
  /// The connection of a slot without an exchange was closed or can no longer be used.
  void drop(RequestSlot& slot);

 private:
  bool try_next_address(RequestSlot& slot, std::string_view why);
  common::Nanoseconds time_of_address(std::size_t index) const;
  common::TimePoint due_of(const RequestSlot& slot) const;
  common::Nanoseconds time_to_next_wake();
  void wait_once();
  void start(RequestSlot& slot);
  void expire();
  void expire(RequestSlot& slot, common::TimePoint now);
  void unpause();
  void abandon_all();

  requests::Work& work_;
  const SocketSetup socket_setup_;
  std::vector<RequestSlot> slots_;  // never moved: engines keep their addresses
  std::deque<RequestSlot*> free_;   // the slot that is free longest is used next
  std::deque<std::pair<common::TimePoint, RequestSlot*>>
      paused_;  // by the time of their next attempt
  common::TimePoint now_;
  std::uint64_t progress_count_ = 0;  // connections made, requests started and ended
  WakeAim wake_aim_;
  common::TimePoint
      woken_for_;  // due time of the request that the last sleep was set for; max(): none
  common::TimePoint next_expiry_;  // no request times out before this time
};

/// One thread on epoll(7), edge-triggered. The work stops as interrupted when `stop_fd` becomes
/// readable.
std::unique_ptr<Engine> make_epoll_engine(requests::Work& work, int stop_fd);

/// One thread on io_uring(7); only where common::Uring::offered().
std::unique_ptr<Engine> make_uring_engine(requests::Work& work, int stop_fd);

/// The engine for a run with these options, never `automatic`. Throws common::CannotRun if the
/// requested engine is not available.
EngineChoice choose_engine(const Options& options);

/// `engine`: a result of choose_engine.
std::unique_ptr<Engine> make_engine(EngineChoice engine, requests::Work& work, int stop_fd);

}  // namespace tiga::loadgen::engine
