// What charts take from a run's estimates and cells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suite/chart_subject.hpp"

namespace tiga::suite {

/// They live as long as the subject.
using EstimateRows = std::vector<const EstimateRow*>;

/// The estimates of one metric of those arms at those levels, by level, then arm.
EstimateRows rows_of(const ChartSubject& subject, std::string_view metric,
                     const std::vector<Level>& levels, const std::vector<std::string>& arms);

/// The levels of the open loops, or of the closed ones, ascending.
std::vector<Level> levels_where(const ChartSubject& subject, bool open_loop);

/// What is shown of a column of cells.csv, and of those rows.
Range range_of(const ChartSubject& subject, const std::vector<std::string>& arms,
               const std::vector<Level>& levels, const EstimateRows& rows, Real CellRow::*column);

/// The concurrencies of those rows, ascending.
std::vector<double> concurrencies_of(const EstimateRows& rows);

/// A logarithmic axis of concurrencies (ascending) so many pixels wide.
void set_concurrency_axis(ScriptVariables& variables, const std::vector<double>& concurrencies,
                          double pixels);

}  // namespace tiga::suite
