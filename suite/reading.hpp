// How the page of a run is to be read.
#pragma once

#include <span>
#include <string>

#include "suite/published.hpp"
#include "suite/run_data.hpp"
#include "suite/tables.hpp"

namespace tiga::suite {

/// Whether a row of that table has a published figure beside it.
bool any_published(const Plan& plan, const Published& published, const Table& table);

/// The section of the page: what a row is, its signs, other generators than ours, what two cores
/// cannot show, what makes figures doubtful. A note each, where it applies.
std::string reading_page(const RunData& run, std::span<const Table> tables,
                         const Published& published);

}  // namespace tiga::suite
