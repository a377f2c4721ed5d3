#include "suite/charts/points.hpp"

#include <fmt/format.h>

#include <utility>

#include "common/csv.hpp"

namespace tiga::suite::charts {
namespace {

std::string line_of(const Point& point) {
  const auto number = [](double value) { return fmt::format("{}", value); };
  return common::csv_line({std::string(point.mark), fmt::format("{}", point.slot.panel),
                           fmt::format("{}", point.slot.series), fmt::format("{}", point.path),
                           number(point.x), number(point.x_lower), number(point.x_upper),
                           number(point.y), number(point.y_lower), number(point.y_upper),
                           point.hollow ? "1" : "0"});
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
  chart.data = common::csv_line({"mark", "panel", "series", "path", "x", "x_lower", "x_upper", "y",
                                 "y_lower", "y_upper", "hollow"});
  std::vector<std::set<std::size_t>> series(panels);
  std::vector<std::set<std::pair<std::size_t, std::size_t>>> lines(panels);
  for (const Point& point : points) {
    chart.data += line_of(point);
    const auto& [panel, number] = point.slot;
    if (point.mark == "estimate" || point.mark == "curve") {
      series.at(panel - 1).insert(number);
      lines.at(panel - 1).emplace(number, point.path);
    }
  }
  std::vector<std::string> here;
  std::vector<std::string> line_series;
  std::vector<std::string> line_path;
  for (std::size_t panel = 0; panel < panels; ++panel) {
    here.push_back(fmt::format("{}", fmt::join(series[panel], " ")));
    std::vector<std::size_t> of;
    std::vector<std::size_t> along;
    for (const auto& [number, path] : lines[panel]) {
      of.push_back(number);
      along.push_back(path);
    }
    line_series.push_back(fmt::format("{}", fmt::join(of, " ")));
    line_path.push_back(fmt::format("{}", fmt::join(along, " ")));
  }
  chart.variables.texts("here", here);
  chart.variables.texts("line_series", line_series);
  chart.variables.texts("line_path", line_path);
}

}  // namespace tiga::suite::charts
