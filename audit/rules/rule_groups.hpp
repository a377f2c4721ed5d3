// The groups of rules, one for each file: a rule's check and its entry are in the same file.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "audit/rules/rules.hpp"
#include "audit/rules/words.hpp"

namespace tiga::audit::rules {

std::span<const Rule>
count_rules();  ///< requests asked for, completed and failed, and bytes received
std::span<const Rule> failure_rules();  ///< requests that were not answered well
std::span<const Rule> reply_rules();    ///< replies by status, and errors beside the requests
std::span<const Rule> rate_rules();     ///< rates, times and bytes against each other
std::span<const Rule> latency_rules();  ///< percentiles and means
std::span<const Rule> flight_rules();   ///< requests in flight, by Little's law
std::span<const Rule> copied_rules();   ///< figures that occur in two rows
std::span<const Rule> run_rules();      ///< true, but easily misread

/// A check of one row at a time: a finding for each row for which `figures_of` returns inconsistent
/// figures; an empty text is no finding.
template <LocalizedText (*figures_of)(const AuditedTable&, const Row&)>
std::vector<Finding> each_row(const AuditedTable& table) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    LocalizedText figures = figures_of(table, table.rows[i]);
    if (!figures.empty()) {
      findings.push_back({i, std::move(figures)});
    }
  }
  return findings;
}

}  // namespace tiga::audit::rules
