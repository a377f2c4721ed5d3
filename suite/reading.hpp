// How the page of a run is to be read.
#pragma once

#include <span>
#include <string>

#include "suite/notes.hpp"
#include "suite/published.hpp"
#include "suite/run_data.hpp"
#include "suite/tables.hpp"

namespace tiga::suite {

/// Whether a row of that table has a published figure beside it.
bool any_published(const Plan& plan, const Published& published, const Table& table);

/// Without a full stop.
std::string what_a_row_is(Language language);

/// What the published figures are, where any stand beside a row.
Notes about_published(const RunData& run, std::span<const Table> tables, const Published& published,
                      Language language);

/// The signs before a throughput, those that are there.
Notes about_signs(std::span<const Table> tables, Language language);

/// The section of the page: what a row is, its signs, other generators than ours, what two cores
/// cannot show, what makes figures doubtful. A note each, where it applies.
std::string reading_page(const RunData& run, std::span<const Table> tables,
                         const Published& published, Language language);

}  // namespace tiga::suite
