#include "loadgen/summary_csv.hpp"

#include <vector>

#include "common/csv.hpp"
#include "loadgen/summary_columns.hpp"

namespace tiga::loadgen {

std::string summary_csv(const Summary& summary) {
  std::vector<std::string> names;
  std::vector<std::string> fields;
  for (const SummaryColumn& column : summary_columns()) {
    names.push_back(column.name);
    fields.push_back(column.get(summary));
  }
  return common::csv_line(names) + common::csv_line(fields);
}

}  // namespace tiga::loadgen
