#include "suite/map/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "common/child_process.hpp"
#include "suite/charts/gnuplot.hpp"
#include "suite/charts/subject.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::map {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_letters = 3;  // that fit into a place

bool is_tie(const LevelDecision& decision) {
  return decision.decision == Decision::equivalent || decision.decision == Decision::inconclusive;
}

std::string letters_of(const LevelDecision& decision, const std::vector<std::string>& arms,
                       const std::vector<std::string>& letters) {
  if (decision.best.size() > most_letters) {
    return fmt::format("={}", decision.best.size());
  }
  std::vector<std::string> out;
  out.reserve(decision.best.size());
  for (const std::string& arm : decision.best) {
    const auto at = std::ranges::find(arms, arm) - arms.begin();
    out.push_back(letters.at(static_cast<std::size_t>(at)));
  }
  return fmt::format("{}", fmt::join(out, "="));
}

// The appearance of the places, row by row, with an array for each property.
struct Places {
  std::vector<std::size_t> looks;  ///< 0: a tie; 99: nothing is known
  std::vector<double> ratios;
  std::vector<std::string> letters;
  std::vector<std::string> texts;
};

Places places_of(const MapData& map, const std::vector<std::string>& arms,
                 const std::vector<std::uint32_t>& levels, const plan::Plan& all,
                 text::Language language) {
  constexpr std::size_t tie = 0;
  constexpr std::size_t nothing = 99;
  const std::vector<std::string> letters = map_letters(arms);
  Places places;
  for (const MeasuredWorkload& workload : map.workloads) {
    for (const std::uint32_t level : levels) {
      const LevelDecision* found = workload.find_decision(level);
      if (found == nullptr) {
        places.looks.push_back(nothing);
        places.ratios.push_back(1);
        places.letters.emplace_back();
        places.texts.emplace_back();
        continue;
      }
      const PlaceText text =
          place_text(*found, workload.run.manifest.plan, arms, letters, language);
      const bool none = found->best.empty();
      places.looks.push_back(none             ? nothing
                             : is_tie(*found) ? tie
                                              : charts::look_of(all, found->best.front()));
      places.ratios.push_back(found->ratio.value_or(1));
      places.letters.push_back(text.letters);
      places.texts.push_back(text.ratio);
    }
  }
  return places;
}

// Shorter than map_legend(), because a chart has little room.
std::string caption_of(const MapData& map, text::Language language) {
  return fmt::format(
      "{} {}.",
      tr(language,
         "Letter: the winner. Number: times the next one's throughput (≥: at least; ~: an "
         "estimate). CPU: the generator was the limit, so ranked by server CPU a request. "
         "Hatched: a tie (?: cannot be told)."),
      place_caption(map.workloads.front().run.manifest, language));
}

charts::ScriptVariables variables_of(const MapData& map, text::Language language) {
  const std::vector<std::string> arms = map.arms();
  const std::vector<std::uint32_t> levels = map.concurrencies();
  plan::Plan all;
  all.arms = arms;
  charts::ScriptVariables variables;
  variables.text("chart_title", tr(language, "Which architecture wins when"));
  variables.texts("caption", charts::lines_of(caption_of(map, language)));
  variables.texts("legend", {});
  variables.counts("legend_looks", {});
  std::vector<std::string> rows;
  for (const MeasuredWorkload& workload : map.workloads) {
    rows.push_back(workload.workload.title.in(language));
  }
  std::vector<std::string> columns;
  columns.reserve(levels.size());
  for (const std::uint32_t level : levels) {
    columns.push_back(fmt::format("{}", level));
  }
  std::vector<std::string> titles;
  std::vector<std::size_t> looks;
  for (const std::string& arm : arms) {
    titles.push_back(map.run_of(arm).manifest.plan.arm(arm).title.in(language));
    looks.push_back(charts::look_of(all, arm));
  }
  const Places places = places_of(map, arms, levels, all, language);
  variables.texts("row_title", rows);
  variables.texts("column_title", columns);
  variables.text("x_title", tr(language, "Concurrency (connections at once)"));
  variables.texts("arm_letter", map_letters(arms));
  variables.texts("arm_title", titles);
  variables.counts("arm_look", looks);
  variables.counts("place_look", places.looks);
  variables.numbers("place_ratio", places.ratios);
  variables.texts("place_letters", places.letters);
  variables.texts("place_text", places.texts);
  return variables;
}

}  // namespace

PlaceText place_text(const LevelDecision& decision, const plan::Plan& plan,
                     const std::vector<std::string>& arms, const std::vector<std::string>& letters,
                     text::Language language) {
  PlaceText text{letters_of(decision, arms, letters), ""};
  switch (decision.decision) {
    case Decision::equivalent:
      text.ratio = tr(language, "within {:.3g} %", plan.delta * 100);
      break;
    case Decision::inconclusive:
      text.ratio = "?";
      break;
    case Decision::alone:
      text.ratio = tr(language, "alone");
      break;
    case Decision::invalid:
      text = {"–", tr_in(language, "mark on the map", "no verdict")};
      break;
    case Decision::wins:
    case Decision::estimated:
      if (decision.ratio) {
        text.ratio =
            fmt::format("{}{}{}×", decision.by == analysis::Metric::server_cpu ? "CPU " : "",
                        decision.decision == Decision::estimated ? "~"
                        : decision.at_least                      ? "≥"
                                                                 : "",
                        report::ratio_text(*decision.ratio));
      }
      break;
  }
  return text;
}

std::string map_legend(text::Language language) {
  return tr(
      language,
      "The winner's letter and how many times the next one's throughput it has (≥: at least, the "
      "generator was the limit; ~: an estimate without a verdict); darker: further ahead. CPU: "
      "the generator was the limit of several, and the next takes so many times the server CPU a "
      "request. Hatched: a tie (=5: of so many); within 5 %: equivalent; ?: the blocks do not "
      "tell.");
}

std::string draw_map(const MapData& map, const records::Paths& paths, text::Language language) {
  const fs::path folder = map.folder / "charts";
  fs::remove_all(folder);
  if (map.workloads.empty()) {
    return tr(language, "Nothing was measured.");
  }
  if (!common::is_installed("gnuplot") || !fs::exists(paths.plots() / "map.gp")) {
    return tr(language,
              "Not drawn: gnuplot or its script was missing where this page was "
              "made.");
  }
  fs::create_directories(folder);
  const charts::Drawing drawing =
      run_script(paths.plots() / "map.gp", variables_of(map, language), folder, "map",
                 tr_in(language, "file title", "Which architecture wins when"));
  return drawing.drawn ? "" : drawing.said;
}

}  // namespace tiga::suite::map
