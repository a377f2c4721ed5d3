// The members of each tool's JSON, and what they mean.
#include <array>

#include "audit/reading/tool_pattern.hpp"

namespace tiga::audit::reading {
namespace {

using enum Tool;

constexpr auto member_lines = std::to_array<ToolLine>({
    // oha --output-format json
    {oha, "$.summary.successRate: {-failed_share:ratio}"},
    {oha, "$.summary.total: {time_taken:s}"},
    {oha, "$.summary.slowest: {latency_max:s}"},
    {oha, "$.summary.fastest: {latency_min:s}"},
    {oha, "$.summary.average: {latency_mean:s}"},
    {oha, "!$.summary.requestsPerSec: {rate}"},
    {oha, "$.summary.totalData: {bytes:bytes}"},
    {oha, "$.summary.sizePerRequest: {bytes_each:bytes}"},
    {oha, "$.summary.sizePerSec: {transfer_rate:bytes/s}"},
    {oha, "$.latencyPercentiles.p10: {latency_p10:s}"},
    {oha, "$.latencyPercentiles.p25: {latency_p25:s}"},
    {oha, "$.latencyPercentiles.p50: {latency_p50:s}"},
    {oha, "$.latencyPercentiles.p75: {latency_p75:s}"},
    {oha, "$.latencyPercentiles.p90: {latency_p90:s}"},
    {oha, "$.latencyPercentiles.p95: {latency_p95:s}"},
    {oha, "$.latencyPercentiles.p99: {latency_p99:s}"},
    {oha, "$.latencyPercentiles.p99.9: {latency_p99_9:s}"},
    {oha, "$.latencyPercentiles.p99.99: {latency_p99_99:s}"},
    {oha, "$.statusCodeDistribution.{status}: {of_status}"},
    {oha, "$.errorDistribution.aborted due to deadline: {abandoned}"},
    {oha, "$.errorDistribution.*: {+errored}"},

    // vegeta report -type=json: times in nanoseconds
    {vegeta, "$.latencies.min: {latency_min:ns}"},
    {vegeta, "$.latencies.mean: {latency_mean:ns}"},
    {vegeta, "$.latencies.50th: {latency_p50:ns}"},
    {vegeta, "$.latencies.90th: {latency_p90:ns}"},
    {vegeta, "$.latencies.95th: {latency_p95:ns}"},
    {vegeta, "$.latencies.99th: {latency_p99:ns}"},
    {vegeta, "$.latencies.max: {latency_max:ns}"},
    {vegeta, "$.bytes_in.total: {bytes:bytes}"},
    {vegeta, "$.bytes_in.mean: {bytes_each:bytes}"},
    {vegeta, "$.bytes_out.total: {bytes_sent:bytes}"},
    {vegeta, "$.duration: {time_asked:ns}"},
    {vegeta, "$.requests: {attempted}"},
    {vegeta, "$.rate: {offered_rate}"},
    {vegeta, "!$.throughput: {rate}"},
    {vegeta, "$.success: {ok_share:ratio}"},
    {vegeta, "$.status_codes.0: {errored}"},
    {vegeta, "$.status_codes.{status}: {of_status}"},

    // autocannon --json. The shortest latency leaves out those below 1 ms.
    {autocannon, "$.url: {label}"},
    {autocannon, "$.connections: {concurrency}"},
    {autocannon, "$.pipelining: {streams}"},
    {autocannon, "$.duration: {time_taken:s}"},
    {autocannon, "$.errors: {errored}"},
    {autocannon, "$.timeouts: {timeouts}"},
    {autocannon, "$.mismatches: {failed}"},
    {autocannon, "$.non2xx: {non_2xx}"},
    {autocannon, "$.1xx: {status_1xx}"},
    {autocannon, "$.2xx: {status_2xx}"},
    {autocannon, "$.3xx: {status_3xx}"},
    {autocannon, "$.4xx: {status_4xx}"},
    {autocannon, "$.5xx: {status_5xx}"},
    {autocannon, "$.latency.mean: {latency_mean:ms}"},
    {autocannon, "$.latency.p2_5: {latency_p2_5:ms}"},
    {autocannon, "$.latency.p10: {latency_p10:ms}"},
    {autocannon, "$.latency.p25: {latency_p25:ms}"},
    {autocannon, "$.latency.p50: {latency_p50:ms}"},
    {autocannon, "$.latency.p75: {latency_p75:ms}"},
    {autocannon, "$.latency.p90: {latency_p90:ms}"},
    {autocannon, "$.latency.p97_5: {latency_p97_5:ms}"},
    {autocannon, "$.latency.p99: {latency_p99:ms}"},
    {autocannon, "$.latency.p99_9: {latency_p99_9:ms}"},
    {autocannon, "$.latency.p99_99: {latency_p99_99:ms}"},
    {autocannon, "$.latency.p99_999: {latency_p99_999:ms}"},
    {autocannon, "$.latency.max: {latency_max:ms}"},
    {autocannon, "!$.requests.mean: {rate~10}"},
    {autocannon, "$.requests.total: {complete}"},
    {autocannon, "$.requests.sent: {started}"},
    {autocannon, "$.throughput.mean: {transfer_rate:bytes/s~10}"},
    {autocannon, "$.throughput.total: {bytes:bytes}"},

    // siege --json-output
    {siege, "$.transactions: {complete}"},
    {siege, "!$.availability: {-failed_share:%}"},
    {siege, "$.elapsed_time: {time_taken:s}"},
    {siege, "$.data_transferred: {bytes:MB}"},
    {siege, "$.response_time: {latency_mean:s}"},
    {siege, "!$.transaction_rate: {rate}"},
    {siege, "$.throughput: {transfer_rate:MB/s}"},
    {siege, "$.concurrency: {in_flight}"},
    {siege, "$.successful_transactions: {ok}"},
    {siege, "$.failed_transactions: {failed}"},
    {siege, "$.longest_transaction: {latency_max:s}"},
    {siege, "$.shortest_transaction: {latency_min:s}"},

    // k6 --summary-export
    {k6, "!$.metrics.http_reqs.count: {complete}"},
    {k6, "$.metrics.http_reqs.rate: {rate}"},
    {k6, "$.metrics.http_req_failed.value: {failed_share:ratio}"},
    {k6, "$.metrics.http_req_failed.passes: {failed}"},
    {k6, "$.metrics.http_req_failed.fails: {ok}"},
    {k6, "$.metrics.http_req_duration.avg: {latency_mean:ms}"},
    {k6, "$.metrics.http_req_duration.min: {latency_min:ms}"},
    {k6, "$.metrics.http_req_duration.med: {latency_p50:ms}"},
    {k6, "$.metrics.http_req_duration.max: {latency_max:ms}"},
    {k6, "$.metrics.http_req_duration.p(90): {latency_p90:ms}"},
    {k6, "$.metrics.http_req_duration.p(95): {latency_p95:ms}"},
    {k6, "$.metrics.data_received.count: {bytes:bytes}"},
    {k6, "$.metrics.data_received.rate: {transfer_rate:bytes/s}"},
    {k6, "$.metrics.http_req_duration.p(99): {latency_p99:ms}"},
    {k6, "$.metrics.vus_max.value: {concurrency}"},

    // The object that k6 gives to handleSummary(), as JSON: the rate is of the whole run.
    {k6, "!$.metrics.http_reqs.values.count: {complete}"},
    {k6, "$.metrics.http_reqs.values.rate: {rate}"},
    {k6, "$.metrics.http_req_failed.values.rate: {failed_share:ratio}"},
    {k6, "$.metrics.http_req_failed.values.passes: {failed}"},
    {k6, "$.metrics.http_req_failed.values.fails: {ok}"},
    {k6, "$.metrics.http_req_duration.values.avg: {latency_mean:ms}"},
    {k6, "$.metrics.http_req_duration.values.min: {latency_min:ms}"},
    {k6, "$.metrics.http_req_duration.values.med: {latency_p50:ms}"},
    {k6, "$.metrics.http_req_duration.values.max: {latency_max:ms}"},
    {k6, "$.metrics.http_req_duration.values.p(90): {latency_p90:ms}"},
    {k6, "$.metrics.http_req_duration.values.p(95): {latency_p95:ms}"},
    {k6, "$.metrics.http_req_duration.values.p(99): {latency_p99:ms}"},
    {k6, "$.metrics.data_received.values.count: {bytes:bytes}"},
    {k6, "$.metrics.data_received.values.rate: {transfer_rate:bytes/s}"},
    {k6, "$.metrics.vus_max.values.value: {concurrency}"},
    {k6, "$.state.testRunDurationMs: {time_taken:ms}"},
});

}  // namespace

std::span<const ToolLine> tool_json_lines() { return member_lines; }

}  // namespace tiga::audit::reading
