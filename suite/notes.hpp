// What a reader of a run must know before believing its figures: one sentence each, where it
// applies.
#pragma once

#include <string>
#include <vector>

#include "suite/language.hpp"
#include "suite/run_data.hpp"

namespace tiga::suite {

using Notes = std::vector<std::string>;

/// The run was interrupted, or has not ended; arms that were left out since their programs are not
/// installed.
Notes about_end(const RunData& run, Language language);

/// Arms of the plan of which nothing was measured.
Notes about_skipped_arms(const RunData& run, Language language);

/// Time that the hypervisor gave to others, past 10 %.
Notes about_stolen_time(const RunData& run, Language language);

/// Arms that wrk loaded: the generator's own cost and checks are part of what an arm shows.
Notes about_generators(const Plan& plan, Language language);

/// What so few cores cannot show.
Notes about_cores(const Manifest& manifest, Language language);

/// A build that does not measure, a source tree that is no commit.
Notes about_build(const BuildFacts& build, Language language);

/// "16 of 20 blocks, until every interval was within the goal".
std::string blocks_run(const RunData& run, Language language);

/// `more` behind `notes`.
void append(Notes& notes, Notes more);

}  // namespace tiga::suite
