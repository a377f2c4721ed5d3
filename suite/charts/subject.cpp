#include "suite/charts/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "common/sequences.hpp"
#include "common/text.hpp"
#include "suite/plan/level_text.hpp"
#include "suite/plan/registry.hpp"
#include "suite/report/failed_runs.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {
namespace {

constexpr std::size_t caption_columns = 76;
constexpr std::size_t title_columns = 60;

// As much of it as a legend has room for.
std::string shortened(std::string_view text) {
  std::size_t end = text.size();
  while (common::characters(text.substr(0, end)) > title_columns) {
    --end;
  }
  return end == text.size() ? std::string(text) : std::string(text.substr(0, end)) + "…";
}

}  // namespace

std::vector<std::string> lines_of(std::string_view text) {
  std::istringstream wrapped(
      common::wrap(common::words_between_blanks(text), {.width = caption_columns}));
  std::vector<std::string> lines;
  for (std::string line; std::getline(wrapped, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::size_t look_of(const plan::Plan& plan, const std::string& wanted) {
  std::size_t other = plan::architectures().size();
  for (const std::string& arm : plan.arms) {
    const plan::Architecture* architecture = plan::find_architecture(arm);
    other += architecture == nullptr ? 1U : 0U;
    if (arm == wanted) {
      return architecture == nullptr
                 ? other
                 : static_cast<std::size_t>(architecture - plan::architectures().data()) + 1;
    }
  }
  return other + 1;
}

void AxisRange::take(double value) {
  if (std::isfinite(value) && value > 0) {
    least = most > 0 ? std::min(least, value) : value;
    most = std::max(most, value);
  }
}

const records::EstimateRow* find_estimate(const ChartSubject& subject, std::string_view metric,
                                          const plan::Level& level, std::string_view arm) {
  return common::find_where(subject.estimates, [&](const records::EstimateRow& row) {
    return row.metric == metric && row.arm == arm && is_at(row, level);
  });
}

std::string level_mark(const ChartSubject& subject, const plan::Level& level) {
  const bool one = subject.plan().concurrencies.size() == 1;
  return level_text(level, one ? plan::LevelStyle::load : plan::LevelStyle::mark, subject.language);
}

std::string duration_name(double microseconds) {
  return microseconds >= 999'999 ? fmt::format("{:.6g} s", microseconds / 1e6)
         : microseconds >= 999.9 ? fmt::format("{:.6g} ms", microseconds / 1e3)
                                 : fmt::format("{:.6g} µs", microseconds);
}

std::string plain_number(double value) { return fmt::format("{:.6g}", value); }

Ticks log_ticks(AxisRange& range, std::size_t most,
                const std::function<std::string(double)>& name_of) {
  constexpr double margin = 1.25;
  range = {range.least / margin, range.most * margin};
  const std::vector<double> steps =
      range.most / range.least >= 100 ? std::vector<double>{1} : std::vector<double>{1, 2, 5};
  std::vector<double> marks;
  const int last = static_cast<int>(std::floor(std::log10(range.most)));
  for (int power = static_cast<int>(std::floor(std::log10(range.least))); power <= last; ++power) {
    for (const double step : steps) {
      const double mark = step * std::pow(10, power);
      if (mark >= range.least && mark <= range.most) {
        marks.push_back(mark);
      }
    }
  }
  const std::size_t every = std::max<std::size_t>((marks.size() + most - 1) / most, 1);
  Ticks ticks{marks, {}};
  for (std::size_t at = 0; at < marks.size(); ++at) {
    ticks.names.push_back(at % every == 0 ? name_of(marks[at]) : "");
  }
  return ticks;
}

Ticks concurrency_ticks(const std::vector<double>& concurrencies, double pixels) {
  constexpr double pixels_a_digit = 8;
  const double decades = std::max(std::log10(concurrencies.back() / concurrencies.front()), 1e-9);
  const auto place_of = [&](double concurrency) {
    return std::log10(concurrency / concurrencies.front()) / decades * pixels;
  };
  const auto half_of = [](const std::string& name) {
    return static_cast<double>(name.size()) * pixels_a_digit / 2 + 2;
  };
  Ticks ticks{concurrencies, common::transformed(concurrencies, [](double concurrency) {
                return fmt::format("{}", concurrency);
              })};
  const std::string last = ticks.names.back();
  const double last_begins = pixels - half_of(last);
  ticks.rows.resize(ticks.at.size());
  std::array<double, 2> free_from{-1e9, -1e9};
  for (std::size_t at = 0; at + 1 < ticks.at.size(); ++at) {
    const double left = place_of(ticks.at[at]) - half_of(ticks.names[at]);
    const double right = place_of(ticks.at[at]) + half_of(ticks.names[at]);
    const bool fits_first = left >= free_from[0] && (at == 0 || right <= last_begins);
    ticks.rows[at] = fits_first ? 0 : 1;
    double& row_free_from = free_from.at(ticks.rows[at]);
    const bool fits = left >= row_free_from;
    row_free_from = fits ? right : row_free_from;
    ticks.names[at] = fits ? ticks.names[at] : "";
  }
  return ticks;
}

double axis_step(double most) {
  const double power = std::pow(10, std::floor(std::log10(most / 3)));
  const double rough = most / 3 / power;
  return power * (rough >= 5 ? 5 : rough >= 2 ? 2 : 1);
}

void set_ticks(ScriptVariables& variables, std::string_view axis, const Ticks& ticks) {
  std::vector<std::string> names;
  for (const std::string& name : ticks.names) {
    std::string& format = names.emplace_back();  // gnuplot takes a tick's name as one
    for (const char letter : name) {
      format.append(letter == '%' ? 2 : 1, letter);
    }
  }
  variables.set(fmt::format("{}_tick_at", axis), ticks.at);
  variables.set(fmt::format("{}_tick", axis), names);
  if (!ticks.rows.empty()) {
    variables.set(fmt::format("{}_tick_row", axis), ticks.rows);
  }
}

AxisRange set_log_axis(ScriptVariables& variables, std::string_view axis, AxisRange range,
                       std::size_t most_names, const std::function<std::string(double)>& name_of) {
  set_ticks(variables, axis, log_ticks(range, most_names, name_of));
  variables.set(fmt::format("{}_least", axis), range.least);
  variables.set(fmt::format("{}_most", axis), range.most);
  return range;
}

void set_panels(ScriptVariables& variables, const std::vector<std::string>& titles,
                std::size_t most_columns) {
  variables.set("panels", titles.size());
  variables.set("columns", std::min(titles.size(), most_columns));
  variables.set("panel_title", titles);
}

void set_legend(ScriptVariables& variables, const std::vector<std::string>& texts,
                const std::vector<std::size_t>& looks) {
  variables.set("legend", texts);
  variables.set("legend_looks", looks);
}

void set_arms(const ChartSubject& subject, ScriptVariables& variables,
              const std::vector<std::string>& arms) {
  const auto titles = common::transformed(arms, [&](const std::string& arm) {
    return shortened(subject.plan().arm(arm).title.in(subject.language));
  });
  const auto looks = common::transformed(
      arms, [&](const std::string& arm) { return look_of(subject.plan(), arm); });
  variables.set("looks", looks);
  set_legend(variables, titles, looks);
}

void set_texts(const ChartSubject& subject, Chart& chart, std::vector<std::string> notes,
               Shown shown) {
  notes.insert(notes.begin(), load_caption(subject.run, subject.language));
  notes.push_back(shown == Shown::valid ? report::failures_text(subject.run, subject.language)
                                        : "");
  notes.push_back(place_caption(subject.run.manifest, subject.language));
  std::string caption;
  for (std::string& note : notes) {
    if (!note.empty()) {
      caption +=
          fmt::format("{}{}.", caption.empty() ? "" : " ", report::capitalised(std::move(note)));
    }
  }
  chart.variables.set("chart_title", chart.title);
  chart.variables.set("caption", lines_of(caption));
}

std::string interval_note(const ChartSubject& subject,
                          const std::vector<const records::EstimateRow*>& estimates) {
  const bool some = std::ranges::any_of(
      estimates, [](const records::EstimateRow* row) { return row->lower.has_value(); });
  const bool single = std::ranges::all_of(
      estimates, [](const records::EstimateRow* row) { return row->blocks == 1; });
  if (single) {
    return tr(subject.language, "One run a point; an interval takes 6 blocks");
  }
  if (!some) {
    return tr(subject.language, "Faint dots: single runs; an interval takes 6 blocks");
  }
  return tr(subject.language,
            "Lines through points: 95 % intervals of the median; faint dots: single runs");
}

std::string bound_caption(const std::vector<const records::EstimateRow*>& estimates,
                          text::Language language, BoundMark mark) {
  const auto unknown = std::ranges::count(estimates, "unknown", &records::EstimateRow::bound);
  const auto none = std::ranges::count(estimates, "", &records::EstimateRow::bound);
  const auto all = static_cast<std::ptrdiff_t>(estimates.size());
  std::string caption;
  if (all > unknown + none) {
    const std::string hollow = mark == BoundMark::hollow ? tr(language, "hollow: ") : "";
    caption = tr(language, "{}the generator was saturated, the server may do better ({} of {})",
                 hollow, all - unknown - none, all);
  }
  if (unknown > 0) {
    caption += tr(language, "{}not known whether the generator was saturated ({} of {})",
                  caption.empty() ? "" : "; ", unknown, all);
  }
  return caption;
}

std::string missing_note(const ChartSubject& subject, const std::vector<std::string>& shown) {
  const std::vector<std::string> missing = common::filtered(
      subject.plan().arms, [&](const std::string& arm) { return !common::contains(shown, arm); });
  return missing.empty() ? ""
                         : tr(subject.language, "No valid value of {}", fmt::join(missing, ", "));
}

}  // namespace tiga::suite::charts
