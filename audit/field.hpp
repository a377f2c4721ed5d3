// The possible columns of a table of a load test.
#pragma once

#include <cstdint>
#include <string_view>

namespace tiga::audit {

/// The quantity of a figure.
enum class Dimension : std::uint8_t { count, time, bytes, byte_rate, request_rate, text };

/// A column. `time_per_request` may be either of ab's two; `_2` is a second such column.
enum class Field : std::uint8_t {
  number,
  label,
  concurrency,
  requests,
  offered_rate,
  time_taken,
  attempted,
  complete,
  ok,
  failed,
  abandoned,
  connect_failures,
  receive_failures,
  length_failures,
  exceptions,
  non_2xx,
  keep_alive,
  bytes,
  html_bytes,
  document_length,
  rate,
  time_per_request,
  time_per_request_2,
  time_per_request_client,
  time_per_request_across,
  transfer_rate,
  latency_min,
  latency_mean,
  latency_p50,
  latency_p66,
  latency_p75,
  latency_p80,
  latency_p90,
  latency_p95,
  latency_p98,
  latency_p99,
  latency_p99_9,
  latency_max,
};

/// A field's name for reports, and its quantity.
struct FieldFacts {
  Field field;
  std::string_view name;
  Dimension dimension;
  std::string_view unit;  ///< ab's; the default if none is given
};

const FieldFacts& facts_of(Field field);

}  // namespace tiga::audit
