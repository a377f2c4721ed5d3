// What charts are drawn of, and what all of them have in common: arms, levels, ticks, captions.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/analysis/estimates.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/charts/gnuplot.hpp"
#include "suite/records/paths.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::charts {

/// A run, what was made of it, and the language to speak. What it refers to must live as long.
struct ChartSubject {
  const records::RunData& run;
  std::span<const analysis::Verdict> verdicts;
  const records::Published& published;
  const records::Paths& paths;
  text::Language language;
  std::span<const records::EstimateRow> estimates;
  std::span<const records::DistributionRow> distributions;

  const plan::Plan& plan() const { return run.manifest.plan; }
};

/// One chart of a run: the variables of its script, or why there is nothing to draw.
struct Chart {
  std::string title;
  ScriptVariables variables = {};  ///< style, axes and texts
  std::string data = {};           ///< CSV: all that is drawn
  std::string why_not = {};
};

/// Places on an axis with their names.
struct Ticks {
  std::vector<double> at;
  std::vector<std::string> names;
  std::vector<std::size_t> rows = {};  ///< of each name below the axis, 0 or 1; none: all 0
};

/// The least and the greatest of what is shown; what is not finite and positive is passed over.
struct AxisRange {
  double least = 0;
  double most = 0;

  void take(double value);
  bool empty() const { return most <= 0; }
};

/// Whether a cell, or a row that is made from cells, is of that level.
template <typename Row>
bool is_at(const Row& row, const plan::Level& level) {
  return row.concurrency == level.concurrency && row.load == level.load;
}

/// The estimate of a metric of an arm at a level, or nullptr.
const records::EstimateRow* find_estimate(const ChartSubject& subject, std::string_view metric,
                                          const plan::Level& level, std::string_view arm);

/// A level on an axis: "50", "50: 70 %"; "70 %" where the plan has one concurrency.
std::string level_mark(const ChartSubject& subject, const plan::Level& level);

/// "250 µs", "2 ms", "1 s".
std::string duration_name(double microseconds);

/// "1000", "0.25".
std::string plain_number(double value);

/// Marks of a logarithmic axis that holds `range` with a margin, by which it is widened: powers of
/// ten, or 1, 2 and 5 of each where it has few; at most `most` of them have a name.
Ticks log_ticks(AxisRange& range, std::size_t most,
                const std::function<std::string(double)>& name_of);

/// The concurrencies (ascending) on a logarithmic axis so many pixels wide. The first and the last
/// have a name, of those between who has room, in the second row of names where not in the first.
Ticks concurrency_ticks(const std::vector<double>& concurrencies, double pixels);

/// Between the marks of an axis from 0 to `most`, so that there are three to six: 1, 2 or 5 of a
/// power of ten.
double axis_step(double most);

void set_ticks(ScriptVariables& variables, std::string_view axis, const Ticks& ticks);

/// A logarithmic axis that shows `range`: its ends, which are returned, and log_ticks().
AxisRange set_log_axis(ScriptVariables& variables, std::string_view axis, AxisRange range,
                       std::size_t most_names, const std::function<std::string(double)>& name_of);

/// A panel for each title, side by side in so many columns.
void set_panels(ScriptVariables& variables, const std::vector<std::string>& titles,
                std::size_t most_columns);

/// A legend's texts, each with the number of its look in style.gp.
void set_legend(ScriptVariables& variables, const std::vector<std::string>& texts,
                const std::vector<std::size_t>& looks);

/// `looks`, by series, and the legend.
void set_arms(const ChartSubject& subject, ScriptVariables& variables,
              const std::vector<std::string>& arms);

/// A caption's lines: broken between words; a word longer than a line is cut.
std::vector<std::string> lines_of(std::string_view text);

/// The number of an arm's look, from 1: an architecture looks the same in every chart, whatever the
/// plan; other arms come after those.
std::size_t look_of(const plan::Plan& plan, const std::string& wanted);

/// Which cells a chart shows.
enum class Shown { valid, all };

/// Title and caption of a chart. `notes` come between what was sent and
/// where; empty ones are passed over.
void set_texts(const ChartSubject& subject, Chart& chart, std::vector<std::string> notes,
               Shown shown = Shown::valid);

/// What points, bars and dots are. `estimates` are those shown.
std::string interval_note(const ChartSubject& subject,
                          const std::vector<const records::EstimateRow*>& estimates);
/// How a chart marks what the generator bounds.
enum class BoundMark { hollow, none };

/// How many of them the generator bounds, and of how many that is not known; "" where of none.
std::string bound_caption(const std::vector<const records::EstimateRow*>& estimates,
                          text::Language language, BoundMark mark = BoundMark::hollow);
/// Arms of the plan that are not among those shown; "" where all are.
std::string missing_note(const ChartSubject& subject, const std::vector<std::string>& shown);

}  // namespace tiga::suite::charts
