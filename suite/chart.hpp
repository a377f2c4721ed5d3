// Charts, drawn by gnuplot from the scripts in plots/.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "suite/run_data.hpp"
#include "suite/tables.hpp"

namespace tiga::suite {

/// How many points are lower bounds, and of how many that is not known: "" where of none.
std::string bound_caption(std::span<const Table> tables);

/// Draws charts/throughput.{svg,png} from the run's cells.csv and tables/. Gives one line that says
/// why there is no chart, or nothing when it was drawn; a chart of an earlier call does not stay
/// when it could not be.
std::optional<std::string> draw_charts(const RunData& run, std::span<const Table> tables,
                                       const std::filesystem::path& plots);

}  // namespace tiga::suite
