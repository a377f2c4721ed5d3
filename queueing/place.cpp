#include "queueing/place.hpp"

#include <algorithm>
#include <limits>

namespace tiga::queueing {

void Place::arrive(double now, std::uint32_t job, double service_s) {
  advance(now);
  if (!is_shared_ && servers_ != unlimited && at_work_.size() >= servers_) {
    waiting_.push_back({service_s, job});
  } else {
    begin({service_s, job});
  }
}

double Place::next_departure_s() const {
  return at_work_.empty() ? std::numeric_limits<double>::infinity()
                          : now_s_ + std::max(at_work_.top().end_s - work_s_, 0.0) / pace();
}

std::uint32_t Place::depart(double now) {
  advance(now);
  const std::uint32_t job = at_work_.top().job;
  at_work_.pop();
  if (!waiting_.empty()) {
    begin(waiting_.front());
    waiting_.pop_front();
  }
  return job;
}

// Service that each job at work gets in a second.
double Place::pace() const {
  const auto jobs = static_cast<double>(at_work_.size());
  return is_shared_ && servers_ != unlimited && jobs > servers_ ? servers_ / jobs : 1;
}

void Place::advance(double now) {
  work_s_ += (now - now_s_) * pace();
  now_s_ = now;
}

void Place::begin(const Waiting& next) {
  at_work_.push({work_s_ + next.service_s, begun_++, next.job});
}

}  // namespace tiga::queueing
