#include "loadgen/requests/pacing.hpp"

#include <algorithm>

namespace tiga::loadgen::requests {
namespace {

constexpr common::TimePoint never = common::TimePoint::max();

/// The same arrivals in every run, but different ones in each thread.
constexpr std::uint64_t seed_of_first_thread = 20'201'123;
/// More than there may be threads (--threads), so that no two seeds of users meet in one thread's.
constexpr std::uint64_t seeds_of_threads = 1'000'000;

double in_seconds(common::Nanoseconds span) { return std::chrono::duration<double>(span).count(); }

common::Nanoseconds in_nanoseconds(double seconds) {
  return std::chrono::duration_cast<common::Nanoseconds>(std::chrono::duration<double>(seconds));
}

}  // namespace

bool Quota::take() {
  std::uint64_t left = left_.load(std::memory_order_relaxed);
  while (left != 0) {
    const std::uint64_t after = left == Options::unlimited ? left : left - 1;
    if (left_.compare_exchange_weak(left, after, std::memory_order_relaxed)) {
      return true;
    }
  }
  return false;
}

Pacing::Pacing(Quota& quota, common::TimePoint start, common::TimePoint counted_from)
    : quota_(quota), start_(start), counted_from_(counted_from), next_(never) {}

Pacing::Pacing(Quota& quota, common::TimePoint start, common::TimePoint counted_from,
               const OpenLoopShare& share)
    : quota_(quota),
      start_(start),
      counted_from_(counted_from),
      open_loop_(share),
      queue_limit_(std::max<std::uint64_t>(share.whole.queue_limit / share.threads, 1)),
      random_(seed_of_first_thread + share.whole.seed * seeds_of_threads + share.thread) {
  // Constant arrivals of all threads together are evenly spaced.
  if (share.whole.arrivals == Arrivals::constant) {
    next_s_ = in_seconds(share.whole.phase) + share.thread / share.whole.requests_per_second;
    next_ = start_ + in_nanoseconds(next_s_);
  } else {
    next_ = start_ + next_arrival();
  }
}

std::optional<Due> Pacing::take(common::TimePoint now) {
  if (!open_loop_) {
    return take_at_once(now);
  }
  let_in(now);
  if (queue_.empty()) {
    return std::nullopt;
  }
  const Due due = queue_.front();
  queue_.pop_front();
  return due;
}

std::optional<Due> Pacing::take_at_once(common::TimePoint now) {
  const bool counted = now >= counted_from_;
  if (now < start_ || closed_ || (counted && !quota_.take())) {
    return std::nullopt;
  }
  return Due{now, counted};
}

common::TimePoint Pacing::next_due() const {
  if (open_loop_ && !queue_.empty()) {
    return queue_.front().intended;
  }
  if (closed_ || quota_.left() == 0) {
    return never;
  }
  return open_loop_ ? next_ : start_;
}

void Pacing::close(common::TimePoint end) {
  if (open_loop_) {
    let_in(end - common::Nanoseconds(1));
    not_started_ += static_cast<std::uint64_t>(
        std::count_if(queue_.begin(), queue_.end(), [](const Due& due) { return due.counted; }));
    queue_.clear();
  }
  closed_ = true;
  next_ = never;
}

void Pacing::let_in(common::TimePoint now) {
  while (next_ <= now) {
    const Due due{next_, next_ >= counted_from_};
    if (due.counted && !quota_.take()) {
      next_ = never;
      return;
    }
    if (queue_.size() < queue_limit_) {
      queue_.push_back(due);
    } else {
      not_started_ += due.counted ? 1u : 0u;
    }
    next_ = start_ + next_arrival();
  }
}

/// From the start.
common::Nanoseconds Pacing::next_arrival() {
  const double own_rate = open_loop_->whole.requests_per_second / open_loop_->threads;
  next_s_ += open_loop_->whole.arrivals == Arrivals::constant
                 ? 1 / own_rate
                 : std::exponential_distribution<double>(own_rate)(random_);
  return in_nanoseconds(next_s_);
}

}  // namespace tiga::loadgen::requests
