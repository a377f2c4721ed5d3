// The file of ab's -g.
#pragma once

#include <string>
#include <vector>

#include "loadgen/summary.hpp"

namespace tiga::loadgen::output {

/// ab's header, then a row for each request, shortest `ttime` first: local time of its start, the
/// same in seconds since the Unix epoch, and in whole milliseconds the times to the connection
/// (ctime), from there to the end (dtime), of both (ttime), and from the connection to the first
/// byte (wait).
std::string gnuplot_tsv(std::vector<RequestRecord> records);

}  // namespace tiga::loadgen::output
