#include "loadgen/engine/reasons.hpp"

#include <cerrno>
#include <chrono>

#include "loadgen/requests/user_fields.hpp"

namespace tiga::loadgen::engine {
namespace {

using Phase = requests::Exchange::Phase;

std::string what_is_missing(Phase phase) {
  switch (phase) {
    case Phase::connecting:
      return "no connection";
    case Phase::waiting:
      return "no byte of a reply";
    case Phase::closing:
      return "the reply was complete, but the server did not close the connection";
    default:
      return "no complete reply";
  }
}

/// The server is not to blame for what the user asked of it.
std::string who_asked_for_it(Phase phase, const Options& options) {
  return phase == Phase::closing && requests::asks_to_stay(options)
             ? "; -H 'Connection: keep-alive' asked it not to close, and only -k does not wait"
             : "";
}

}  // namespace

Outcome outcome_of_connect(int error) {
  switch (error) {
    case EADDRNOTAVAIL:
      return Outcome::no_local_port;
    case ETIMEDOUT:
      return Outcome::timed_out;
    case ECONNRESET:
      return Outcome::reset;
    default:
      return Outcome::refused;
  }
}

std::string why_timed_out(const requests::Exchange& exchange, const Options& options) {
  return what_is_missing(exchange.phase()) + " within the limit" +
         who_asked_for_it(exchange.phase(), options);
}

std::string why_abandoned(const requests::Exchange& exchange, const Options& options,
                          common::TimePoint now) {
  const auto age =
      std::chrono::duration_cast<std::chrono::milliseconds>(now - exchange.times().intended);
  return "in flight for " + std::to_string(age.count()) +
         " ms when the run was ended: " + what_is_missing(exchange.phase()) +
         who_asked_for_it(exchange.phase(), options);
}

}  // namespace tiga::loadgen::engine
