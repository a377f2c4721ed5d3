// The text of a report: ab's layout, and below it what ab does not say.
#pragma once

#include <string>

#include "loadgen/summary.hpp"

namespace tiga::loadgen {

/// ab's report, label by label and space by space, so that whatever parses ab's parses this.
/// Percentiles and times are those of the ok requests only.
std::string ab_report(const Summary& summary);

/// The end of each request, an example of each failure, where ab's counts differ and why, what the
/// generator used, and the verdict.
std::string counting_report(const Summary& summary);

}  // namespace tiga::loadgen
