#include "servers/loop/deadlines.hpp"

#include <algorithm>
#include <cstdint>

namespace tiga::servers::loop {

Deadlines::Queue& Deadlines::queue(std::chrono::milliseconds span) {
  for (Span& known : spans_) {
    if (known.length == span) {
      return known.queue;
    }
  }
  return spans_.emplace_back(span).queue;
}

common::TimePoint Deadlines::set(Timed& timed, std::chrono::milliseconds span) {
  timed.unlink();
  timed.at_ = common::SteadyClock::now() + span;
  queue(span).push_back(timed);
  if (timed.at_ < armed_for_) {
    arm(timed.at_);
  }
  return timed.at_;
}

void Deadlines::arm(common::TimePoint at) {
  armed_for_ = at;
  io_.call_at(at, [this] { expire(); });
}

void Deadlines::expire() {
  const common::TimePoint now = common::SteadyClock::now();
  armed_for_ = common::TimePoint::max();
  for (Span& span : spans_) {
    while (!span.queue.empty() && span.queue.front().at_ <= now) {
      Timed& timed = span.queue.front();
      timed.unlink();
      timed.deadline_passed();
    }
  }
  common::TimePoint earliest = common::TimePoint::max();
  for (const Span& span : spans_) {
    if (!span.queue.empty()) {
      earliest = std::min(earliest, span.queue.front().at_);
    }
  }
  if (earliest < armed_for_) {
    arm(earliest);
  }
}

std::chrono::milliseconds rounded_up(common::Nanoseconds left, std::chrono::milliseconds step) {
  const std::int64_t steps = (left + step - common::Nanoseconds(1)) / step;
  return std::max<std::int64_t>(steps, 1) * step;
}

}  // namespace tiga::servers::loop
