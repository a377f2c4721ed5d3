#include "suite/autopsy/defects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/csv.hpp"
#include "common/sequences.hpp"
#include "stats/median.hpp"
#include "suite/autopsy/law.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::autopsy {
namespace {

using Points = std::vector<AutopsyPoint>;

void add_point(Points& points, const Defect& defect, std::string_view series, double x,
               records::Real y, bool cut = false) {
  if (y) {
    points.push_back({std::string(defect.id), std::string(series), x, *y, cut});
  }
}

bool was_cut(const records::CellRow& cell) {
  const auto abandoned =
      cell.outcomes.at(static_cast<std::size_t>(loadgen::Outcome::abandoned)).value_or(0);
  return abandoned + cell.not_started.value_or(0) > 0;
}

// The curve 1/n whose requests together take as long as the published row of one connection:
// n²/(2T) / served.
void add_published_law(Points& points, const Defect& defect, const records::Published& published) {
  const records::TableRow* row = published.find(std::string(defect.published), 1);
  if (row == nullptr || !row->complete_requests || row->time_taken_s.value_or(0) <= 0) {
    return;
  }
  const auto requests = static_cast<double>(*row->complete_requests);
  for (std::uint64_t served = 1; served <= *row->complete_requests; served *= 10) {
    const auto so_far = static_cast<double>(served);
    add_point(points, defect, "published", so_far,
              requests * requests / (2 * *row->time_taken_s) / so_far);
  }
}

void add_by_served(Points& points, const Defect& defect, const records::RunData& run) {
  const std::uint64_t fewest = std::ranges::min(run.manifest.plan.concurrencies);
  for (const std::string& arm : arms_of(defect, run.manifest.plan)) {
    if (const records::CellRow* cell = typical_cell(run, arm, fewest)) {
      for (const RateAt& point : rates_by_served(cell->reply_times)) {
        add_point(points, defect, arm, point.served, point.per_second);
      }
    }
  }
}

void add_by_concurrency(Points& points, const Defect& defect, const records::RunData& run,
                        const records::Published& published) {
  for (const std::uint32_t level : common::sorted(run.manifest.plan.concurrencies)) {
    if (const records::TableRow* row = published.find(std::string(defect.published), level)) {
      add_point(points, defect, "published", level,
                defect.by_time ? row->time_taken_s : row->requests_per_second);
    }
  }
  for (const std::string& arm : arms_of(defect, run.manifest.plan)) {
    for (const records::CellRow* cell : typical_cells(run, arm)) {
      add_point(points, defect, arm, static_cast<double>(cell->concurrency),
                defect.by_time ? cell->time_taken_s : cell->requests_per_second, was_cut(*cell));
    }
  }
}

}  // namespace

std::span<const Defect> autopsy_defects() {
  static const std::array defects{
      Defect{.id = "autopsy-silent-balancer",
             .published = "balanced",
             .arms = {"silent-balancer"},
             .corrected = {"silent-balancer-corrected", "silent-balancer-alive"},
             .title = text::message("A balancer that closes without a word"),
             .what = text::message(
                 "Its backends are down. It reads the request, finds nobody to pass it to, and "
                 "closes the connection. ab takes that for a complete request. The corrected twin "
                 "answers 502; the same balancer with its backends up passes their replies on."),
             .shows = text::message(
                 "Throughput as ab counts it: the published table, the defect, the corrected "
                 "twin, and the same balancer with its backends up")},
      Defect{.id = "autopsy-spinning-server",
             .published = "threaded",
             .arms = {"spinning-server", "spinning-server-lock"},
             .corrected = {"spinning-server-corrected"},
             .title = text::message("Threads that never end"),
             .what = text::message(
                 "Each thread goes on receiving after it has closed its socket, gets an error at "
                 "once, ignores it and tries again, for ever: every connection served leaves one "
                 "thread more that wants a core. The corrected twin's threads end."),
             .shows = text::message(
                 "Rate against the connections served so far, one at a time; the published table "
                 "as the law 1/n that takes as long for its requests"),
             .by_served = true},
      Defect{.id = "autopsy-backlog",
             .published = "async",
             .arms = {"backlog-1", "backlog-5"},
             .corrected = {"backlog-4096"},
             .title = text::message("A short listen queue"),
             .what = text::message(
                 "The published servers had a backlog of 1 (threads) and 5 (event loop, balancer). "
                 "Where the queue is full the kernel drops the SYN, and the client sends it again "
                 "after one second, then two, then four. The corrected twin has room for 4096. "
                 "loadgen opens its connections all at once; ab opens them one after the other and "
                 "may never fill the queue. That this made the published 60 s is not known."),
             .shows = text::message(
                 "Time taken for the requests of a cell against concurrency: the published "
                 "table, backlogs of 1 and 5, and 4096"),
             .by_time = true},
      Defect{.id = "autopsy-not-found",
             .published = "async",
             .arms = {"not-found"},
             .corrected = {"not-found-corrected"},
             .title = text::message("404 for every page"),
             .what = text::message(
                 "Every reply is a 404 of 122 bytes. A table of times and bytes cannot tell it "
                 "from a page. The corrected twin answers 200 with as many bytes."),
             .shows = text::message(
                 "Throughput as ab counts it: the published table, 404 for every page, and 200")}};
  return defects;
}

