// A summary as a header and a row, for spreadsheets.
#include <fmt/format.h>

#include <optional>

#include "common/csv.hpp"
#include "common/text.hpp"
#include "loadgen/output/files.hpp"
#include "loadgen/summary_fields.hpp"

namespace tiga::loadgen::output {
namespace {

/// Lists the fields of one object as columns.
class ColumnLister {
 public:
  /// `known`: whether the object exists; if not, its columns are empty.
  ColumnLister(std::vector<SummaryColumn>& columns, bool known)
      : columns_(columns), known_(known) {}

  void operator()(std::string_view name, const auto& value, std::string_view meaning) {
    csv(name, value, meaning);
  }
  void json(std::string_view /*name*/, const auto& /*value*/) {}
  void bytes(std::string_view /*name*/, const std::string& /*bytes*/) {}
  void csv(std::string_view name, const auto& value, std::string_view meaning) {
    columns_.push_back({fmt::format("{}{}{}", prefix_, name, suffix_),
                        known_ ? text_of(value) : std::string(),
                        fmt::format("{}{}", meaning_, meaning)});
  }
  void object(std::string_view /*name*/, const ColumnNaming& naming, auto visit) {
    ColumnLister inner = within(naming, true);
    visit(inner);
  }
  void part(std::string_view /*name*/, const auto& part, const ColumnNaming& naming) {
    ColumnLister inner = within(naming, true);
    visit_fields(part, inner);
  }
  template <typename Part>
  void part(std::string_view /*name*/, const std::optional<Part>& part,
            const ColumnNaming& naming) {
    ColumnLister inner = within(naming, part.has_value());
    const Part any = part.value_or(Part());
    visit_fields(any, inner);
  }

 private:
  ColumnLister within(const ColumnNaming& naming, bool known) const {
    ColumnLister inner(columns_, known_ && known);
    inner.prefix_ = prefix_ + std::string(naming.prefix);
    inner.suffix_ = std::string(naming.suffix) + suffix_;
    inner.meaning_ = meaning_ + std::string(naming.meaning);
    return inner;
  }

  static std::string text_of(const auto& value) {
    if constexpr (requires { name_of(value); }) {
      return std::string(name_of(value));
    } else {
      return fmt::format("{}", value);
    }
  }
  static std::string text_of(const std::string& text) { return common::printable(text); }
  template <typename Value>
  static std::string text_of(const std::optional<Value>& value) {
    return value ? text_of(*value) : std::string();
  }

  std::vector<SummaryColumn>& columns_;
  bool known_;
  std::string prefix_;
  std::string suffix_;
  std::string meaning_;
};

}  // namespace

std::vector<SummaryColumn> summary_columns(const Summary& summary) {
  std::vector<SummaryColumn> columns;
  ColumnLister lister(columns, true);
  visit_fields(summary, lister);
  return columns;
}

std::string summary_csv(const Summary& summary) {
  std::vector<std::string> names;
  std::vector<std::string> fields;
  for (const SummaryColumn& column : summary_columns(summary)) {
    names.push_back(column.name);
    fields.push_back(column.value);
  }
  return common::csv_line(names) + common::csv_line(fields);
}

}  // namespace tiga::loadgen::output
