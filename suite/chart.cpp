#include "suite/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "suite/home.hpp"
#include "suite/last_words.hpp"
#include "suite/registry.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// A gnuplot assignment; within single quotes nothing is special but the quote itself.
std::string assign(std::string_view name, std::string_view value) {
  std::string quoted;
  for (const char letter : value) {
    quoted += letter;
    if (letter == '\'') {
      quoted += letter;
    }
  }
  return fmt::format("{}='{}'; ", name, quoted);
}

// Names in quotes with blanks between, as gnuplot's word() takes them apart.
std::string words(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    out += fmt::format("{}\"{}\"", out.empty() ? "" : " ", text);
  }
  return out;
}

std::string settings(const RunData& run, std::span<const Table> tables) {
  const Plan& plan = run.manifest.plan;
  std::vector<std::string> titles;
  std::vector<std::size_t>
      styles;  // an architecture looks the same in every chart, whatever the plan
  for (const std::string& arm : plan.arms) {
    titles.push_back(plan.arm(arm).title);
    const Architecture* architecture = find_architecture(arm);
    styles.push_back(architecture == nullptr
                         ? architectures().size() + titles.size()
                         : static_cast<std::size_t>(architecture - architectures().data()) + 1);
  }
  std::vector<std::uint32_t> levels = plan.concurrencies;
  std::ranges::sort(levels);
  return assign("run", run.folder.string()) + assign("arms", words(plan.arms)) +
         assign("titles", words(titles)) +
         assign("styles", fmt::format("{}", fmt::join(styles, " "))) +
         assign("levels", fmt::format("{}", fmt::join(levels, " "))) +
         assign("load_caption", load_caption(run, Language::english)) +
         assign("place_caption", place_caption(run.manifest, Language::english)) +
         assign("bound_caption", bound_caption(tables));
}

// Draws one chart in one format beside its place and moves it there; what gnuplot said if it
// failed.
std::optional<std::string> draw(const RunData& run, const std::string& settings,
                                const fs::path& script, const std::string& format) {
  const fs::path chart =
      run.folder / "charts" / fmt::format("{}.{}", script.stem().string(), format);
  const fs::path beside = chart.string() + ".part";
  common::Command command;
  command.arguments = {"gnuplot", "-e",
                       settings + assign("format", format) + assign("out", beside.string()),
                       script.string()};
  const common::CommandResult result = common::run_command(command, 60s);
  std::error_code error;
  if (result.report.succeeded() && fs::exists(beside)) {
    fs::rename(beside, chart, error);
    return std::nullopt;
  }
  fs::remove(beside, error);
  return fmt::format("gnuplot {} on {}: {}", result.report.describe(), for_people(script),
                     last_line(result.error));
}

}  // namespace

std::string bound_caption(std::span<const Table> tables) {
  std::size_t points = 0;
  std::size_t bounds = 0;
  std::size_t unknown = 0;
  for (const Table& table : tables) {
    for (const TableEntry& entry : table.rows) {
      ++points;
      bounds += entry.lower_bound.value_or(false) ? 1U : 0U;
      unknown += entry.lower_bound ? 0U : 1U;
    }
  }
  std::string caption;
  if (bounds > 0) {
    caption = fmt::format("lower bounds, since the generator was saturated: {} of {} points",
                          bounds, points);
  }
  if (unknown > 0) {
    caption += fmt::format("{}not known whether lower bounds: {} of {}",
                           caption.empty() ? "" : "; ", unknown, points);
  }
  return caption;
}

std::optional<std::string> draw_charts(const RunData& run, std::span<const Table> tables,
                                       const fs::path& plots) {
  fs::remove_all(run.folder / "charts");
  if (run.invalid_cells() == run.cells.size()) {
    return "no chart: there is no valid cell to draw";
  }
  if (!common::is_installed("gnuplot")) {
    return "no chart: gnuplot is not installed; install gnuplot-nox and type: tiga report " +
           run.folder.filename().string();
  }
  const fs::path script = plots / "throughput.gp";
  if (!fs::exists(script)) {
    return fmt::format("no chart: there is no {}; name the folder above plots/ with --home",
                       for_people(script));
  }
  fs::create_directories(run.folder / "charts");
  for (const char* format : {"svg", "png"}) {
    if (auto failed = draw(run, settings(run, tables), script, format)) {
      return "no chart: " + *failed;
    }
  }
  return std::nullopt;
}

}  // namespace tiga::suite
