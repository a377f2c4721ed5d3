// The narrator's clauses: how far one arm is from others, and where two kinds of CPU disagree.
#include <fmt/format.h>

#include <algorithm>

#include "suite/report/narrator.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using analysis::Metric;
using analysis::Verdict;
using analysis::VerdictKind;

// An arm that needs less server CPU than others, but more CPU in all, or about as much.
struct Reversal {
  std::string arm;
  bool more = false;
  std::vector<std::string> others;
  std::vector<std::string> times;
};

// Those of more CPU first.
std::vector<Reversal> reversals(const std::vector<Verdict>& by_total_cpu) {
  std::vector<Reversal> all;
  for (const Verdict& verdict : by_total_cpu) {
    const bool more = verdict.kind == VerdictKind::worse;
    auto same = std::ranges::find_if(
        all, [&](const Reversal& one) { return one.arm == verdict.arm && one.more == more; });
    if (same == all.end()) {
      same = all.insert(all.end(), Reversal{verdict.arm, more, {}, {}});
    }
    same->others.push_back(verdict.baseline);
    same->times.push_back(estimate(*verdict.comparison));
  }
  std::stable_partition(all.begin(), all.end(), [](const Reversal& one) { return one.more; });
  return all;
}

}  // namespace

std::string margins_text(Metric by, const std::vector<Behind>& behind, text::Language language) {
  std::vector<std::string> clauses;
  std::string causes;
  for (const Behind& one : behind) {
    const bool first = clauses.empty();
    switch (by) {
      case Metric::throughput:
        clauses.push_back(
            first ? tr(language, "{} times the throughput of {}", one.times, one.arm)
                  : tr_in(language, "throughput", "{} times that of {}", one.times, one.arm));
        break;
      case Metric::latency_p99:
        clauses.push_back(
            first ? tr(language, "{} times the p99 latency of {}", one.times, one.arm)
                  : tr_in(language, "latency", "{} times that of {}", one.times, one.arm));
        break;
      case Metric::server_cpu:
        clauses.push_back(
            first ? tr(language, "{1} takes {0} times the server CPU a request", one.times, one.arm)
                  : tr(language, "{1} {0} times", one.times, one.arm));
        break;
      case Metric::total_cpu:
        clauses.push_back(
            first ? tr(language, "{1} takes {0} times the total CPU a request", one.times, one.arm)
                  : tr(language, "{1} {0} times", one.times, one.arm));
        break;
    }
    if (!one.cause.empty()) {
      const bool is_subject = is_cpu(by) && behind.size() == 1;
      causes +=
          is_subject ? fmt::format(": {}", one.cause) : fmt::format("; {}: {}", one.arm, one.cause);
    }
  }
  return fmt::format("{}{}", fmt::join(clauses, ", "), causes);
}

std::string lead_text(Metric by, const std::string& ahead, const std::vector<Behind>& behind,
                      text::Language language) {
  const std::string margins = margins_text(by, behind, language);
  switch (by) {
    case Metric::throughput:
      return tr(language, "{} is faster: {}", ahead, margins);
    case Metric::server_cpu:
    case Metric::total_cpu:
      return tr(language, "{} is cheaper: {}", ahead, margins);
    case Metric::latency_p99:
      break;
  }
  return tr(language, "{} answers sooner: {}", ahead, margins);
}

std::string cpu_order_text(const std::vector<Verdict>& by_total_cpu, text::Language language) {
  std::vector<std::string> clauses;
  for (const Reversal& one : reversals(by_total_cpu)) {
    const std::string others = joined(one.others, language);
    const std::string times = joined(one.times, language);
    if (clauses.empty()) {
      clauses.push_back(
          one.more ? tr(language,
                        "{} needs less server CPU than {} but more CPU in all, the generator's "
                        "included: {} times",
                        one.arm, others, times)
                   : tr(language,
                        "{} needs less server CPU than {} but about as much CPU in all, the "
                        "generator's included: {} times",
                        one.arm, others, times));
    } else {
      clauses.push_back(
          one.more
              ? tr(language, "{} less than {} but more in all: {} times", one.arm, others, times)
              : tr(language, "{} less than {} but about as much in all: {} times", one.arm, others,
                   times));
    }
  }
  return clauses.empty() ? "" : fmt::format("{}.", fmt::join(clauses, "; "));
}

}  // namespace tiga::suite::report
