#include "loadgen/requests/work.hpp"

#include <algorithm>

#include "common/share.hpp"

namespace tiga::loadgen::requests {
namespace {

constexpr std::size_t bytes_of_an_example = 64;
constexpr std::size_t bytes_of_a_traced_reply = 4096;
constexpr int verbosity_of_replies = 4;

verify::ReplyRules rules_of(const Options& options) {
  const bool traced = options.verbosity >= verbosity_of_replies;
  verify::ReplyRules rules;
  rules.to_head = options.method == "HEAD";
  rules.keep_alive = options.keep_alive;
  rules.status = options.expected_status;
  rules.variable_content = options.variable_content;
  rules.kept_bytes = traced ? bytes_of_a_traced_reply : bytes_of_an_example;
  rules.recognise = !traced;
  return rules;
}

Pacing pacing_of(Shared& shared, unsigned thread) {
  const Options& options = shared.options;
  if (!options.open_loop) {
    return {shared.quota, shared.start, shared.counted_from};
  }
  return {shared.quota, shared.start, shared.counted_from,
          OpenLoopShare{*options.open_loop, thread, options.threads}};
}

common::TimePoint end_of_time(const Shared& shared) {
  const auto& limit =
      shared.options.time_limit ? shared.options.time_limit : shared.options.duration;
  return limit ? shared.counted_from + *limit : common::TimePoint::max();
}

/// The longest time between two looks at the clock.
constexpr common::Nanoseconds tick = std::chrono::milliseconds(200);

}  // namespace

Work::Work(Shared& shared, unsigned thread)
    : shared_(shared),
      concurrency_(common::share_of(shared.options.concurrency, shared.options.threads, thread)),
      addresses_(shared.addresses),
      checker_(rules_of(shared.options), shared.expectation),
      pacing_(pacing_of(shared, thread)),
      end_of_time_(end_of_time(shared)),
      next_check_(shared.start),
      last_end_(shared.counted_from),
      tally_(shared.counted_from, !shared.options.files.requests.empty()),
      unfinished_(shared.counted_from) {
  for (std::size_t index = 0; index < addresses_.count(); ++index) {
    sources_.emplace_back(addresses_.at(index));
  }
  sources_needed_ = sources_.front().needed(
      shared.options.concurrency + shared.options.background_clients.count(), local_port_count());
  if (!shared.options.files.timeline.empty()) {
    timeline_.emplace(shared.timeline, shared.counted_from);
  }
  if (!shared.options.start_at) {  // else the engine is set up first
    check_clock(shared.start);
  }
}

unsigned Work::first_source(std::uint64_t place) const {
  return static_cast<unsigned>(place % sources_needed_);
}

bool Work::begin(Exchange& exchange, bool connected, common::TimePoint now) {
  if (stop_ != Stop::none) {
    return false;
  }
  const std::optional<Due> due = pacing_.take(now);
  if (!due) {
    return false;
  }
  ++in_flight_;
  if (due->counted) {
    ++started_;
    counted_in_flight_.change(+1, now);
  }
  exchange.begin(now, connected, *due);
  return true;
}

void Work::end(Exchange& exchange, std::size_t address) {
  const common::TimePoint now = exchange.times().end;
  const Outcome outcome = exchange.end().outcome;
  --in_flight_;
  if (exchange.counted()) {
    counted_in_flight_.change(-1, now);
    last_end_ = now;
    tally_.record(exchange, addresses_.at(address));
    if (timeline_) {
      timeline_->ended(now, outcome == Outcome::ok, now - exchange.times().intended);
    }
  } else {
    ++warmup_[outcome];
  }
  if (outcome == Outcome::abandoned) {
    unfinished_.add(exchange);
  }
  if (shared_.trace) {
    shared_.trace(exchange);
  }
  exchange.clear();
  if (!addresses_.settled() && tally_.outcomes().sum() + warmup_.sum() >= concurrency_) {
    last_failure_ = exchange.end().detail;
    last_outcome_ = outcome;
    stop(Stop::unreachable);
  }
}

void Work::check_clock(common::TimePoint now) {
  if (now < next_check_) {
    return;
  }
  if (!began_) {
    began_ = now;
  }
  if (!counting_ && now >= shared_.counted_from) {
    counting_ = true;
    cpu_before_ = common::thread_cpu_time();
  }
  if (now >= end_of_time_) {
    if (shared_.options.time_limit) {
      stop(Stop::time_over);
    }
    pacing_.close(end_of_time_);
  }
  if (timeline_) {
    timeline_->pass(now, pacing_.not_started());
  }
  publish();
  schedule_check(now);
}

void Work::stop(Stop why) {
  if (stop_ == Stop::none) {
    stop_ = why;
    pacing_.close(std::min(common::SteadyClock::now(), end_of_time_));
  }
}

void Work::finish() {
  cpu_after_ = common::thread_cpu_time();
  if (!counting_) {  // ended in the warm-up
    cpu_before_ = cpu_after_;
  }
  if (timeline_) {
    timeline_->finish(pacing_.not_started());
  }
  publish();
}

void Work::publish() {
  const std::uint64_t ended = tally_.outcomes().sum();
  shared_.ended.fetch_add(ended - published_, std::memory_order_relaxed);
  published_ = ended;
}

void Work::schedule_check(common::TimePoint now) {
  next_check_ = now + tick;
  for (const common::TimePoint point : {shared_.counted_from, end_of_time_}) {
    if (point > now) {
      next_check_ = std::min(next_check_, point);
    }
  }
}

}  // namespace tiga::loadgen::requests
