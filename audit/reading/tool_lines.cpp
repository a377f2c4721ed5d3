// What each tool prints, and what its labels mean.
#include <array>

#include "audit/reading/tool_pattern.hpp"

namespace tiga::audit::reading {
namespace {

using enum Tool;

// Of lines that begin alike, the first that matches counts.
constexpr auto text_lines = std::to_array<ToolLine>({
    // wrk 4.2. "Req/Sec" is of one thread, and a mean of samples; its statuses "Non-2xx or 3xx" are
    // those above 399.
    {wrk, "^Running {time_asked} test @ {label}"},
    {wrk, "{threads} threads and {concurrency} connections"},
    {wrk, "{threads} thread and {concurrency} connections"},
    {wrk, "Latency {latency_mean} {} {latency_max} {}%"},
    {wrk, "Req/Sec {thread_rate~10} {} {} {}%"},
    {wrk, "50% {latency_p50}"},
    {wrk, "75% {latency_p75}"},
    {wrk, "90% {latency_p90}"},
    {wrk, "99% {latency_p99}"},
    {wrk, "{complete} requests in {time_taken}, {bytes} read"},
    {wrk,
     "Socket errors: connect {connect_errors}, read {read_errors}, write {write_errors}, "
     "timeout {timeouts}"},
    {wrk, "Non-2xx or 3xx responses: {non_2xx}"},
    {wrk, "!Requests/sec: {rate}"},
    {wrk, "Transfer/sec: {transfer_rate}"},

    // wrk2: wrk's lines and some of its own. Latencies count from when a request was due.
    {wrk2, "^Running {time_asked} test @ {label}"},
    {wrk2, "{threads} threads and {concurrency} connections"},
    {wrk2, "{threads} thread and {concurrency} connections"},
    {wrk2, "!Thread calibration: *"},
    {wrk2, "!Latency Distribution (HdrHistogram - *"},
    {wrk2, "Latency {latency_mean} {} {latency_max} {}%"},
    {wrk2, "Req/Sec {thread_rate~10} {} {} {}%"},
    {wrk2, "50.000% {latency_p50}"},
    {wrk2, "75.000% {latency_p75}"},
    {wrk2, "90.000% {latency_p90}"},
    {wrk2, "99.000% {latency_p99}"},
    {wrk2, "99.900% {latency_p99_9}"},
    {wrk2, "99.990% {latency_p99_99}"},
    {wrk2, "99.999% {latency_p99_999}"},
    {wrk2, "100.000% {=latency_max}"},
    {wrk2, "{complete} requests in {time_taken}, {bytes} read"},
    {wrk2,
     "Socket errors: connect {connect_errors}, read {read_errors}, write {write_errors}, "
     "timeout {timeouts}"},
    {wrk2, "Non-2xx or 3xx responses: {non_2xx}"},
    {wrk2, "Requests/sec: {rate}"},
    {wrk2, "Transfer/sec: {transfer_rate}"},

    // hey 0.1. "Average" is a mean latency; the rate counts errors too; the data are contents.
    {hey, "^Summary:"},
    {hey, "Total: {time_taken}"},
    {hey, "!Slowest: {latency_max}"},
    {hey, "!Fastest: {latency_min}"},
    {hey, "Average: {latency_mean}"},
    {hey, "!Requests/sec: {rate}"},
    {hey, "Total data: {html_bytes}"},
    {hey, "Size/request: {bytes_each}"},
    {hey, "10% in {latency_p10}"},
    {hey, "25% in {latency_p25}"},
    {hey, "50% in {latency_p50}"},
    {hey, "75% in {latency_p75}"},
    {hey, "90% in {latency_p90}"},
    {hey, "95% in {latency_p95}"},
    {hey, "99% in {latency_p99}"},
    {hey, "[{status}] {of_status} responses"},
    {hey, "[{+errored}] *"},

    // h2load 1.52. "done" ended with any status; "failed" has those without a 2xx or 3xx, "errored"
    // included. A client is a connection, with "-m" requests in flight.
    {h2load, "^starting benchmark..."},
    {h2load,
     "spawning thread #*: {+connections} total client(s). Timing-based test with *s of "
     "warm-up time and {=time_asked} of main duration for measurements."},
    {h2load, "spawning thread #*: {+connections} total client(s). *"},
    {h2load, "finished in {time_taken}, {rate} req/s, {transfer_rate}/s"},
    {h2load,
     "!requests: {requests} total, {started} started, {complete} done, {ok} succeeded, "
     "{failed} failed, {errored} errored, {timeouts} timeout"},
    {h2load,
     "!requests: {requests} total, {started} started, {complete} done, {ok} succeeded, "
     "{failed} failed, {errored} errored"},
    {h2load,
     "status codes: {status_2xx} 2xx, {status_3xx} 3xx, {status_4xx} 4xx, {status_5xx} 5xx"},
    {h2load, "traffic: *({bytes}) total, *"},
    {h2load,
     "time for request: {latency_min} {latency_max} {latency_p50} {latency_p95} "
     "{latency_p99} {latency_mean} {} {}%"},
    {h2load, "time for request: {latency_min} {latency_max} {latency_mean} {} {}%"},

    // siege 4. "Concurrency" was measured. "Availability" counts every reply as success.
    {siege, "^\\*\\* SIEGE *"},
    {siege, "\\*\\* Preparing {concurrency} concurrent users for battle."},
    {siege, "Transactions: {complete} hits"},
    {siege, "!Availability: {-failed_share} %"},
    {siege, "Elapsed time: {time_taken}"},
    {siege, "Data transferred: {bytes}"},
    {siege, "Response time: {latency_mean:s}"},
    {siege, "!Transaction rate: {rate} trans/sec"},
    {siege, "Throughput: {transfer_rate}"},
    {siege, "Concurrency: {in_flight}"},
    {siege, "Successful transactions: {ok}"},
    {siege, "Failed transactions: {failed}"},
    {siege, "Longest transaction: {latency_max:s}"},
    {siege, "Shortest transaction: {latency_min:s}"},

    // httperf 0.9. The request rate is of requests sent. "Reply time" is up to the first byte, then
    // up to the last. "Net I/O" has both directions.
    {httperf,
     "!Total: connections {connections} requests {started} replies {complete} "
     "test-duration {time_taken}"},
    {httperf, "Request rate: {rate} req/s *"},
    {httperf, "Reply time [ms]: response {+latency_mean:ms} transfer {+latency_mean:ms}"},
    {httperf, "Reply size [B]: * (total {bytes_each})"},
    {httperf,
     "Reply status: 1xx={status_1xx} 2xx={status_2xx} 3xx={status_3xx} 4xx={status_4xx} "
     "5xx={status_5xx}"},
    {httperf,
     "Errors: total {errored} client-timo {timeouts} socket-timo {+timeouts} connrefused "
     "{connect_errors} connreset {read_errors}"},
    {httperf, "Errors: fd-unavail {} addrunavail {} ftab-full {} other {}"},  // parts of the total

    // autocannon 7. Rates are means of samples, one a second; latencies have whole milliseconds.
    // The last line counts requests sent.
    {autocannon, "^Running {time_asked} test @ {label}"},
    {autocannon, "^Running *requests test @ {label}"},
    {autocannon, "{concurrency} connections"},
    {autocannon, "{concurrency} connections with {streams} pipelining factor"},
    {autocannon,
     "!│ Latency │ {latency_p2_5} │ {latency_p50} │ {latency_p97_5} │ {latency_p99} │ "
     "{latency_mean} │ {} │ {latency_max} │"},
    {autocannon, "!│ Req/Sec │ {} │ {} │ {} │ {} │ {rate~10} │ {} │ {} │"},
    {autocannon, "│ Bytes/Sec │ {} │ {} │ {} │ {} │ {transfer_rate~10} │ {} │ {} │"},
    {autocannon, "{status_2xx} 2xx responses, {non_2xx} non 2xx responses"},
    {autocannon, "{errored} errors ({timeouts} timeouts)"},
    {autocannon, "{errored} errors"},
    {autocannon, "{failed} requests with mismatched body"},
    {autocannon, "{started~1} requests in {time_taken}, {bytes~1} read"},

    // oha 1. "Success" is any reply; the error of the requests that were in flight at the end is a
    // deadline.
    {oha, "^Summary:"},
    {oha, "!Success rate: {-failed_share}%"},
    {oha, "Total: {time_taken}"},
    {oha, "Slowest: {latency_max}"},
    {oha, "Fastest: {latency_min}"},
    {oha, "Average: {latency_mean}"},
    {oha, "Requests/sec: {rate}"},
    {oha, "Total data: {bytes}"},
    {oha, "Size/request: {bytes_each}"},
    {oha, "Size/sec: {transfer_rate}"},
    {oha, "10.00% in {latency_p10}"},
    {oha, "25.00% in {latency_p25}"},
    {oha, "50.00% in {latency_p50}"},
    {oha, "75.00% in {latency_p75}"},
    {oha, "90.00% in {latency_p90}"},
    {oha, "95.00% in {latency_p95}"},
    {oha, "99.00% in {latency_p99}"},
    {oha, "99.90% in {latency_p99_9}"},
    {oha, "99.99% in {latency_p99_99}"},
    {oha, "[{status}] {of_status} responses"},
    {oha, "[{+abandoned}] aborted due to deadline"},
    {oha, "[{+errored}] *"},

    // vegeta 12. The rate is what was offered, the throughput counts only 2xx and 3xx.
    {vegeta, "^!Requests [total, rate, throughput] {attempted}, {offered_rate}, {rate}"},
    {vegeta, "^!Requests [total, rate] {attempted}, {offered_rate}"},
    {vegeta, "Duration [total, attack, wait] {time_taken}, {time_asked}, {}"},
    {vegeta,
     "Latencies [min, mean, 50, 90, 95, 99, max] {latency_min}, {latency_mean}, "
     "{latency_p50}, {latency_p90}, {latency_p95}, {latency_p99}, {latency_max}"},
    {vegeta,
     "Latencies [mean, 50, 95, 99, max] {latency_mean}, {latency_p50}, {latency_p95}, "
     "{latency_p99}, {latency_max}"},
    {vegeta, "Bytes In [total, mean] {bytes:bytes}, {bytes_each:bytes}"},
    {vegeta, "Bytes Out [total, mean] {bytes_sent:bytes}, {}"},
    {vegeta, "Success [ratio] {ok_share:%}"},
    {vegeta, "Status Codes [code:count] {codes}"},

    // bombardier 1.2. Its rate is a mean of samples.
    {bombardier, "^Bombarding {label} for {time_asked} using {concurrency} connection(s)"},
    {bombardier,
     "^Bombarding {label} with {requests} request(s) using {concurrency} connection(s)"},
    {bombardier, "Reqs/sec {rate~10} {} {}"},
    {bombardier, "Latency {latency_mean} {} {latency_max}"},
    {bombardier, "50% {latency_p50}"},
    {bombardier, "75% {latency_p75}"},
    {bombardier, "90% {latency_p90}"},
    {bombardier, "95% {latency_p95}"},
    {bombardier, "99% {latency_p99}"},
    {bombardier,
     "!1xx - {status_1xx}, 2xx - {status_2xx}, 3xx - {status_3xx}, 4xx - {status_4xx}, "
     "5xx - {status_5xx}"},
    {bombardier, "others - {errored}"},
    {bombardier, "Throughput: {transfer_rate}"},

    // k6. "http_req_failed" is a rate of failures: the check mark counts those for which it is
    // true.
    {k6, "^execution: *"},
    {k6, "running ({=time_taken~3}), {}/{} VUs, {} complete and {} interrupted iterations"},
    {k6, "data_received*: {bytes} {transfer_rate}/s"},
    {k6, "data_sent*: {bytes_sent} {sent_rate}/s"},
    {k6, "http_req_duration*: {trend}"},
    {k6, "http_req_failed*: {failed_share}% ✓ {failed} ✗ {ok}"},
    {k6, "http_req_failed*: {failed_share}% {failed} out of {}"},
    {k6, "!http_reqs*: {complete} {rate}/s"},
    {k6, "vus_max*: {concurrency} *"},

    // JMeter without its window. Each line replaces the one before; "summary +" has the last part.
    {jmeter, "^Starting standalone test @*"},
    {jmeter, "^Starting the test @*"},
    {jmeter,
     "!*= {=complete} in {=time_taken:s} = {=rate}/s Avg: {=latency_mean:ms} Min: "
     "{=latency_min:ms} Max: {=latency_max:ms} Err: {=failed} ({=failed_share}%)"},
});

}  // namespace

std::span<const ToolLine> tool_text_lines() { return text_lines; }

}  // namespace tiga::audit::reading
