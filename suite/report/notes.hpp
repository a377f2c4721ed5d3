// Warnings and explanations for readers of a run. A function returns a sentence per case, and
// nothing if none applies.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

using Notes = std::vector<std::string>;

/// The run was interrupted or has not ended, after how many blocks and cells, or its budget ended
/// it before a verdict was possible: the first thing that a reader has to know of its figures.
Notes about_cut(const records::RunData& run, text::Language language);

/// Arms were left out because their programs are not installed.
Notes about_left_out(const records::RunData& run, text::Language language);

/// Arms of the plan without any cell.
Notes about_skipped_arms(const records::RunData& run, text::Language language);

/// The hypervisor gave more than 10 % of the time to others.
Notes about_stolen_time(const records::RunData& run, text::Language language);

/// Arms that wrk loaded: its cost and its checks differ from those of loadgen.
Notes about_generators(const plan::Plan& plan, text::Language language);

/// The machine has too few cores to show what a balancer gains. Of several hosts nothing.
Notes about_cores(const records::Manifest& manifest, text::Language language);

/// The build is not optimised or is sanitized; the sources are not a commit.
Notes about_build(const records::BuildFacts& build, text::Language language);

/// "16 of 20 blocks, until every interval was within the goal".
std::string blocks_run(const records::RunData& run, text::Language language);

/// Whether any row of the table, or of any table, has a published figure.
bool any_published(const ReportInput& input, const analysis::ResultTable& table);
bool any_published(const ReportInput& input);

/// Which run a table's row shows, without a full stop.
std::string what_a_row_is(text::Language language);

/// What the published figures are, if the tables show any.
Notes about_published(const ReportInput& input, text::Language language);

/// What the signs before a throughput mean, for those that occur.
Notes about_signs(std::span<const analysis::ResultTable> tables, text::Language language);

/// Appends `more` to `notes`.
void append(Notes& notes, Notes more);

}  // namespace tiga::suite::report
