// What a reader of a run must know before believing its figures: one sentence each, where it
// applies.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "suite/analysis/tables.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::report {

using Notes = std::vector<std::string>;

/// The run was interrupted, or has not ended; arms that were left out since their programs are not
/// installed.
Notes about_end(const records::RunData& run, text::Language language);

/// Arms of the plan of which nothing was measured.
Notes about_skipped_arms(const records::RunData& run, text::Language language);

/// Time that the hypervisor gave to others, past 10 %.
Notes about_stolen_time(const records::RunData& run, text::Language language);

/// Arms that wrk loaded: the generator's own cost and checks are part of what an arm shows.
Notes about_generators(const plan::Plan& plan, text::Language language);

/// What so few cores cannot show.
Notes about_cores(const records::Manifest& manifest, text::Language language);

/// A build that does not measure, a source tree that is no commit.
Notes about_build(const records::BuildFacts& build, text::Language language);

/// "16 of 20 blocks, until every interval was within the goal".
std::string blocks_run(const records::RunData& run, text::Language language);

/// Whether a row of that table has a published figure beside it.
bool any_published(const plan::Plan& plan, const records::Published& published,
                   const analysis::ResultTable& table);

/// Without a full stop.
std::string what_a_row_is(text::Language language);

/// What the published figures are, where any stand beside a row.
Notes about_published(const records::RunData& run, std::span<const analysis::ResultTable> tables,
                      const records::Published& published, text::Language language);

/// The signs before a throughput, those that are there.
Notes about_signs(std::span<const analysis::ResultTable> tables, text::Language language);

/// `more` behind `notes`.
void append(Notes& notes, Notes more);

}  // namespace tiga::suite::report
