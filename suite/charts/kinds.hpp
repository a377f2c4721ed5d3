// The seven charts: what each is told of a run, and when there is nothing to draw. The scripts in
// plots/ have the same names.
#pragma once

#include <vector>

#include "suite/charts/subject.hpp"

namespace tiga::suite::charts {

Chart throughput_chart(const ChartSubject& subject);
Chart ratios_chart(const ChartSubject& subject);
Chart percentiles_chart(const ChartSubject& subject);
Chart ecdf_chart(const ChartSubject& subject);
Chart costs_chart(const ChartSubject& subject);
Chart latency_throughput_chart(const ChartSubject& subject);
Chart published_chart(const ChartSubject& subject);

/// All of them, in the order of a page.
std::vector<Chart> all_charts(const ChartSubject& subject);

}  // namespace tiga::suite::charts
