// All backends: chooses one for each request, and queues requests while all are full.
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

/// A request that wants a backend and can wait for one. Its destructor leaves the queue.
class Waiter : public boost::intrusive::list_base_hook<
                   boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  std::uint64_t tried = 0;  ///< backends already tried, one bit each

  /// Called after it left the queue: choosing again now gives a result.
  virtual void choose_again() = 0;

 protected:
  ~Waiter() = default;
};

/// The result of a choice.
struct Choice {
  enum class Kind : std::uint8_t {
    backend,
    waiting,     ///< queued: choose_again() will be called
    queue_full,  ///< every backend and the queue are full
    none,        ///< every backend that is up has been tried
  };
  Kind kind = Kind::none;
  Backend* backend = nullptr;
};

/// Not thread-safe.
class Backends {
 public:
  Backends(loop::Loop& loop, const Options& options);

  /// A backend that `waiter` has not tried, by the policy; sets its bit. If all are full the waiter
  /// is queued, in order of arrival.
  Choice choose(Waiter& waiter);
  /// The same without queueing.
  Backend* choose_now(std::uint64_t& tried);
  /// Whether an untried backend is left, full or not.
  bool has_untried(std::uint64_t tried) const;
  void leave_queue(Waiter& waiter);

  /// A request has ended or a state has changed: the queue is served soon.
  void room_changed();
  std::size_t waiting() const { return waiting_count_; }
  const std::vector<std::unique_ptr<Backend>>& all() const { return backends_; }
  void stop();

 private:
  void serve_queue();

  loop::Loop& loop_;
  const Options& options_;
  Picker picker_;
  std::vector<Load> loads_;
  std::vector<std::unique_ptr<Backend>> backends_;
  boost::intrusive::list<Waiter, boost::intrusive::constant_time_size<false>> waiting_;
  std::size_t waiting_count_ = 0;
  bool queue_run_is_posted_ = false;
  bool serving_queue_ = false;
};

}  // namespace tiga::servers::balancer
