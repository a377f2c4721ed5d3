// The files cells.csv and latency.csv of a run that is being measured.
#pragma once

#include <filesystem>
#include <vector>

#include "suite/measure/cell.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/run_folder.hpp"

namespace tiga::suite::measure {

/// Grows both files cell by cell. Not thread-safe.
class Record {
 public:
  /// Creates both in that folder, with what is on record already (see recorded). Throws CannotRun.
  explicit Record(const std::filesystem::path& run, const std::vector<CellResult>& recorded = {});
  /// Throws CannotRun.
  void add(const CellResult& result);

 private:
  records::Columns<records::CellRow> cell_columns_ = records::cell_columns();
  records::Columns<records::LatencyRow> latency_columns_ = records::latency_columns();
  records::GrowingFile cells_;
  records::GrowingFile latency_;
};

/// The cells of a run that was cut: those of which cells.csv has the whole row, with their
/// latencies. Throws CannotRun when the files cannot be understood.
std::vector<CellResult> recorded(const std::filesystem::path& run);

}  // namespace tiga::suite::measure
