// The deadlines of many connections, kept with one timer.
#pragma once

#include <boost/intrusive/list.hpp>
#include <chrono>
#include <list>

#include "common/clock.hpp"
#include "servers/loop/io.hpp"

namespace tiga::servers::loop {

/// An object with at most one deadline; its destructor clears it.
class Timed : public boost::intrusive::list_base_hook<
                  boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  virtual ~Timed() = default;
  Timed() = default;
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

  /// Called when the deadline passes; it is no longer set then.
  virtual void deadline_passed() = 0;

 private:
  friend class Deadlines;
  common::TimePoint at_;
};

/// Queues of deadlines, one for each length. Deadlines of equal length expire in the order in which
/// they were set, so setting, clearing and expiring each cost a few pointer operations. Not
/// thread-safe.
class Deadlines {
 public:
  explicit Deadlines(Io& io) : io_(io) {}

  /// Sets or replaces the deadline of `timed` to `span` from now; returns that time. Meant for few
  /// different spans.
  common::TimePoint set(Timed& timed, std::chrono::milliseconds span);
  static void clear(Timed& timed) { timed.unlink(); }
  /// Tells those whose deadline has passed. The loop does so by itself; for a clock of a test.
  void expire();

 private:
  using Queue = boost::intrusive::list<Timed, boost::intrusive::constant_time_size<false>>;
  struct Span {
    explicit Span(std::chrono::milliseconds span) : length(span) {}
    std::chrono::milliseconds length;
    Queue queue;
  };

  Queue& queue(std::chrono::milliseconds span);
  void arm(common::TimePoint at);

  Io& io_;
  std::list<Span> spans_;
  common::TimePoint armed_for_ = common::TimePoint::max();
};

/// `left` rounded up to a multiple of `step`, one at least: so a time left is one of few spans.
std::chrono::milliseconds rounded_up(common::Nanoseconds left, std::chrono::milliseconds step);

/// Calls a function after a while.
class Timer : private Timed {
 public:
  explicit Timer(Deadlines& deadlines) : deadlines_(deadlines) {}

  /// Replaces what it was set to before.
  void set(std::chrono::milliseconds span, Handler<void()> call) {
    call_ = std::move(call);
    deadlines_.set(*this, span);
  }
  void cancel() {
    Deadlines::clear(*this);
    call_ = {};
  }
  bool is_set() const { return static_cast<bool>(call_); }

 private:
  void deadline_passed() override { call_(); }

  Deadlines& deadlines_;
  Handler<void()> call_;
};

}  // namespace tiga::servers::loop
