#include "loadgen/output/summary_csv.hpp"

#include <vector>

#include "common/csv.hpp"
#include "loadgen/output/summary_columns.hpp"

namespace tiga::loadgen::output {

std::string summary_csv(const Summary& summary) {
  std::vector<std::string> names;
  std::vector<std::string> fields;
  for (const SummaryColumn& column : summary_columns()) {
    names.push_back(column.name);
    fields.push_back(column.get(summary));
  }
  return common::csv_line(names) + common::csv_line(fields);
}

}  // namespace tiga::loadgen::output
