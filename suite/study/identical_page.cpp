// The tables of the A/A study.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "suite/study/identical.hpp"
#include "suite/study/markdown.hpp"

namespace tiga::suite::study {
namespace {

using Results = std::vector<IdenticalResult>;

std::string condition_text(const Condition& condition) {
  return fmt::format("c={}, {}, {}", condition.concurrency,
                     condition.keep_alive ? "keep-alive" : "a connection for each request",
                     condition.busy ? "beside bursts" : "quiet");
}

std::vector<std::string> sums_row(const std::string& name, const Results& results) {
  std::uint64_t ranked = 0;
  std::uint64_t differ = 0;
  std::uint64_t intervals = 0;
  std::uint64_t held = 0;
  double half_widths = 0;
  for (const IdenticalResult& result : results) {
    ranked += result.ranked ? 1U : 0U;
    differ += result.copies_differ ? 1U : 0U;
    intervals += result.intervals;
    held += result.held;
    half_widths += result.half_width;
  }
  return {
      name, proportion_text(stats::proportion(ranked, results.size())),
      proportion_text(stats::proportion(held, intervals)),
      proportion_text(stats::proportion(differ, results.size())),
      results.empty()
          ? "–"
          : fmt::format("±{}", percent_text(half_widths / static_cast<double>(results.size())))};
}

std::string metric_table(std::span<const IdenticalResult> results, analysis::Metric metric) {
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const std::string& name,
                       const std::function<bool(const Condition&)>& belongs) {
    Results chosen;
    std::ranges::copy_if(results, std::back_inserter(chosen), [&](const IdenticalResult& result) {
      return result.metric == metric && belongs(result.condition);
    });
    rows.push_back(sums_row(name, chosen));
  };
  for (const Condition& condition : conditions()) {
    add(condition_text(condition), [&](const Condition& one) { return one == condition; });
  }
  add("all, quiet", [](const Condition& one) { return !one.busy; });
  add("all, beside bursts", [](const Condition& one) { return one.busy; });
  add("all", [](const Condition&) { return true; });
  return markdown_table(
      {"identical arms", "experiments with a ranking", "95 % intervals that contain 1",
       "with a copy that differs", "mean half width"},
      rows);
}

}  // namespace

std::string identical_page(std::span<const IdenticalResult> results) {
  return fmt::format("By throughput:\n\n{}\nBy server CPU a request:\n\n{}",
                     metric_table(results, analysis::Metric::throughput),
                     metric_table(results, analysis::Metric::server_cpu));
}

}  // namespace tiga::suite::study
