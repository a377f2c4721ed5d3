// The rules that check a table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/table.hpp"
#include "suite/text/tr.hpp"

namespace tiga::audit::rules {

/// An error: the figures cannot all be true, or no reply came. A note: true, but easily misread, or
/// a suspicion.
enum class Severity : std::uint8_t { error, note };

/// A finding of a rule. `row` is an index into AuditedTable::rows; the table as a whole:
/// `whole_table`.
struct Finding {
  std::size_t row;
  suite::text::LocalizedText figures;  ///< the inconsistent figures, in words
  static constexpr std::size_t whole_table = static_cast<std::size_t>(-1);
};

/// A rule with its name. It checks a whole table, so that rows can be compared.
struct Rule {
  std::string_view name;
  Severity severity;
  suite::text::Message meaning;  ///< the meaning of a finding, one sentence
  std::vector<Finding> (*check)(const AuditedTable&);
};

/// All rules, errors first.
std::span<const Rule> all_rules();

/// The findings of one rule in one table; never empty.
struct RuleFindings {
  const Rule* rule;
  std::vector<Finding> of_rows;
};

/// The findings of all rules in a table, in the order of the rules.
std::vector<RuleFindings> audit(const AuditedTable& table);

}  // namespace tiga::audit::rules
