// Files that a run writes beside its report.
#pragma once

#include <string>
#include <vector>

#include "loadgen/summary.hpp"

namespace tiga::loadgen::output {

/// --timeline: a header and a row for each second of the run; unknown values are empty.
std::string timeline_csv(const std::vector<TimelineRow>& rows);

/// ab's -e: a header and a row for each whole percentage: "99,1.234". `served_within_ms` is that of
/// Summary; if it is empty, there are no rows.
std::string percentages_csv(const std::vector<double>& served_within_ms);

/// ab's -g: a header, then a row for each request, shortest `ttime` first: local time of its start,
/// the same in seconds since the Unix epoch, and in whole milliseconds the times to the connection
/// (ctime), from there to the end (dtime), of both (ttime), and from the connection to the first
/// byte (wait).
std::string gnuplot_tsv(std::vector<RequestRecord> records);

/// One column of --csv.
struct SummaryColumn {
  std::string name;     ///< with its unit: "latency_p50_us"
  std::string value;    ///< empty: not known
  std::string meaning;  ///< one line, as in docs/loadgen.md
};

/// All columns, in their order, with the values of `summary`. The list is in summary_fields.hpp.
std::vector<SummaryColumn> summary_columns(const Summary& summary);

/// What --csv writes (RFC 4180, lines ended by LF).
std::string summary_csv(const Summary& summary);

}  // namespace tiga::loadgen::output
