// The work of one thread of the generator and its results. Engines differ in their system calls.
// Which request is started when, how its reply is judged, and how its end is counted is here, once
// for all engines.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "loadgen/requests/addresses.hpp"
#include "loadgen/requests/exchange.hpp"
#include "loadgen/requests/pacing.hpp"
#include "loadgen/requests/shared.hpp"
#include "loadgen/requests/sources.hpp"
#include "loadgen/requests/tally.hpp"
#include "loadgen/requests/timeline.hpp"
#include "loadgen/requests/unfinished.hpp"
#include "loadgen/verify/reply_checker.hpp"

namespace tiga::loadgen::requests {

/// Why a run ended before its last request.
enum class Stop : std::uint8_t {
  none,
  time_over,    ///< -t
  interrupted,  ///< a signal of common::stop_signals()
  unreachable,  ///< as many requests failed as may be in flight, and no connection was ever
                ///< made
};

/// One thread's part of a run. Not thread-safe; made by the thread that uses it.
class Work {
 public:
  /// The part of thread number `thread` of `shared.options.threads`. `shared` must outlive it.
  Work(Shared& shared, unsigned thread);

  /// How many requests of this thread may be in flight.
  std::uint64_t concurrency() const { return concurrency_; }
  const Options& options() const { return shared_.options; }
  const std::string& request() const { return shared_.request; }
  verify::ReplyChecker& checker() { return checker_; }
  Addresses& addresses() { return addresses_; }
  const Addresses& addresses() const { return addresses_; }
  /// Where connections to `addresses().at(address)` may come from.
  const Sources& sources(std::size_t address) const { return sources_[address]; }
  /// The first source address of the connections of a slot.
  unsigned first_source(std::uint64_t place) const;
  /// A connection was made from source number `source`.
  void used_source(unsigned source) { sources_used_ = std::max(sources_used_, source + 1); }
  unsigned sources_used() const { return sources_used_; }

  /// Starts the next request in `exchange`, if one is due. `connected`: its connection is open.
  bool begin(Exchange& exchange, bool connected, common::TimePoint now);
  /// Counts the end of an exchange that was started here and went to `addresses().at(address)`.
  void end(Exchange& exchange, std::size_t address);

  /// When the next request is due: in the past if it is due now, TimePoint::max() if never.
  common::TimePoint next_due() const {
    return stop_ == Stop::none ? pacing_.next_due() : common::TimePoint::max();
  }
  /// Whether all work is done.
  bool over() const { return stop_ != Stop::none || (in_flight_ == 0 && pacing_.exhausted()); }
  bool any_in_flight() const { return in_flight_ > 0; }

  /// To be called at next_look() at the latest: begins the counted part, checks whether the time is
  /// over, and publishes the progress of this thread.
  void check_clock(common::TimePoint now);
  common::TimePoint next_check() const { return next_check_; }

  /// Starts no further request; those in flight have to be abandoned.
  void stop(Stop why);
  Stop stopped() const { return stop_; }
  /// How the last request ended, counted or not, if stopped() is Stop::unreachable.
  Outcome last_outcome() const { return last_outcome_; }
  const std::string& last_failure() const { return last_failure_; }
  /// Must be called by this thread when its engine is done.
  void finish();

  const Tally& tally() const { return tally_; }
  const OutcomeCounts& warmup() const { return warmup_; }
  /// Requests that were in flight when the run was ended.
  const Unfinished& unfinished() const { return unfinished_; }
  /// Counted requests that were started.
  std::uint64_t started() const { return started_; }
  /// Counted requests that were due and not started.
  std::uint64_t not_started() const { return pacing_.not_started(); }
  /// End of the last counted exchange that ended.
  common::TimePoint last_end() const { return last_end_; }
  /// Time integral of counted requests in flight, in requests x seconds.
  double in_flight_integral_s() const { return counted_in_flight_.integral_s(); }
  /// When this thread could start its first request: at the start of the run, or as soon as it was
  /// set up and awake. `nullopt` if it was stopped before.
  std::optional<common::TimePoint> began() const { return began_; }
  /// CPU time of this thread in the counted part; known once finished.
  common::Nanoseconds cpu_time() const { return cpu_after_ - cpu_before_; }
  /// The part of it spent polling for the due time of the next request.
  common::Nanoseconds busy_wait() const { return busy_wait_; }
  void waited_busily(common::Nanoseconds time) {
    busy_wait_ += counting_ ? time : common::Nanoseconds::zero();
  }

 private:
  void schedule_check(common::TimePoint now);
  void publish();

  Shared& shared_;
  const std::uint64_t concurrency_;
  Addresses addresses_;
  std::vector<Sources> sources_;  // by address
  unsigned sources_needed_ = 1;
  unsigned sources_used_ = 1;
  verify::ReplyChecker checker_;
  Pacing pacing_;
  std::optional<TimelineRecorder> timeline_;

  const common::TimePoint end_of_time_;  // of -t or --duration
  std::optional<common::TimePoint> began_;
  bool counting_ = false;
  common::TimePoint next_check_;
  common::TimePoint last_end_;
  common::Nanoseconds cpu_before_{};
  common::Nanoseconds cpu_after_{};
  common::Nanoseconds busy_wait_{};
  Stop stop_ = Stop::none;
  Outcome last_outcome_ = Outcome::abandoned;
  std::string last_failure_;
  std::int64_t in_flight_ = 0;  // warm-up included
  InFlight counted_in_flight_;
  std::uint64_t started_ = 0;
  std::uint64_t published_ = 0;
  Tally tally_;
  OutcomeCounts warmup_;
  Unfinished unfinished_;
};

}  // namespace tiga::loadgen::requests
