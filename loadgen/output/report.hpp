// Reports of a run: in ab's layout, with what ab does not say below it, and as HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loadgen/summary.hpp"

namespace tiga::loadgen::output {

/// A row of a report in any layout. A note has no label, a gap between rows has neither.
struct ReportRow {
  std::string label;
  std::string value;
};

/// The rows of ab's report up to its rates, in ab's order.
std::vector<ReportRow> ab_rows(const Summary& summary);

/// How many requests ended in each way; then notes: the run was interrupted, what did not finish,
/// what waited for its close, interim replies.
std::vector<ReportRow> end_rows(const Summary& summary);

/// What a verdict adds where most of the time in flight was of requests that did not finish; ""
/// else.
std::string_view hung_words(const Summary& summary);

/// Below times of finished requests only: that others were older. "" where none was.
std::string unfinished_words(const Summary& summary);

/// Parts of ab's report that an option leaves out.
struct ReportStyle {
  bool show_percentages = true;  ///< not with -d
  bool show_deviation = true;    ///< with -S, only smallest, mean and largest
};

/// ab's report with the same labels and spaces, so that programs that parse ab's report can parse
/// this one. Percentiles and times are those of the ok requests only; where a request that did not
/// finish is older than all of them, this is said.
std::string ab_report(const Summary& summary, const ReportStyle& style = {});

/// The end of each request, an example of each failure, where ab's counts differ and why, the
/// resources that the generator used, and the verdict.
std::string counting_report(const Summary& summary);

/// The report as ab's -w prints it, an HTML table: ab's rows and labels in ab's order, then ours:
/// the ends of requests, goodput, the verdict. What came from outside (the server's name, the path)
/// is escaped.
std::string html_report(const Summary& summary);

}  // namespace tiga::loadgen::output
