// What one thread of the generator has to do, and what came of it. Engines differ in how they talk
// to the kernel; which request is started when, how its reply is judged and how its end is counted
// is here, once.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "common/clock.hpp"
#include "loadgen/addresses.hpp"
#include "loadgen/exchange.hpp"
#include "loadgen/options.hpp"
#include "loadgen/reply_checker.hpp"
#include "loadgen/tally.hpp"

namespace tiga::loadgen {

/// Why a run ended before its last request.
enum class Stop : std::uint8_t {
  none,
  time_over,    ///< -t
  interrupted,  ///< SIGINT or SIGTERM
  unreachable,  ///< as many requests as may be in flight have failed, and no connection was ever
                ///< made
};

/// What went over the sockets.
struct Traffic {
  std::uint64_t octets_received = 0;
  std::uint64_t octets_sent = 0;
  std::uint64_t connections_opened = 0;  ///< connections that were made
};

/// Who looks on; either may be empty.
struct Observers {
  /// Called every Work::tick with the time since the start and the number of requests that have
  /// ended.
  std::function<void(common::Nanoseconds elapsed, std::uint64_t ended)> progress;
  /// Called at the end of each exchange.
  std::function<void(const Exchange& exchange)> trace;
};

/// Closed loop: each of `concurrency` places starts its next request when the last one has ended.
/// Not thread-safe: one a thread.
class Work {
 public:
  /// The clock of the run starts here.
  Work(const Options& options, std::string request, Addresses addresses, Observers observers);

  std::uint64_t concurrency() const { return concurrency_; }
  const std::string& request() const { return request_; }
  common::Nanoseconds timeout() const { return timeout_; }
  ReplyChecker& checker() { return checker_; }
  Addresses& addresses() { return addresses_; }
  Traffic& traffic() { return traffic_; }

  /// Starts the next request in `exchange`; false: none is left. `connected`: its connection
  /// stands.
  bool begin(Exchange& exchange, bool connected, common::TimePoint now);
  /// Takes in the end of an exchange that was begun here and went to `addresses().at(address)`.
  void end(Exchange& exchange, std::size_t address);
  /// The connection to `addresses().at(address)` was made.
  void connected(std::size_t address);

  bool any_left() const { return left_ > 0 && stop_ == Stop::none; }
  bool any_in_flight() const { return in_flight_.count() > 0; }

  /// To be called at least every `tick`: looks whether the time is over and tells who looks on.
  void look_at_clock(common::TimePoint now);
  static constexpr common::Nanoseconds tick = std::chrono::milliseconds(200);
  /// When look_at_clock has something to do at the latest.
  common::TimePoint next_look() const { return next_look_; }

  /// No further request is to be started; those in flight are to be abandoned.
  void stop(Stop why);
  Stop stopped() const { return stop_; }

  std::uint64_t left() const { return left_; }
  const Tally& tally() const { return tally_; }
  const Traffic& traffic() const { return traffic_; }
  /// From the start of the run to the end of the last exchange that ended.
  common::Nanoseconds elapsed() const { return last_end_ - start_; }
  /// Time integral of requests in flight, in requests x seconds.
  double in_flight_integral_s() const { return in_flight_.integral_s(); }

 private:
  void schedule_look(common::TimePoint now);

  const std::uint64_t concurrency_;
  const std::string request_;
  const common::Nanoseconds timeout_;
  Addresses addresses_;
  ReplyChecker checker_;
  const Observers observers_;

  const common::TimePoint start_ = common::SteadyClock::now();
  const std::optional<common::TimePoint> time_over_;
  common::TimePoint next_look_ = start_;
  common::TimePoint last_end_ = start_;
  std::uint64_t left_;
  Stop stop_ = Stop::none;
  InFlight in_flight_;
  Tally tally_;
  Traffic traffic_;
};

}  // namespace tiga::loadgen
