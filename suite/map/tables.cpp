// The tables of a map's page, and the one for LaTeX.
#include <fmt/format.h>

#include <functional>

#include "document/latex.hpp"
#include "suite/map/page.hpp"
#include "suite/map/sentences.hpp"
#include "suite/report/tex.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::map {
namespace {

using document::TableField;
using report::number_field;

using PlaceOf = std::function<std::string(const LevelDecision&, const plan::Plan&)>;

// A row for each workload, a column for each concurrency.
document::Table grid_of(const MapData& map, const std::string& id, const std::string& title,
                        const PlaceOf& place, text::Language language) {
  document::Table table;
  table.id = id;
  table.caption = fmt::format("{} {}", title, map_legend(language));
  table.columns.push_back({tr(language, "Workload")});
  for (const std::uint32_t level : map.concurrencies()) {
    table.columns.push_back({fmt::format("c={}", level)});
  }
  for (const MeasuredWorkload& workload : map.workloads) {
    std::vector<TableField>& row = table.rows.emplace_back();
    row.push_back({.text = workload.workload.title.in(language)});
    for (const std::uint32_t level : map.concurrencies()) {
      const LevelDecision* decision = workload.find_decision(level);
      row.push_back(
          {.text = decision == nullptr ? "" : place(*decision, workload.run.manifest.plan)});
    }
  }
  return table;
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
  const auto place = [&](const LevelDecision& decision, const plan::Plan& plan) {
    return decision.best.empty() ? tr(language, "no verdict")
                                 : fmt::format("{} {}", fmt::join(decision.best, " = "),
                                               place_text(decision, plan, decision.best,
                                                          map_letters(decision.best), language)
                                                   .ratio);
  };
  return grid_of(map, "winners",
                 tr(language, "Who wins at each workload and concurrency, and by how much."), place,
                 language);
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
    table.rows.push_back({{row.arm},
                          number_field(static_cast<double>(row.concurrency), 0),
                          {throughput_text(row), row.throughput},
                          number_field(row.server_cpu_us_per_request, 1),
                          number_field(row.context_switches, 2),
                          number_field(row.server_core_share, 2),
                          number_field(row.generator_core_share, 2),
                          {prediction_text(row, language), row.predicted},
                          number_field(row.measured_to_predicted, 2)});
  }
  return table;
}

std::string map_tex(const MapData& map, text::Language language) {
  const std::vector<std::string> arms = map.arms();
  const std::vector<std::string> letters = map_letters(arms);
  const auto place = [&](const LevelDecision& decision, const plan::Plan& plan) {
    const PlaceText text = place_text(decision, plan, arms, letters, language);
    return fmt::format("{} {}", text.letters, text.ratio);
  };
  std::vector<std::string> notes;
  for (std::size_t at = 0; at < arms.size(); ++at) {
    notes.push_back(fmt::format("{}: {}", letters[at], map.arm_title(arms[at], language)));
  }
  return report::tex_head() +
         to_latex(
             grid_of(map, "map", tr(language, "Which architecture wins when."), place, language),
             notes);
}

}  // namespace tiga::suite::map
