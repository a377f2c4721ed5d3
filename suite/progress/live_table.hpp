// A run's figures so far as a table: pure, values and a size give lines.
#pragma once

#include <vector>

#include "suite/progress/live_figures.hpp"
#include "suite/progress/terminal.hpp"

namespace tiga::suite::progress {

/// A line for what the fields are, one for the levels, one for each arm; the newest field is bold.
/// `room` is what there is for the table. Where it is too narrow, first the numbers of blocks go,
/// then the intervals, then levels ("+2": so many are not shown); where it is too low, the first
/// line, then arms. The newest field always stays. Without room for a single field no line.
std::vector<Line> table_lines(const LiveFigures& figures, const Terminal& room);

}  // namespace tiga::suite::progress
