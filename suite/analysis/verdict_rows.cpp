#include "suite/analysis/verdict_rows.hpp"

#include <array>
#include <optional>
#include <string_view>

#include "common/sequences.hpp"

namespace tiga::suite::analysis {
namespace {

constexpr std::array all_metrics{Metric::throughput, Metric::server_cpu, Metric::total_cpu,
                                 Metric::latency_p99};
constexpr std::array all_kinds{VerdictKind::equivalent, VerdictKind::better, VerdictKind::worse,
                               VerdictKind::inconclusive, VerdictKind::invalid};
constexpr std::array all_bounds{Bound::none, Bound::at_least, Bound::at_most, Bound::both,
                                Bound::unknown};

// The value that is written so.
template <class Values>
std::optional<typename Values::value_type> written_as(const Values& values, std::string_view text) {
  const auto* found =
      common::find_where(values, [&](auto value) { return to_string(value) == text; });
  return found == nullptr ? std::nullopt : std::optional(*found);
}

stats::Interval interval(const records::Real& lower, const records::Real& upper) {
  return {lower.value_or(0), upper.value_or(0)};
}

std::optional<stats::Comparison> comparison_of(const records::VerdictRow& row) {
  if (!row.ratio) {
    return std::nullopt;
  }
  stats::Comparison found;
  found.ratio = *row.ratio;
  found.interval_90 = interval(row.lower_90, row.upper_90);
  found.interval_95 = interval(row.lower, row.upper);
  found.interval_99 = interval(row.lower_99, row.upper_99);
  found.p_value = row.p_value.value_or(1);
  found.blocks = row.blocks;
  found.correlation = row.block_correlation.value_or(0);
  return found;
}

// The commonest one in any language; the others are on record in English only.
text::LocalizedText caveat_of(const records::VerdictRow& row) {
  const auto blocks = static_cast<std::size_t>(row.blocks);
  const text::LocalizedText too_few =
      blocks < least_blocks ? why_too_few(blocks) : text::LocalizedText();
  return too_few.in(text::Language::english) == row.reason ? too_few
                                                           : text::LocalizedText(row.reason);
}

}  // namespace

std::vector<Verdict> verdicts_from_rows(std::span<const records::VerdictRow> rows) {
  std::vector<Verdict> verdicts;
  for (const records::VerdictRow& row : rows) {
    const auto metric = written_as(all_metrics, row.metric);
    const auto kind = written_as(all_kinds, row.verdict);
    if (!metric || !kind) {
      continue;
    }
    Verdict verdict;
    verdict.metric = *metric;
    verdict.kind = *kind;
    verdict.level = {static_cast<std::uint32_t>(row.concurrency), row.load};
    verdict.arm = row.arm;
    verdict.baseline = row.baseline;
    verdict.copy = row.copy;
    verdict.comparison = comparison_of(row);
    verdict.blocks = row.blocks;
    verdict.corrected_p = row.p_holm;
    verdict.bound = written_as(all_bounds, row.bound).value_or(Bound::none);
    verdict.hopeless = row.blocks == 0;
    verdict.precise = row.precise.value_or(false);
    if (*kind == VerdictKind::invalid || *kind == VerdictKind::inconclusive) {
      verdict.caveat = caveat_of(row);
    }
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace tiga::suite::analysis
