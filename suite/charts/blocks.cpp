// Throughput of each block, in the order in which they were measured: drift and outliers.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "common/sequences.hpp"
#include "suite/analysis/drift.hpp"
#include "suite/analysis/pressure.hpp"
#include "suite/charts/chart_rows.hpp"
#include "suite/charts/registry.hpp"
#include "suite/report/machine_notes.hpp"

namespace tiga::suite::charts {
namespace {

// Marks at whole blocks: every first, second, fifth, tenth, …
Ticks block_ticks(double last) {
  Ticks ticks;
  const auto step = static_cast<std::uint64_t>(std::max(1.0, axis_step(last)));
  for (std::uint64_t block = step; block <= static_cast<std::uint64_t>(last); block += step) {
    ticks.at.push_back(static_cast<double>(block));
    ticks.names.push_back(fmt::to_string(block));
  }
  return ticks;
}

void add_blocks(const ChartSubject& subject, std::vector<Point>& points, const plan::Level& level,
                const std::string& arm, Slot slot) {
  for (const records::CellRow& cell : subject.run.cells) {
    const records::Real value = analysis::value_of(analysis::Metric::throughput, cell);
    if (cell.arm == arm && is_at(cell, level) && value) {
      points.push_back({.mark = "curve",
                        .slot = slot,
                        .x = static_cast<double>(cell.block),
                        .y = *value,
                        .y_lower = *value,
                        .y_upper = *value});
    }
  }
}

std::vector<std::size_t> change_blocks(const std::vector<analysis::ArmDrift>& drifts) {
  std::set<std::size_t> blocks;
  for (const analysis::ArmDrift& one : drifts) {
    blocks.insert(static_cast<std::size_t>(one.drift.change));
  }
  return {blocks.begin(), blocks.end()};
}

void prepare_blocks(const ChartSubject& subject, Chart& chart) {
  const std::vector<plan::Level> closed = levels_where(subject, false);
  const std::vector<std::string> arms = arms_with(subject, {"throughput"}, closed);
  if (arms.empty()) {
    chart.why_not = tr(subject.language, "no valid cell of a closed loop");
    return;
  }
  const std::vector<plan::Level> levels =
      common::filtered(levels_with(subject, {"throughput"}, arms),
                       [](const plan::Level& level) { return !level.load.has_value(); });
  std::vector<Point> points;
  for (std::size_t panel = 0; panel < levels.size(); ++panel) {
    for (std::size_t at = 0; at < arms.size(); ++at) {
      add_blocks(subject, points, levels[panel], arms[at], {panel + 1, at + 1});
    }
  }
  const double last = *x_values(points).rbegin();
  if (last < 2) {
    chart.why_not = tr(subject.language, "one block: nothing can change");
    return;
  }
  set_points(chart, points, levels.size());
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_level_panels(subject, variables, levels);
  set_ticks(variables, "x", block_ticks(last));
  variables.set("last_block", last);
  variables.set("y_most", y_range(points).most * 1.05);
  variables.set("y_step", axis_step(y_range(points).most));
  const analysis::Pressure pressure =
      analysis::pressure_of(subject.run.manifest, subject.run.cells);
  const std::vector<std::size_t> changes = change_blocks(
      analysis::arm_drifts(subject.plan(), subject.run.cells, subject.run.manifest.seed));
  variables.set("busy", common::transformed(pressure.busy_blocks, [](int block) {
                  return static_cast<std::size_t>(block);
                }));
  variables.set("changes", changes);
  variables.set("x_title", tr(subject.language, "Block, in the order of the run"));
  variables.set("y_title", tr(subject.language, rate_title));
  set_texts(
      subject, chart,
      {tr(subject.language, "A point: one run"),
       pressure.busy_blocks.empty()
           ? ""
           : tr(subject.language, "grey: blocks in which other programs took time"),
       changes.empty() ? ""
                       : tr(subject.language, "dotted line: an arm's throughput changed there"),
       missing_note(subject, arms)});
}

std::string describe_blocks(const report::ReportInput& input) {
  const std::string changed = report::arm_drift_text(input.run, input.language);
  return changed.empty() ? tr(input.language, "No arm's throughput changed during the run.")
                         : changed;
}

}  // namespace

ChartKind blocks_chart() {
  return {.id = "blocks",
          .title = text::message("Throughput block by block"),
          .caption = text::message(
              "Throughput of each block in the order of the run: a drift, a step or an outlier "
              "shows here"),
          .prepare = prepare_blocks,
          .describe = describe_blocks};
}

}  // namespace tiga::suite::charts
