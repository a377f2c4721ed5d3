// All backends: who is next, and who waits until one has room.
#pragma once

#include <boost/intrusive/list.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "servers/balancer/backend.hpp"
#include "servers/balancer/options.hpp"
#include "servers/balancer/picker.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

/// Whoever wants a backend, and can wait for one. Leaves the queue when destroyed.
class Waiter : public boost::intrusive::list_base_hook<
                   boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  std::uint64_t tried = 0;  ///< backends that had their turn, a bit each

  /// It left the queue, and choosing again gives an answer.
  virtual void choose_again() = 0;

 protected:
  ~Waiter() = default;
};

/// What a choice came to.
struct Choice {
  enum class Outcome : std::uint8_t {
    backend,
    waiting,     ///< in the queue: choose_again() will be called
    queue_full,  ///< no backend has room, nor has the queue
    none,        ///< none that is up has not been tried
  };
  Outcome outcome = Outcome::none;
  Backend* backend = nullptr;
};

/// Not thread-safe.
class Backends {
 public:
  Backends(loop::Loop& loop, const Options& options);

  /// A backend that `waiter` has not tried, by the policy; its bit is then set. Where all are full
  /// the waiter is queued behind those who came before.
  Choice choose(Waiter& waiter);
  /// The same for one who does not wait.
  Backend* choose_now(std::uint64_t& tried);
  /// Whether a backend is left that has not been tried, full or not.
  bool another(std::uint64_t tried) const;
  void leave_queue(Waiter& waiter);

  /// A request has ended, or a standing has changed: those who wait are asked soon.
  void room_changed();
  std::size_t waiting() const { return waiting_count_; }
  const std::vector<std::unique_ptr<Backend>>& all() const { return backends_; }
  void stop();

 private:
  void ask_waiting();

  loop::Loop& loop_;
  const Options& options_;
  Picker picker_;
  std::vector<Load> loads_;
  std::vector<std::unique_ptr<Backend>> backends_;
  boost::intrusive::list<Waiter, boost::intrusive::constant_time_size<false>> waiting_;
  std::size_t waiting_count_ = 0;
  bool will_ask_ = false;
  bool asking_ = false;
};

}  // namespace tiga::servers::balancer
