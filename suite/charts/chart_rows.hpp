// What charts take from a run's estimates and cells.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "suite/charts/points.hpp"

namespace tiga::suite::charts {

/// They live as long as the subject.
using EstimateRows = std::vector<const records::EstimateRow*>;

/// The estimates of those metrics of those arms at those levels, by metric, level, then arm.
EstimateRows rows_of(const ChartSubject& subject, const std::vector<std::string_view>& metrics,
                     const std::vector<plan::Level>& levels, const std::vector<std::string>& arms);

/// The arms that have such an estimate at one of the levels, in the plan's order.
std::vector<std::string> arms_with(const ChartSubject& subject,
                                   const std::vector<std::string_view>& metrics,
                                   const std::vector<plan::Level>& levels);

/// The levels at which one of the arms has such an estimate, ascending.
std::vector<plan::Level> levels_with(const ChartSubject& subject,
                                     const std::vector<std::string_view>& metrics,
                                     const std::vector<std::string>& arms);

/// The levels of the open loops, or of the closed ones, ascending.
std::vector<plan::Level> levels_where(const ChartSubject& subject, bool open_loop);

/// A logarithmic axis of concurrencies so many pixels wide.
void set_concurrency_axis(ScriptVariables& variables, const std::set<double>& concurrencies,
                          double pixels);

/// Adds what is known of a metric of an arm at those levels: a point for each valid cell, then one
/// for each estimate. `x_of` gives the place of a level by its index; values are multiplied by
/// `scale`.
void add_metric(const ChartSubject& subject, std::vector<Point>& points, std::string_view metric,
                const std::string& arm, Slot slot, const std::vector<plan::Level>& levels,
                const std::function<double(std::size_t level)>& x_of, double scale = 1);

/// The throughput of an arm's closed loops, by concurrency.
void add_closed_loops(const ChartSubject& subject, std::vector<Point>& points,
                      const std::string& arm, Slot slot);

/// Titles of axes.
inline constexpr text::Message concurrency_title =
    text::message("Concurrency (connections at once)");
inline constexpr text::Message rate_title = text::message("Requests per second");

/// Why a chart of latencies is not drawn.
inline constexpr text::Message no_latency = text::message("no latency of a valid cell is known");

/// A panel for each level, in one column or two.
void set_level_panels(const ChartSubject& subject, ScriptVariables& variables,
                      const std::vector<plan::Level>& levels);

}  // namespace tiga::suite::charts
