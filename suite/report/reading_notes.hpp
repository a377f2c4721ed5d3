// How the page of a run is to be read.
#pragma once

#include <span>
#include <string>

#include "suite/analysis/tables.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/report/notes.hpp"

namespace tiga::suite::report {

/// Whether a row of that table has a published figure beside it.
bool any_published(const plan::Plan& plan, const records::Published& published,
                   const analysis::Table& table);

/// Without a full stop.
std::string what_a_row_is(text::Language language);

/// What the published figures are, where any stand beside a row.
Notes about_published(const records::RunData& run, std::span<const analysis::Table> tables,
                      const records::Published& published, text::Language language);

/// The signs before a throughput, those that are there.
Notes about_signs(std::span<const analysis::Table> tables, text::Language language);

/// The section of the page: what a row is, its signs, other generators than ours, what two cores
/// cannot show, what makes figures doubtful. A note each, where it applies.
std::string reading_page(const records::RunData& run, std::span<const analysis::Table> tables,
                         const records::Published& published, text::Language language);

}  // namespace tiga::suite::report
