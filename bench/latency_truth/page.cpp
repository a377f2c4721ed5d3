#include "bench/latency_truth/study.hpp"

#include <fmt/format.h>

#include "common/error.hpp"
#include "stats/median.hpp"

namespace tiga::bench {
namespace {

using tests::Compared;
using tests::Sending;

std::string name_of(const tests::TruthCase& run) {
  switch (run.sending) {
    case Sending::closed:
      return fmt::format("closed, {} in flight", run.concurrency);
    case Sending::open_constant:
      return fmt::format("open, constant, {:.0f}/s", run.rate);
    case Sending::open_poisson:
      return fmt::format("open, Poisson, {:.0f}/s", run.rate);
  }
  return {};
}

std::string show(const Compared& compared) {
  return fmt::format("{:.0f} / {}", compared.truth_us,
                     compared.measured_us ? fmt::format("{:.0f}", *compared.measured_us) : "-");
}

double difference(const Compared& compared) {
  return compared.measured_us.value_or(0) - compared.truth_us;
}

// What `of` gives of the run with the lower median difference.
template <class Of>
const Compared& middle(const std::vector<tests::TruthResult>& runs, Of of) {
  std::vector<double> differences;
  for (const tests::TruthResult& run : runs) {
    differences.push_back(difference(of(run)));
  }
  return of(runs[stats::lower_middle_index(differences).value()]);
}

}  // namespace

tests::TruthResult typical_of(const std::vector<tests::TruthResult>& runs) {
  tests::TruthResult typical = runs.front();
  typical.largest =
      middle(runs, [](const tests::TruthResult& run) -> const Compared& { return run.largest; });
  for (std::size_t i = 0; i < typical.percentiles.size(); ++i) {
    typical.percentiles[i] = middle(
        runs, [i](const tests::TruthResult& run) -> const Compared& { return run.percentiles[i]; });
  }
  return typical;
}

std::string verdict_of(const tests::TruthResult& result) {
  std::string missed;
  for (const Compared& each : result.percentiles) {
    if (!each.within(truth_share, truth_floor_us)) {
      missed += std::string(missed.empty() ? "no: " : ", ") + each.name;
    }
  }
  return missed.empty() ? "yes" : missed;
}

std::string table_of(const std::vector<Studied>& runs) {
  std::string text =
      "| delay | connections | loop | requests | p50 | p90 | p99 | max | within |\n"
      "|---|---|---|---:|---:|---:|---:|---:|---|\n";
  for (const auto& [run, result] : runs) {
    text +=
        fmt::format("| {} | {} | {} | {} ", run.delay,
                    run.keep_alive ? "keep-alive" : "one a request", name_of(run), run.requests);
    for (const Compared& each : result.percentiles) {
      text += "| " + show(each) + " ";
    }
    text += fmt::format("| {} | {} |\n", show(result.largest), verdict_of(result));
  }
  return text;
}

std::string with_table(const std::string& page, const std::string& table) {
  const std::string begin_mark = "<!-- latency table -->\n";
  const std::string end_mark = "<!-- end -->\n";
  const std::size_t mark = page.find(begin_mark);
  const std::size_t begin = mark == std::string::npos ? mark : mark + begin_mark.size();
  const std::size_t end = begin == std::string::npos ? begin : page.find(end_mark, begin);
  if (end == std::string::npos) {
    throw common::CannotRun("the page has no lines '<!-- latency table -->' and '<!-- end -->'");
  }
  return page.substr(0, begin) + "\n" + table + "\n" + page.substr(end);
}

}  // namespace tiga::bench
