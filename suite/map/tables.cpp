#include "suite/map/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "document/latex.hpp"
#include "suite/map/chart.hpp"
#include "suite/map/sentences.hpp"
#include "suite/report/page_parts.hpp"
#include "suite/report/tex.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::map {
namespace {

using document::TableField;
using report::number_field;

// How a place reads in a table: "threaded 12.1×".
std::string place(const LevelOutcome& outcome, const plan::Plan& plan, text::Language language) {
  if (outcome.best.empty()) {
    return tr(language, "no verdict");
  }
  const PlaceText text =
      place_text(outcome, plan, outcome.best, map_letters(outcome.best), language);
  return fmt::format("{} {}", fmt::join(outcome.best, " = "), text.ratio);
}

const LevelOutcome* outcome_of(const MeasuredWorkload& workload, std::uint32_t level) {
  const auto found =
      std::ranges::find(workload.outcomes, std::uint64_t{level}, &LevelOutcome::concurrency);
  return found == workload.outcomes.end() ? nullptr : &*found;
}

std::string throughput_text(const records::MapRow& row) {
  if (!row.throughput) {
    return "";
  }
  std::string text = fmt::format("{}{:.0f}", row.bound == "at least" ? "≥ " : "", *row.throughput);
  if (row.lower && row.upper) {
    text += fmt::format(" [{:.0f}, {:.0f}]", *row.lower, *row.upper);
  }
  return text;
}

}  // namespace

document::Table winners_table(const MapData& map, text::Language language) {
  document::Table table;
  table.id = "winners";
  table.caption = fmt::format(
      "{} {}", tr(language, "Who wins at each workload and concurrency, and by how much."),
      map_legend(language));
  table.columns.push_back({tr(language, "Workload")});
  for (const std::uint32_t level : map.concurrencies()) {
    table.columns.push_back({fmt::format("c={}", level)});
  }
  for (const MeasuredWorkload& workload : map.workloads) {
    std::vector<TableField> row{TableField{.text = workload.workload.title.in(language)}};
    for (const std::uint32_t level : map.concurrencies()) {
      const LevelOutcome* outcome = outcome_of(workload, level);
      row.push_back(TableField{
          .text = outcome == nullptr ? "" : place(*outcome, workload.run.manifest.plan, language)});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

document::Table cells_table(const MapData& map, const MeasuredWorkload& workload,
                            text::Language language) {
  document::Table table;
  table.id = fmt::format("{}-cells", workload.workload.name);
  table.caption = fmt::format(
      "{}: {}. {} {}.", workload.workload.title.in(language), load_caption(workload.run, language),
      tr(language,
         "Medians over the valid blocks with 95 % intervals, and the model's prediction."),
      place_caption(workload.run.manifest, language));
  table.columns = {{tr(language, "Server")},
                   {tr(language, "Concurrency"), true},
                   {tr(language, "Requests/s"), true},
                   {tr(language, "Server CPU (µs)"), true},
                   {tr(language, "Switches"), true},
                   {tr(language, "Servers' share"), true},
                   {tr(language, "Generator's share"), true},
                   {tr(language, "Predicted"), true},
                   {tr(language, "Measured / predicted"), true}};
  for (const records::MapRow& row : map.rows) {
    if (row.workload != workload.workload.name) {
      continue;
    }
    TableField rate{.text = throughput_text(row)};
    rate.sort_by = row.throughput;
    TableField predicted{.text = prediction_text(row, language)};
    predicted.sort_by = row.predicted;
    table.rows.push_back({TableField{.text = row.arm},
                          TableField{.text = fmt::format("{}", row.concurrency),
                                     .sort_by = static_cast<double>(row.concurrency)},
                          std::move(rate), number_field(row.server_cpu_us_per_request, 1),
                          number_field(row.context_switches, 2),
                          number_field(row.server_core_share, 2),
                          number_field(row.generator_core_share, 2), std::move(predicted),
                          number_field(row.measured_to_predicted, 2)});
  }
  return table;
}

std::string map_tex(const MapData& map, text::Language language) {
  document::Table table;
  std::vector<std::string> notes;
  table.id = "map";
  table.caption =
      fmt::format("{} {}", tr(language, "Which architecture wins when."), map_legend(language));
  table.columns.push_back({tr(language, "Workload")});
  for (const std::uint32_t level : map.concurrencies()) {
    table.columns.push_back({fmt::format("c={}", level)});
  }
  const std::vector<std::string> arms = map.arms();
  const std::vector<std::string> letters = map_letters(arms);
  for (const MeasuredWorkload& workload : map.workloads) {
    std::vector<TableField> fields{TableField{.text = workload.workload.title.in(language)}};
    for (const std::uint32_t level : map.concurrencies()) {
      const LevelOutcome* outcome = outcome_of(workload, level);
      const PlaceText text = outcome == nullptr ? PlaceText{}
                                                : place_text(*outcome, workload.run.manifest.plan,
                                                             arms, letters, language);
      fields.push_back(TableField{.text = fmt::format("{} {}", text.letters, text.ratio)});
    }
    table.rows.push_back(std::move(fields));
  }
  for (std::size_t at = 0; at < arms.size(); ++at) {
    notes.push_back(
        fmt::format("{}: {}", letters[at],
                    map.run_of(arms[at]).manifest.plan.arm(arms[at]).title.in(language)));
  }
  return report::tex_head() + to_latex(table, notes);
}

}  // namespace tiga::suite::map
