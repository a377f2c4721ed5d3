#include "loadgen/work.hpp"

#include <algorithm>

namespace tiga::loadgen {
namespace {

constexpr std::size_t octets_of_an_example = 64;
constexpr std::size_t octets_of_a_traced_reply = 4096;
constexpr int verbosity_of_replies = 4;

ReplyRules rules_of(const Options& options) {
  const bool traced = options.verbosity >= verbosity_of_replies;
  ReplyRules rules;
  rules.to_head = options.method == "HEAD";
  rules.keep_alive = options.keep_alive;
  rules.status = options.expected_status;
  rules.variable_content = options.variable_content;
  rules.kept_octets = traced ? octets_of_a_traced_reply : octets_of_an_example;
  rules.recognise = !traced;
  return rules;
}

}  // namespace

Work::Work(const Options& options, std::string request, Addresses addresses, Observers observers)
    : concurrency_(options.concurrency),
      request_(std::move(request)),
      timeout_(options.timeout),
      addresses_(std::move(addresses)),
      checker_(rules_of(options)),
      observers_(std::move(observers)),
      time_over_(options.time_limit ? std::optional(start_ + *options.time_limit) : std::nullopt),
      left_(options.requests),
      tally_(start_) {
  schedule_look(start_);
}

bool Work::begin(Exchange& exchange, bool connected, common::TimePoint now) {
  if (!any_left()) {
    return false;
  }
  --left_;
  in_flight_.change(+1, now);
  exchange.begin(now, connected);
  return true;
}

void Work::end(Exchange& exchange, std::size_t address) {
  const common::TimePoint now = exchange.times().end;
  in_flight_.change(-1, now);
  last_end_ = now;
  tally_.record(exchange, addresses_.at(address));
  if (observers_.trace) {
    observers_.trace(exchange);
  }
  exchange.clear();
  if (!addresses_.settled() && tally_.outcomes().sum() >= concurrency_) {
    stop(Stop::unreachable);
  }
}

void Work::connected(std::size_t address) {
  ++traffic_.connections_opened;
  addresses_.succeeded(address);
}

void Work::look_at_clock(common::TimePoint now) {
  if (now < next_look_) {
    return;
  }
  if (time_over_ && now >= *time_over_) {
    stop(Stop::time_over);
  }
  if (observers_.progress) {
    observers_.progress(now - start_, tally_.outcomes().sum());
  }
  schedule_look(now);
}

void Work::stop(Stop why) {
  if (stop_ == Stop::none) {
    stop_ = why;
  }
}

void Work::schedule_look(common::TimePoint now) {
  next_look_ = now + tick;
  if (time_over_) {
    next_look_ = std::min(next_look_, *time_over_);
  }
}

}  // namespace tiga::loadgen
