#include "suite/study/identical.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "stats/random.hpp"

namespace tiga::suite::study {
namespace {

using analysis::Metric;
using analysis::Verdict;

constexpr std::array<std::uint32_t, 3> concurrencies{1, 50, 1000};
constexpr std::string_view first_arm = "one";
constexpr std::string_view second_arm = "two";
constexpr std::string_view copied_arm = "three";

// Pairs without a common arm: one with two, and three with its copy.
bool is_counted(const Verdict& verdict) {
  return verdict.copy || (verdict.arm == second_arm && verdict.baseline == first_arm);
}

// A saturated generator must not hide a ranking that the statistics would have made.
bool is_ranked(const Verdict& verdict, double delta) {
  if (verdict.copy || verdict.kind == analysis::VerdictKind::invalid || !verdict.comparison) {
    return false;
  }
  const stats::Ranking found =
      stats::rank(*verdict.comparison, verdict.corrected_p.value_or(1), delta);
  return found == stats::Ranking::above || found == stats::Ranking::below;
}

}  // namespace

std::vector<Condition> conditions() {
  std::vector<Condition> all;
  for (const bool busy : {false, true}) {
    for (const bool keep_alive : {false, true}) {
      for (const std::uint32_t concurrency : concurrencies) {
        all.push_back({concurrency, keep_alive, busy});
      }
    }
  }
  return all;
}

std::string identical_plan(const IdenticalSettings& settings, const Condition& condition) {
  std::string plan = fmt::format(
      "description = \"identical arms\"\narms = [\"{}\", \"{}\", \"{}\"]\naa = \"{}\"\n"
      "concurrencies = [{}]\nkeep_alive = {}\nrequests = {}\nwarm_up_requests = 200\n"
      "blocks = {}\nmost_blocks = {}\npinning = \"split\"\n",
      first_arm, second_arm, copied_arm, copied_arm, condition.concurrency, condition.keep_alive,
      std::max<std::uint64_t>(settings.requests, condition.concurrency), settings.blocks,
      settings.blocks);
  for (const std::string_view arm : {first_arm, second_arm, copied_arm}) {
    plan += fmt::format("[arm.{}]\nlike = \"{}\"\n", arm, settings.arm);
  }
  return plan;
}

Condition condition_of(std::uint32_t seed, std::size_t number) {
  std::vector<Condition> round = conditions();
  const std::size_t rounds = (number - 1) / round.size();
  stats::Random random(seed + rounds);
  random.shuffle(round);
  return round[(number - 1) % round.size()];
}

std::string experiment_name(std::size_t number, const Condition& condition) {
  return fmt::format("{}-c{}-{}-{}", number_name(number), condition.concurrency,
                     condition.keep_alive ? "keep-alive" : "connections",
                     condition.busy ? "busy" : "quiet");
}

std::vector<IdenticalResult> results_of(const Condition& condition,
                                        std::span<const Verdict> verdicts, double delta) {
  std::vector<IdenticalResult> results;
  for (const Metric metric : {Metric::throughput, Metric::server_cpu}) {
    IdenticalResult result{.condition = condition, .metric = metric};
    for (const Verdict& verdict : verdicts) {
      if (verdict.metric != metric) {
        continue;
      }
      result.ranked |= is_ranked(verdict, delta);
      result.copies_differ |= verdict.copies_differ;
      if (is_counted(verdict) && verdict.comparison) {
        const stats::Comparison& found = *verdict.comparison;
        ++result.intervals;
        result.held += found.interval_95.contains(1) ? 1U : 0U;
        result.half_width += found.half_width();
      }
    }
    result.half_width /= std::max<double>(1, static_cast<double>(result.intervals));
    results.push_back(result);
  }
  return results;
}

bool breaks_promise(std::span<const IdenticalResult> results) {
  std::uint64_t experiments = 0;
  std::uint64_t ranked = 0;
  std::uint64_t intervals = 0;
  std::uint64_t held = 0;
  for (const IdenticalResult& result : results) {
    if (result.metric == Metric::throughput) {
      ++experiments;
      ranked += result.ranked ? 1U : 0U;
      intervals += result.intervals;
      held += result.held;
    }
  }
  return stats::proportion(ranked, experiments).lower > stats::significance ||
         stats::proportion(held, intervals).upper < stats::confidence;
}

}  // namespace tiga::suite::study
