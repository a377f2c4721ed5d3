// The text of a report: ab's layout, followed by what ab does not report.
#pragma once

#include <string>

#include "loadgen/summary.hpp"

namespace tiga::loadgen::output {

/// Optional parts of ab's report.
struct ReportStyle {
  bool show_percentages = true;  ///< not with -d
  bool show_deviation = true;    ///< with -S, only smallest, mean and largest
};

/// ab's report with the same labels and spaces, so that programs that parse ab's report can parse
/// this one. Percentiles and times are those of the ok requests only.
std::string ab_report(const Summary& summary, const ReportStyle& style = {});

/// The end of each request, an example of each failure, where ab's counts differ and why, the
/// resources that the generator used, and the verdict.
std::string counting_report(const Summary& summary);

}  // namespace tiga::loadgen::output
