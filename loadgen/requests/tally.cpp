#include "loadgen/requests/tally.hpp"

#include <algorithm>

namespace tiga::loadgen::requests {
namespace {

std::uint64_t nanoseconds(common::Nanoseconds span) {
  return static_cast<std::uint64_t>(span.count());
}

/// Whether ab counts such an end among "Complete requests": every exchange that ends with the reply
/// or with an orderly close of the connection.
bool complete_for_ab(Outcome outcome) {
  switch (outcome) {
    case Outcome::ok:
    case Outcome::wrong_status:
    case Outcome::wrong_length:
    case Outcome::wrong_content:
    case Outcome::truncated:
    case Outcome::malformed:
    case Outcome::empty_reply:
      return true;
    case Outcome::refused:
    case Outcome::reset:
    case Outcome::timed_out:
    case Outcome::no_local_port:
    case Outcome::abandoned:
      break;
  }
  return false;
}

std::uint32_t microseconds(common::Nanoseconds span) {
  return static_cast<std::uint32_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(span).count());
}

common::Nanoseconds unix_time_of_clock() {
  return std::chrono::system_clock::now().time_since_epoch() -
         common::SteadyClock::now().time_since_epoch();
}

}  // namespace

void LatencySamples::add(const Exchange& exchange) {
  const ExchangeTimes& times = exchange.times();
  if (exchange.made_connection()) {
    connect.add(nanoseconds(times.connected - times.start));
  }
  processing.add(nanoseconds(times.end - times.connected));
  waiting.add(nanoseconds(times.first_byte - times.connected));
  total.add(nanoseconds(times.end - times.intended));
  if (times.start != times.intended) {
    delay.add(nanoseconds(times.start - times.intended));
  }
  from_start_s += std::chrono::duration<double>(times.end - times.start).count();
}

void LatencySamples::merge(const LatencySamples& other) {
  connect.merge(other.connect);
  processing.merge(other.processing);
  waiting.merge(other.waiting);
  total.merge(other.total);
  delay.merge(other.delay);
  from_start_s += other.from_start_s;
}

Tally::Tally(common::TimePoint start, bool keep_records)
    : start_(start),
      unix_time_of_clock_(keep_records ? std::optional(unix_time_of_clock()) : std::nullopt) {}

void Tally::record(const Exchange& exchange, const common::SocketAddress& peer) {
  const Outcome outcome = exchange.end().outcome;
  ++outcomes_[outcome];
  count_as_ab(exchange);
  traffic_ += exchange.traffic();
  close_waits_.add(exchange);
  interim_replies_ += exchange.end().reply.interim_replies;
  if (outcome == Outcome::ok) {
    latency_.add(exchange);
    keep_record(exchange.times());
  } else {
    keep_example(exchange, peer);
  }
  if (software_.empty() && !exchange.end().software.empty()) {
    software_ = exchange.end().software;
  }
}

void Tally::merge(const Tally& other) {
  outcomes_ += other.outcomes_;
  ab_ += other.ab_;
  latency_.merge(other.latency_);
  traffic_ += other.traffic_;
  close_waits_.merge(other.close_waits_);
  interim_replies_ += other.interim_replies_;
  records_.insert(records_.end(), other.records_.begin(), other.records_.end());
  for (const Example& example : other.examples_) {
    const auto own = std::ranges::find(examples_, example.outcome, &Example::outcome);
    if (own == examples_.end()) {
      examples_.push_back(example);
    } else if (example.at_s < own->at_s) {
      *own = example;
    }
  }
  if (software_.empty()) {
    software_ = other.software_;
  }
  if (!document_length_) {
    document_length_ = other.document_length_;
  }
}

void Tally::count_as_ab(const Exchange& exchange) {
  const ExchangeEnd& end = exchange.end();
  ab_.html_bytes += end.reply.body_bytes;
  ab_.non_2xx += end.reply.other_than_2xx ? 1u : 0u;
  if (complete_for_ab(end.outcome)) {
    ++ab_.complete;
    ab_.keep_alive += end.stays_open || end.would_stay_open ? 1u : 0u;
    if (!document_length_) {
      document_length_ = end.reply.body_bytes;
    }
    ab_.length += end.reply.body_bytes != *document_length_ ? 1u : 0u;
  }
  ab_.connect += end.outcome == Outcome::refused || end.outcome == Outcome::no_local_port ? 1u : 0u;
  ab_.receive += end.outcome == Outcome::reset ? 1u : 0u;
  ab_.exceptions += end.outcome == Outcome::timed_out ? 1u : 0u;
  ab_.failed = ab_.connect + ab_.receive + ab_.length + ab_.exceptions;
}

void Tally::keep_example(const Exchange& exchange, const common::SocketAddress& peer) {
  const ExchangeEnd& end = exchange.end();
  if (std::ranges::find(examples_, end.outcome, &Example::outcome) != examples_.end()) {
    return;
  }
  const std::chrono::duration<double> at = exchange.times().end - start_;
  examples_.push_back({end.outcome, end.detail, end.first_bytes, peer.to_string(), at.count()});
}

void Tally::keep_record(const ExchangeTimes& times) {
  if (!unix_time_of_clock_) {
    return;
  }
  const common::Nanoseconds started = times.start.time_since_epoch() + *unix_time_of_clock_;
  records_.push_back({std::chrono::duration_cast<std::chrono::microseconds>(started).count(),
                      microseconds(times.connected - times.start),
                      microseconds(times.first_byte - times.connected),
                      microseconds(times.end - times.start)});
}

}  // namespace tiga::loadgen::requests
