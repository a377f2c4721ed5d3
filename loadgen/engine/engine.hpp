// How the requests of one thread get to the kernel and replies back. What every engine does alike
// is in Engine; how it talks to the kernel, in a class of its own.
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

/// One of the requests that may be in flight: a connection, where one stands, and the exchange on
/// it.
struct RequestSlot {
  RequestSlot(verify::ReplyChecker& checker, std::uint32_t index)
      : exchange(checker), number(index) {}

  requests::Exchange exchange;
  std::uint32_t number;       // from 0
  bool has_socket = false;    // a connection stands, or is being made
  std::size_t sent = 0;       // bytes of the request
  std::size_t address = 0;    // number of the address that it goes to
  unsigned source = 0;        // number of the address that it comes from
  unsigned more_sources = 0;  // how many others have been tried for this connection
};

/// Keeps the slots of one thread busy until its work is over. It owns the sockets; what is asked
/// and counted is the Work's. Not thread-safe.
class Engine {
 public:
  explicit Engine(requests::Work& work);
  virtual ~Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// When it returns, no exchange is going on. Throws common::CannotRun where sockets cannot be
  /// had.
  void run();

 protected:
  /// Begins to connect `slot` to its address and to send its request.
  virtual void connect(RequestSlot& slot) = 0;
  /// Begins to send the request of `slot` on the connection that stands.
  virtual void send(RequestSlot& slot) = 0;
  /// Drops the connection of `slot`, whatever its state.
  virtual void disconnect(RequestSlot& slot) = 0;
  /// Waits until something has happened, for `time` at most, reads the clock, and handles it.
  virtual void wait(common::Nanoseconds time) = 0;

  requests::Work& work() { return work_; }
  std::vector<RequestSlot>& slots() { return slots_; }
  const SocketSetup& socket_setup() const { return socket_setup_; }
  /// Where `slot` connects to and from; null: the kernel chooses.
  const common::SocketAddress& target_of(const RequestSlot& slot);
  const common::SocketAddress* source_of(const RequestSlot& slot);

  /// The last reading of the clock.
  common::TimePoint now() const { return now_; }
  common::TimePoint read_clock() { return now_ = common::SteadyClock::now(); }

  /// Starts what is due, while there are free slots: at the start of a closed loop all of them,
  /// before any reply is read, so that as many are in flight as asked for. Never called by
  /// finish(), which would recurse without end.
  void start_due();
  /// The connection of `slot` was made.
  void connected(RequestSlot& slot, common::TimePoint at);
  /// It could not be made, for that errno.
  void connect_failed(RequestSlot& slot, int error);
  /// The exchange of `slot` has ended. `peer_gone`: its connection will not serve another.
  void finish(RequestSlot& slot, bool peer_gone);
  /// The connection of a slot without an exchange has closed or is of no more use.
  void drop(RequestSlot& slot);

 private:
  common::Nanoseconds time_to_next_wake();
  void learn_from_wake();
  void wait_once();
  void start(RequestSlot& slot);
  void expire();
  void unpause();
  void abandon_all();

  requests::Work& work_;
  const SocketSetup socket_setup_;
  std::vector<RequestSlot> slots_;  // never moved once made: engines hold their addresses
  std::deque<RequestSlot*> free_;   // the one that is free longest is the next to be used
  std::deque<std::pair<common::TimePoint, RequestSlot*>> paused_;  // by time of their next try
  common::TimePoint now_;
  std::uint64_t progress_count_ = 0;  // connections made, requests started and ended
  WakeAim wake_aim_;
  common::TimePoint woken_for_;    // the request that the last sleep was to end for; max(): none
  common::TimePoint next_expiry_;  // no request times out before
};

/// One thread on epoll(7), edge-triggered. Becoming readable, `stop_fd` stops the work as
/// interrupted.
std::unique_ptr<Engine> make_epoll_engine(requests::Work& work, int stop_fd);

/// One thread on io_uring(7); only where io_uring_offered().
std::unique_ptr<Engine> make_uring_engine(requests::Work& work, int stop_fd);

/// Whether this build and this kernel (6.1 or newer, io_uring not forbidden) can run it.
bool io_uring_offered();

/// The engine for a run with these options: never `automatic`. Throws common::CannotRun for one
/// that is asked for and not offered.
EngineChoice choose_engine(const Options& options);

/// `engine`: as choose_engine gives it.
std::unique_ptr<Engine> make_engine(EngineChoice engine, requests::Work& work, int stop_fd);

}  // namespace tiga::loadgen::engine
