// The distribution of latency, a panel for each level.
#include <algorithm>

#include "suite/charts/chart_rows.hpp"
#include "suite/charts/describe.hpp"
#include "suite/charts/registry.hpp"

namespace tiga::suite::charts {
namespace {

constexpr double microseconds_a_second = 1e6;

// What a curve says at its place.
struct Curve {
  const records::DistributionRow* first = nullptr;
  const records::DistributionRow* last = nullptr;
};

Curve curve_of(const ChartSubject& subject, const plan::Level& level, const std::string& arm) {
  Curve curve;
  for (const records::DistributionRow& row : subject.distributions) {
    if (row.arm == arm && row.concurrency == level.concurrency && row.load == level.load) {
      curve.first = curve.first == nullptr ? &row : curve.first;
      curve.last = &row;
    }
  }
  return curve;
}

// The places of the arms that have a curve at that level.
std::vector<std::size_t> curves_at(const ChartSubject& subject, const plan::Level& level,
                                   const std::vector<std::string>& arms) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < arms.size(); ++at) {
    if (curve_of(subject, level, arms[at]).last != nullptr) {
      places.push_back(at + 1);
    }
  }
  return places;
}

std::string syn_note(const ChartSubject& subject, double longest) {
  return longest < microseconds_a_second
             ? ""
             : subject.said("Lines at 1 s and 3 s: a lost SYN is sent again after that time",
                            "Garis pada 1 s dan 3 s: saat SYN yang hilang dikirim ulang");
}

void prepare(const ChartSubject& subject, Chart& chart) {
  std::vector<plan::Level> levels = analysis::sorted_levels(subject.plan());
  std::erase_if(levels, [&](const plan::Level& level) {
    return curves_at(subject, level, subject.plan().arms).empty();
  });
  if (levels.empty()) {
    chart.why_not = subject.said("no valid cell left a histogram of its latencies",
                                 "tidak ada sel sah yang meninggalkan histogram latensi");
    return;
  }
  const std::vector<std::string> arms = arms_where(subject, [&](const std::string& arm) {
    return std::ranges::any_of(levels, [&](const plan::Level& level) {
      return curve_of(subject, level, arm).last != nullptr;
    });
  });
  AxisRange range;
  std::vector<std::string> here;
  for (const plan::Level& level : levels) {
    const std::vector<std::size_t> places = curves_at(subject, level, arms);
    here.push_back(list_of(places));
    for (const std::size_t place : places) {
      const Curve curve = curve_of(subject, level, arms[place - 1]);
      range.take(curve.first->latency_us);
      range.take(curve.last->latency_us);
    }
  }
  const double longest = range.most;
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_level_panels(subject, variables, levels);
  variables.texts("here", here);
  variables.number("longest", longest);
  set_ticks(variables, "x", log_ticks(range, levels.size() == 1 ? 7 : 4, duration_name));
  variables.number("x_least", range.least);
  variables.number("x_most", range.most);
  variables.text("x_title", subject.said("Latency", "Latensi"));
  variables.text("y_title",
                 subject.said("Requests that took less (%)", "Permintaan yang lebih cepat (%)"));
  set_texts(subject, chart,
            {subject.said("A curve: all requests of an arm's valid blocks",
                          "Kurva: semua permintaan blok sah sebuah server"),
             bound_caption(rows_of(subject, "latency_p50", levels, arms), subject.language,
                           BoundMark::none),
             syn_note(subject, longest), missing_note(subject, arms)});
}

}  // namespace

ChartKind ecdf_chart() {
  return {.id = "ecdf",
          .title = {"Distribution of latency (ECDF)", "Sebaran latensi (ECDF)"},
          .caption = {"Share of requests that were answered within a time; a SYN that was sent "
                      "again shows at 1 s and 3 s",
                      "Bagian permintaan yang terjawab dalam suatu waktu; SYN yang dikirim ulang "
                      "tampak pada 1 detik dan 3 detik"},
          .prepare = prepare,
          .describe = describe_latencies};
}

}  // namespace tiga::suite::charts
