#include "audit/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>

#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

// The order in which findings are printed: errors first, the most serious ones first.
constexpr auto order = std::to_array<std::string_view>({
    "no-reply",
    "non-2xx-throughout",
    "read-errors-throughout",
    "none-succeeded",
    "short-replies",
    "rate-times-time",
    "time-per-request",
    "transfer-times-time",
    "copied-row",
    "more-than-asked",
    "counts-differ",
    "more-answers-than-done",
    "share-differs",
    "bytes-each",
    "html-octets",
    "keep-alive-count",
    "percentiles-descend",
    "mean-out-of-range",
    "latency-above-run",
    "more-in-flight",
    "in-flight-differs",
    "beyond-loopback",
    "negative",
    "slows-as-served",
    "all-failed",
    "failed-above-complete",
    "counted-several-times",
    "some-failed",
    "some-errors",
    "some-non-2xx",
    "fewer-than-asked",
    "cut-off",
    "keep-alive-refused",
    "rate-of-a-thread",
    "fewer-in-flight",
    "syn-retransmit",
    "one-request-each",
    "second-line",
    "level-twice",
    "same-figures",
    "zero-time",
    "too-many-digits",
    "short-run",
});

std::vector<Rule> rules_in_order() {
  std::vector<Rule> all;
  for (const auto group : {count_rules, failure_rules, reply_rules, rate_rules, latency_rules,
                           flight_rules, copied_rules, run_rules}) {
    std::ranges::copy(group(), std::back_inserter(all));
  }
  const auto place = [](const Rule& rule) {
    const auto found = std::ranges::find(order, rule.name);
    if (found == order.end()) {
      throw std::logic_error(fmt::format("the rule {} is not in the order of rules", rule.name));
    }
    return found;
  };
  std::ranges::sort(all, {}, place);
  if (all.size() != order.size()) {
    throw std::logic_error("the order of rules names one that there is not, or one twice");
  }
  return all;
}

}  // namespace

std::span<const Rule> all_rules() {
  static const std::vector<Rule> rules = rules_in_order();
  return rules;
}

std::vector<RuleFindings> audit(const AuditedTable& table) {
  std::vector<RuleFindings> all;
  for (const Rule& rule : all_rules()) {
    std::vector<Finding> findings = rule.check(table);
    if (!findings.empty()) {
      all.push_back({&rule, std::move(findings)});
    }
  }
  return all;
}

}  // namespace tiga::audit::rules
