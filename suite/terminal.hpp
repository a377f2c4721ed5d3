// What stands on the terminal at the end of a run.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "suite/published.hpp"
#include "suite/run_data.hpp"
#include "suite/tables.hpp"
#include "suite/verdicts.hpp"

namespace tiga::suite {

/// The tables with the published figures beside them, the verdicts, what a reader must know, what
/// failed, where the files are. `no_chart` is why there is none.
std::string terminal_page(const RunData& run, std::span<const Table> tables,
                          std::span<const Verdict> verdicts, const Published& published,
                          const std::optional<std::string>& no_chart);

}  // namespace tiga::suite
