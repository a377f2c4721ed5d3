// What charts take from a run's estimates and cells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suite/charts/points.hpp"

namespace tiga::suite::charts {

/// They live as long as the subject.
using EstimateRows = std::vector<const records::EstimateRow*>;

/// The estimates of one metric of those arms at those levels, by level, then arm.
EstimateRows rows_of(const ChartSubject& subject, std::string_view metric,
                     const std::vector<plan::Level>& levels, const std::vector<std::string>& arms);

/// The levels of the open loops, or of the closed ones, ascending.
std::vector<plan::Level> levels_where(const ChartSubject& subject, bool open_loop);

/// The concurrencies of those rows, ascending.
std::vector<double> concurrencies_of(const EstimateRows& rows);

/// A logarithmic axis of concurrencies (ascending) so many pixels wide.
void set_concurrency_axis(ScriptVariables& variables, const std::vector<double>& concurrencies,
                          double pixels);

/// The throughput of an arm's closed loops, by concurrency.
void add_closed_loops(const ChartSubject& subject, std::vector<Point>& points,
                      const std::string& arm, Slot slot);

/// Titles of axes.
std::string concurrency_title(const ChartSubject& subject);
std::string rate_title(const ChartSubject& subject);

/// Why a chart of latencies is not drawn.
std::string no_latency(const ChartSubject& subject);

/// A panel for each level, in one column or two.
void set_level_panels(const ChartSubject& subject, ScriptVariables& variables,
                      const std::vector<plan::Level>& levels);

}  // namespace tiga::suite::charts
