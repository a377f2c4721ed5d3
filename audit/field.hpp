// The possible columns of a table of a load test.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// The only list of columns: entry(FIELD, NAME, DIMENSION, UNIT). NAME is for reports; UNIT is ab's,
// the default if none is given. `time_per_request` may be either of ab's two; `_2` is a second such
// column. `complete` counts replies of any status and, with ab, failures; `ok` those that the tool
// calls successful. `..._failures` are ab's kinds of a failed request; `..._errors` and `timeouts`
// are counts beside the requests (wrk) or parts of `failed`. `in_flight` was measured;
// `concurrency` was asked for.
// clang-format off
#define TIGA_AUDIT_FIELDS(entry)                                                            \
  entry(number, "row number", text, "")                                                     \
  entry(label, "name", text, "")                                                            \
  entry(concurrency, "concurrency", count, "")                                              \
  entry(threads, "threads", count, "")                                                      \
  entry(connections, "connections", count, "")                                              \
  entry(requests, "requests asked for", count, "")                                          \
  entry(time_asked, "duration asked for", time, "s")                                        \
  entry(offered_rate, "offered rate", request_rate, "")                                     \
  entry(time_taken, "time taken", time, "s")                                                \
  entry(attempted, "attempted", count, "")                                                  \
  entry(started, "started", count, "")                                                      \
  entry(complete, "complete", count, "")                                                    \
  entry(ok, "succeeded", count, "")                                                         \
  entry(failed, "failed", count, "")                                                        \
  entry(errored, "without a reply", count, "")                                              \
  entry(abandoned, "abandoned", count, "")                                                  \
  entry(abandoned_wait, "longest wait of an abandoned request", time, "ms")                 \
  entry(connect_failures, "failed: connect", count, "")                                     \
  entry(receive_failures, "failed: receive", count, "")                                     \
  entry(length_failures, "failed: length", count, "")                                       \
  entry(exceptions, "failed: exceptions", count, "")                                        \
  entry(connect_errors, "connect errors", count, "")                                        \
  entry(read_errors, "read errors", count, "")                                              \
  entry(write_errors, "write errors", count, "")                                            \
  entry(timeouts, "timeouts", count, "")                                                    \
  entry(failed_share, "share that failed", share, "%")                                      \
  entry(ok_share, "share that succeeded", share, "%")                                       \
  entry(status_1xx, "1xx replies", count, "")                                               \
  entry(status_2xx, "2xx replies", count, "")                                               \
  entry(status_3xx, "3xx replies", count, "")                                               \
  entry(status_4xx, "4xx replies", count, "")                                               \
  entry(status_5xx, "5xx replies", count, "")                                               \
  entry(non_2xx, "non-2xx", count, "")                                                      \
  entry(keep_alive, "keep-alive requests", count, "")                                       \
  entry(bytes, "bytes received", bytes, "bytes")                                            \
  entry(html_bytes, "bytes of content", bytes, "bytes")                                     \
  entry(document_length, "document length", bytes, "bytes")                                 \
  entry(bytes_each, "bytes for each request", bytes, "bytes")                               \
  entry(bytes_sent, "bytes sent", bytes, "bytes")                                           \
  entry(rate, "requests/s", request_rate, "")                                               \
  entry(thread_rate, "requests/s of a thread", request_rate, "")                            \
  entry(in_flight, "mean in flight", count, "")                                             \
  entry(time_per_request, "time per request", time, "ms")                                   \
  entry(time_per_request_2, "time per request (second column)", time, "ms")                 \
  entry(time_per_request_client, "time per request (ab's first line)", time, "ms")          \
  entry(time_per_request_across, "time per request (ab's second line)", time, "ms")         \
  entry(transfer_rate, "transfer rate", byte_rate, "KB/s")                                  \
  entry(sent_rate, "rate of sending", byte_rate, "KB/s")                                    \
  entry(latency_min, "shortest latency", time, "ms")                                        \
  entry(latency_mean, "mean latency", time, "ms")                                           \
  entry(latency_p2_5, "latency p2.5", time, "ms")                                           \
  entry(latency_p10, "latency p10", time, "ms")                                             \
  entry(latency_p25, "latency p25", time, "ms")                                             \
  entry(latency_p50, "latency p50", time, "ms")                                             \
  entry(latency_p66, "latency p66", time, "ms")                                             \
  entry(latency_p75, "latency p75", time, "ms")                                             \
  entry(latency_p80, "latency p80", time, "ms")                                             \
  entry(latency_p90, "latency p90", time, "ms")                                             \
  entry(latency_p95, "latency p95", time, "ms")                                             \
  entry(latency_p97_5, "latency p97.5", time, "ms")                                         \
  entry(latency_p98, "latency p98", time, "ms")                                             \
  entry(latency_p99, "latency p99", time, "ms")                                             \
  entry(latency_p99_9, "latency p99.9", time, "ms")                                         \
  entry(latency_p99_99, "latency p99.99", time, "ms")                                       \
  entry(latency_p99_999, "latency p99.999", time, "ms")                                     \
  entry(latency_max, "longest latency", time, "ms")
// clang-format on

namespace tiga::audit {

/// The quantity of a figure.
enum class Dimension : std::uint8_t {
  count,
  time,
  bytes,
  byte_rate,
  request_rate,
  share,  ///< 0 to 1; printed as a percentage
  text
};

/// A column.
enum class Field : std::uint8_t {
#define TIGA_AUDIT_ENTRY(field, name, dimension, unit) field,
  TIGA_AUDIT_FIELDS(TIGA_AUDIT_ENTRY)
#undef TIGA_AUDIT_ENTRY
};

/// A field's name for reports, and its quantity.
struct FieldFacts {
  std::string_view name;
  Dimension dimension;
  std::string_view unit;  ///< ab's; the default if none is given
};

/// Of all fields, in the order of the enumeration.
inline constexpr auto all_field_facts = std::to_array<FieldFacts>({
#define TIGA_AUDIT_ENTRY(field, name, dimension, unit) {name, Dimension::dimension, unit},
    TIGA_AUDIT_FIELDS(TIGA_AUDIT_ENTRY)
#undef TIGA_AUDIT_ENTRY
});

constexpr const FieldFacts& facts_of(Field field) {
  return all_field_facts[static_cast<std::size_t>(field)];
}

}  // namespace tiga::audit
