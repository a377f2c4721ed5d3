#include "servers/balancer/request_clock.hpp"

#include <algorithm>

namespace tiga::servers::balancer {

using common::Nanoseconds;
using common::TimePoint;

void RequestClock::begin(TimePoint now) {
  *this = {};
  since_ = now;
}

void RequestClock::await_backend(TimePoint now) {
  if (awaited_ == Side::client) {
    client_ = time_of_client(now);
    awaited_ = Side::backend;
    since_ = now;
  }
}

void RequestClock::await_client(TimePoint now, std::uint64_t content) {
  if (awaited_ == Side::backend) {
    backend_ = used_by_backend(now);
    awaited_ = Side::client;
    since_ = now;
  }
  if (!content_.begun()) {
    content_.begin(client_, content);
  }
}

void RequestClock::skip(TimePoint since, TimePoint now) { since_ += now - std::max(since, since_); }

Nanoseconds RequestClock::used_by_backend(TimePoint now) const {
  return awaited_ == Side::backend ? backend_ + (now - since_) : backend_;
}

TimePoint RequestClock::time_of_client(TimePoint now) const {
  return awaited_ == Side::client ? client_ + (now - since_) : client_;
}

void RequestClock::reply_progressed(TimePoint now, Nanoseconds allowance) {
  content_progressed(now);
  limit_ = allowance;
  excused_until_ = now + allowance;
}

void RequestClock::content_progressed(TimePoint now) {
  backend_ = {};
  if (awaited_ == Side::backend) {
    since_ = now;
  }
}

Nanoseconds RequestClock::left(TimePoint now, std::uint64_t content, const core::Options& limits) {
  if (awaited_ == Side::backend) {
    return limit_ - used_by_backend(now);
  }
  const TimePoint time = time_of_client(now);
  content_.moved(time, content);
  const TimePoint due = core::content_due(content_, limits.body_floor(), limits.body_timeout);
  return std::max(due - time, excused_until_ - now);
}

}  // namespace tiga::servers::balancer
