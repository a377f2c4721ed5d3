#include "suite/charts/points.hpp"

#include <fmt/format.h>

#include <utility>

#include "common/sequences.hpp"

namespace tiga::suite::charts {
namespace {

std::string line_of(const Point& point) {
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{:d}\n", point.mark, point.slot.panel,
                     point.slot.series, point.path, point.x, point.x_lower, point.x_upper, point.y,
                     point.y_lower, point.y_upper, point.hollow);
}

AxisRange range_of(std::span<const Point> points, double Point::*lower, double Point::*upper) {
  AxisRange range;
  for (const Point& point : points) {
    range.take(point.*lower);
    range.take(point.*upper);
  }
  return range;
}

}  // namespace

void add_runs(const ChartSubject& subject, std::vector<Point>& points, const std::string& arm,
              const PointOfCell& point_of) {
  for (const records::CellRow& cell : subject.run.cells) {
    if (!cell.valid || cell.arm != arm) {
      continue;
    }
    if (std::optional<Point> point = point_of(cell)) {
      points.push_back(*point);
    }
  }
}

Point estimate_point(const records::EstimateRow& row, Slot slot, double x, double scale) {
  return {.mark = "estimate",
          .slot = slot,
          .x = x,
          .y = row.median * scale,
          .y_lower = row.lower.value_or(row.median) * scale,
          .y_upper = row.upper.value_or(row.median) * scale,
          .hollow = row.bound == "at least" || row.bound == "at most"};
}

AxisRange y_range(std::span<const Point> points) {
  return range_of(points, &Point::y_lower, &Point::y_upper);
}

AxisRange x_range(std::span<const Point> points) {
  return range_of(points, &Point::x_lower, &Point::x_upper);
}

std::set<double> x_values(std::span<const Point> points) {
  std::set<double> values;
  for (const Point& point : points) {
    values.insert(point.x);
  }
  return values;
}

void set_points(Chart& chart, const std::vector<Point>& points, std::size_t panels) {
  using Line = std::pair<std::size_t, std::size_t>;  // its series and path
  chart.data = "mark,panel,series,path,x,x_lower,x_upper,y,y_lower,y_upper,hollow\n";
  std::vector<std::set<std::size_t>> series(panels);
  std::vector<std::set<std::size_t>> failed(panels);
  std::vector<std::set<Line>> lines(panels);
  for (const Point& point : points) {
    chart.data += line_of(point);
    const auto& [panel, number] = point.slot;
    if (point.mark == "estimate" || point.mark == "curve") {
      series.at(panel - 1).insert(number);
      lines.at(panel - 1).emplace(number, point.path);
    } else if (point.mark == "failed") {
      failed.at(panel - 1).insert(number);
    }
  }
  const auto list = [](const auto& numbers) { return fmt::format("{}", fmt::join(numbers, " ")); };
  const auto list_of = [&](auto member) {
    return common::transformed(
        lines, [&](const auto& all) { return list(common::transformed(all, member)); });
  };
  chart.variables.set("here", common::transformed(series, list));
  chart.variables.set("failed", common::transformed(failed, list));
  chart.variables.set("line_series", list_of(&Line::first));
  chart.variables.set("line_path", list_of(&Line::second));
}

}  // namespace tiga::suite::charts
