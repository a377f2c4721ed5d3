// What all threads of a run share.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "common/clock.hpp"
#include "loadgen/options.hpp"
#include "loadgen/requests/addresses.hpp"
#include "loadgen/requests/exchange.hpp"
#include "loadgen/requests/pacing.hpp"
#include "loadgen/requests/timeline.hpp"
#include "loadgen/verify/reply_checker.hpp"

namespace tiga::loadgen::requests {

/// Called at the end of each exchange by its thread; may be empty.
using Trace = std::function<void(const Exchange& exchange)>;

/// One run. The threads change the quota, the expectation, the timeline and the count of ends, each
/// of which is thread-safe.
struct Shared {
  /// The clock of the run starts here, or at the instant that the options ask for if it is later.
  Shared(const Options& asked, std::string bytes, Addresses all, Trace observer)
      : options(asked),
        request(std::move(bytes)),
        addresses(std::move(all)),
        trace(std::move(observer)),
        start(std::max(common::SteadyClock::now(), asked.start_at.value_or(common::TimePoint{}))),
        quota(asked.requests),
        timeline(asked.threads) {}

  const Options options;
  const std::string request;
  const Addresses addresses;  ///< each thread takes a copy
  const Trace trace;
  const common::TimePoint start;
  const common::TimePoint counted_from = start + options.warmup;
  const std::shared_ptr<verify::Expectation> expectation = std::make_shared<verify::Expectation>();
  Quota quota;
  Timeline timeline;
  std::atomic<std::uint64_t> ended = 0;  ///< counted requests that have ended; lags behind a little
};

}  // namespace tiga::loadgen::requests
