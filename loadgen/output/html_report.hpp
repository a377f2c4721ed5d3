// The report of ab's -w: an HTML table.
#pragma once

#include <string>

#include "loadgen/summary.hpp"

namespace tiga::loadgen::output {

/// ab's rows and labels in ab's order, then ours: the ends of requests, goodput, the verdict. Text
/// from outside (the server's name, the path) is escaped.
std::string html_report(const Summary& summary);

}  // namespace tiga::loadgen::output
