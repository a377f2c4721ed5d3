#include "document/labels.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tiga::document {

std::string_view label_of(Callout::Kind kind, const Labels& labels) {
  switch (kind) {
    case Callout::Kind::result:
      return labels.result;
    case Callout::Kind::note:
      return labels.note;
    case Callout::Kind::warning:
      return labels.warning;
  }
  return {};
}

bool has_unknown(const Table& table) {
  return std::ranges::any_of(table.rows, [&](const std::vector<TableField>& row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (row.at(i).text.empty() && !table.columns[i].remarks) {
        return true;
      }
    }
    return false;
  });
}

std::string why_absent(const Figure& figure, const Labels& labels) {
  return figure.absent.empty() ? labels.no_chart : figure.absent;
}

std::string next_label(const Table& /*table*/, const Labels& labels, Numbering& numbering) {
  return fmt::format("{} {}.", labels.table, ++numbering.tables);
}

std::string next_label(const Figure& /*figure*/, const Labels& labels, Numbering& numbering) {
  return fmt::format("{} {}.", labels.figure, ++numbering.figures);
}

}  // namespace tiga::document
