// What options must be to make a run.
#pragma once

#include "loadgen/options.hpp"

namespace tiga::loadgen::cli {

/// Throws common::UsageError, one line that names the option: headers, cookies, credentials and
/// content type that would break the request; no method; more at a time, or more threads, than
/// there is to do; output files that could not be written at the end of the run.
void check(const Options& options);

}  // namespace tiga::loadgen::cli
