// Checks whether options make a run possible.
#pragma once

#include "loadgen/options.hpp"

namespace tiga::loadgen::cli {

/// Throws common::UsageError with one line that names the option. Refused are: headers, cookies,
/// credentials or a content type that would corrupt the request; an empty method; a concurrency or
/// a number of threads greater than the number of requests; output files that could not be written
/// at the end of the run.
void check(const Options& options);

}  // namespace tiga::loadgen::cli
