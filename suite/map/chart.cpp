// The map as a heatmap.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/sequences.hpp"
#include "suite/charts/gnuplot.hpp"
#include "suite/charts/subject.hpp"
#include "suite/map/page.hpp"
#include "suite/map/sentences.hpp"
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
  const auto out = common::transformed(decision.best, [&](const std::string& arm) {
    return letters.at(static_cast<std::size_t>(std::ranges::find(arms, arm) - arms.begin()));
  });
  return fmt::format("{}", fmt::join(out, "="));
}

// The appearance of the places, row by row, with an array for each property. `all` has all arms.
void set_places(const MapData& map, const plan::Plan& all, text::Language language,
                charts::ScriptVariables& variables) {
  constexpr std::size_t tie = 0;
  constexpr std::size_t nothing = 99;
  const std::vector<std::string> arm_letters = map_letters(all.arms);
  std::vector<std::size_t> looks;
  std::vector<double> ratios;
  std::vector<std::string> letters;
  std::vector<std::string> texts;
  for (const MeasuredWorkload& workload : map.workloads) {
    for (const std::uint32_t level : map.concurrencies()) {
      const LevelDecision* found = workload.find_decision(level);
      const bool none = found == nullptr || found->best.empty();
      const PlaceText text = found == nullptr ? PlaceText{}
                                              : place_text(*found, workload.run.manifest.plan,
                                                           all.arms, arm_letters, language);
      looks.push_back(none             ? nothing
                      : is_tie(*found) ? tie
                                       : charts::look_of(all, found->best.front()));
      ratios.push_back(found == nullptr ? 1 : found->ratio.value_or(1));
      letters.push_back(text.letters);
      texts.push_back(text.ratio);
    }
  }
  variables.set("place_look", looks);
  variables.set("place_ratio", ratios);
  variables.set("place_letters", letters);
  variables.set("place_text", texts);
}

// Shorter than map_legend(), because a chart has little room.
std::string caption_of(const MapData& map, text::Language language) {
  return fmt::format(
      "{}{} {}.",
      tr(language,
         "Letter: the winner. Number: times the next one's throughput (≥: at least; ~: an "
         "estimate). CPU: the generator was the limit, so ranked by server CPU a request. "
         "Hatched: a tie (?: cannot be told)."),
      missing_arms(map, language), place_caption(map.workloads.front().run.manifest, language));
}

charts::ScriptVariables variables_of(const MapData& map, text::Language language) {
  plan::Plan all;
  all.arms = map.arms();
  charts::ScriptVariables variables;
  variables.set("chart_title", tr(language, "Which architecture wins when"));
  variables.set("caption", charts::lines_of(caption_of(map, language)));
  variables.set("legend", std::vector<std::string>{});
  variables.set("legend_looks", std::vector<std::size_t>{});
  variables.set("row_title",
                common::transformed(map.workloads, [&](const MeasuredWorkload& workload) {
                  return workload.workload.title.in(language);
                }));
  variables.set("column_title", common::transformed(map.concurrencies(), [](std::uint32_t level) {
                  return fmt::format("{}", level);
                }));
  variables.set("x_title", tr(language, "Concurrency (connections at once)"));
  variables.set("arm_letter", map_letters(all.arms));
  variables.set("arm_title", common::transformed(all.arms, [&](const std::string& arm) {
                  return map.arm_title(arm, language);
                }));
  variables.set("arm_look", common::transformed(all.arms, [&](const std::string& arm) {
                  return charts::look_of(all, arm);
                }));
  set_places(map, all, language, variables);
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
  fs::create_directory(folder);
  try {
    const charts::Drawing drawing =
        run_script(paths.plots() / "map.gp", variables_of(map, language), folder, "map",
                   tr_in(language, "file title", "Which architecture wins when"));
    return drawing.drawn ? "" : drawing.said;
  } catch (const common::CannotRun& error) {  // the page does not need it
    return error.what();
  }
}

}  // namespace tiga::suite::map
