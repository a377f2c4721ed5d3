// What a chart draws: the rows of its data file.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "suite/charts/subject.hpp"

namespace tiga::suite::charts {

/// Which panel and series of a chart something belongs to, from 1. A series has the look of that
/// number in `looks`.
struct Slot {
  std::size_t panel = 1;
  std::size_t series = 1;
};

/// A row of a chart's data file. Scripts select rows by mark, panel and series.
struct Point {
  std::string_view mark;  ///< "run", "estimate", "failed", "published", "curve"
  Slot slot;
  double x = 0;
  double y = 0;
  /// The intervals of an estimate; without one, the value itself at both ends.
  double x_lower = x;
  double x_upper = x;
  double y_lower = y;
  double y_upper = y;
  bool hollow = false;   ///< the generator was the limit
  std::size_t path = 1;  ///< points of one series that a line joins
};

/// Adds a point for each valid cell of the arm, in the order of cells.csv: `point_of` gives its
/// place, `nullopt` for a cell that is not drawn.
using PointOfCell = std::function<std::optional<Point>(const records::CellRow& cell)>;
void add_runs(const ChartSubject& subject, std::vector<Point>& points, const std::string& arm,
              const PointOfCell& point_of);

/// The point of an estimate at `x`; values are multiplied by `scale`.
Point estimate_point(const records::EstimateRow& row, Slot slot, double x, double scale = 1);

/// What the points and their intervals along the y axis span, and the same along the x axis.
AxisRange y_range(std::span<const Point> points);
AxisRange x_range(std::span<const Point> points);

/// Their places along the x axis.
std::set<double> x_values(std::span<const Point> points);

/// Makes them the chart's data. For each of so many panels `here` lists the series that have
/// estimates or curves there, `failed` those with points of that mark, and `line_series` with
/// `line_path` the lines of estimates: gnuplot warns of a plot without a point.
void set_points(Chart& chart, const std::vector<Point>& points, std::size_t panels);

}  // namespace tiga::suite::charts