std::vector<std::string> arms_of(const Defect& defect, const plan::Plan& plan) {
  std::vector<std::string> arms;
  const auto add = [&](const std::vector<std::string_view>& names) {
    for (const std::string_view name : names) {
      if (common::contains(plan.arms, name)) {
        arms.emplace_back(name);
      }
    }
  };
  add(defect.arms);
  if (!arms.empty()) {
    add(defect.corrected);
  }
  return arms;
}

bool shows_defects(const plan::Plan& plan) {
  return std::ranges::any_of(autopsy_defects(),
                             [&](const Defect& defect) { return !arms_of(defect, plan).empty(); });
}

const records::CellRow* typical_cell(const records::RunData& run, std::string_view arm,
                                     std::uint64_t concurrency) {
  std::vector<const records::CellRow*> cells;
  std::vector<double> times;
  for (const records::CellRow& cell : run.cells) {
    if (cell.arm == arm && cell.concurrency == concurrency && !cell.load && cell.time_taken_s) {
      cells.push_back(&cell);
      times.push_back(*cell.time_taken_s);
    }
  }
  const auto middle = stats::lower_middle_index(times);
  return middle ? cells[*middle] : nullptr;
}

std::vector<const records::CellRow*> typical_cells(const records::RunData& run,
                                                   std::string_view arm) {
  std::vector<const records::CellRow*> cells;
  for (const std::uint32_t level : common::sorted(run.manifest.plan.concurrencies)) {
    if (const records::CellRow* cell = typical_cell(run, arm, level)) {
      cells.push_back(cell);
    }
  }
  return cells;
}

std::vector<std::string> published_tables(const plan::Plan& plan) {
  std::vector<std::string> tables = plan.arms;
  for (const Defect& defect : autopsy_defects()) {
    if (!arms_of(defect, plan).empty() && !common::contains(tables, defect.published)) {
      tables.emplace_back(defect.published);
    }
  }
  return tables;
}

Points points_of(const Defect& defect, const records::RunData& run,
                 const records::Published& published) {
  Points points;
  if (arms_of(defect, run.manifest.plan).empty()) {
    return points;
  }
  if (defect.by_served) {
    add_published_law(points, defect, published);
    add_by_served(points, defect, run);
  } else {
    add_by_concurrency(points, defect, run, published);
  }
  return points;
}

Points autopsy_points(const records::RunData& run, const records::Published& published) {
  Points points;
  for (const Defect& defect : autopsy_defects()) {
    std::ranges::move(points_of(defect, run, published), std::back_inserter(points));
  }
  return points;
}

std::string autopsy_csv(const Points& points) {
  std::string text = common::csv_line({"chart", "series", "x", "y", "cut"});
  for (const AutopsyPoint& point : points) {
    text += common::csv_line({point.chart, point.series, fmt::format("{}", point.x),
                              fmt::format("{}", point.y), point.cut ? "yes" : "no"});
  }
  return text;
}

}  // namespace tiga::suite::autopsy
