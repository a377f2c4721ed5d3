#include "loadgen/tally.hpp"

#include <algorithm>

namespace tiga::loadgen {
namespace {

std::uint64_t nanoseconds(common::Nanoseconds span) {
  return static_cast<std::uint64_t>(span.count());
}

/// Whether ab counts such an end among "Complete requests": whatever ends with the connection, but
/// for a kept connection that closes before the reply, which ab passes over.
bool complete_for_ab(Outcome outcome, bool on_new_connection) {
  switch (outcome) {
    case Outcome::ok:
    case Outcome::wrong_status:
    case Outcome::wrong_length:
    case Outcome::wrong_content:
    case Outcome::truncated:
    case Outcome::malformed:
      return true;
    case Outcome::empty_reply:
      return on_new_connection;
    default:
      return false;
  }
}

}  // namespace

void LatencySamples::add(const ExchangeTimes& times) {
  connect.add(nanoseconds(times.connected - times.start));
  processing.add(nanoseconds(times.end - times.connected));
  waiting.add(nanoseconds(times.first_octet - times.connected));
  total.add(nanoseconds(times.end - times.start));
}

void Tally::record(const Exchange& exchange, const common::SocketAddress& peer) {
  const Outcome outcome = exchange.end().outcome;
  ++outcomes_[outcome];
  count_as_ab(exchange);
  if (outcome == Outcome::ok) {
    latency_.add(exchange.times());
  } else {
    keep_example(exchange, peer);
  }
  if (software_.empty() && !exchange.end().software.empty()) {
    software_ = exchange.end().software;
  }
}

void Tally::count_as_ab(const Exchange& exchange) {
  const ExchangeEnd& end = exchange.end();
  ab_.html_octets += end.reply.body_octets;
  if (end.reply.status != 0 && (end.reply.status < 200 || end.reply.status > 299)) {
    ++ab_.non_2xx;
  }
  if (complete_for_ab(end.outcome, exchange.on_new_connection())) {
    ++ab_.complete;
    ab_.keep_alive += end.connection_stands ? 1u : 0u;
    if (!document_length_) {
      document_length_ = end.reply.body_octets;
    }
    ab_.length += end.reply.body_octets != *document_length_ ? 1u : 0u;
  }
  ab_.connect += end.outcome == Outcome::refused || end.outcome == Outcome::no_local_port ? 1u : 0u;
  ab_.receive += end.outcome == Outcome::reset ? 1u : 0u;
  ab_.exceptions += end.outcome == Outcome::timed_out ? 1u : 0u;
  ab_.failed = ab_.connect + ab_.receive + ab_.length + ab_.exceptions;
}

void Tally::keep_example(const Exchange& exchange, const common::SocketAddress& peer) {
  const ExchangeEnd& end = exchange.end();
  const bool have_one =
      std::any_of(examples_.begin(), examples_.end(),
                  [&](const Example& example) { return example.outcome == end.outcome; });
  if (have_one) {
    return;
  }
  const std::chrono::duration<double> at = exchange.times().end - start_;
  examples_.push_back({end.outcome, end.detail, end.first_octets, peer.to_string(), at.count()});
}

}  // namespace tiga::loadgen
