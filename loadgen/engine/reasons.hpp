// Why an exchange ended that did not end by its reply: for the examples of failures.
#pragma once

#include <string>

#include "common/clock.hpp"
#include "loadgen/options.hpp"
#include "loadgen/outcome.hpp"
#include "loadgen/requests/exchange.hpp"

namespace tiga::loadgen::engine {

/// The outcome of a request whose connection failed with that errno.
Outcome outcome_of_connect(int error);

/// What an exchange in progress still lacked when its timeout passed.
std::string why_timed_out(const requests::Exchange& exchange, const Options& options);

/// What an exchange in progress still lacked when the run was ended at `now`, and its age then,
/// from when it was due.
std::string why_abandoned(const requests::Exchange& exchange, const Options& options,
                          common::TimePoint now);

}  // namespace tiga::loadgen::engine
