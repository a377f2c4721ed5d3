#include "audit/field.hpp"

#include <array>

namespace tiga::audit {
namespace {

using enum Dimension;

// In the order of Field.
constexpr std::array<FieldFacts, 38> all_facts{{
    {Field::number, "row number", text, ""},
    {Field::label, "name", text, ""},
    {Field::concurrency, "concurrency", count, ""},
    {Field::requests, "requests asked for", count, ""},
    {Field::offered_rate, "offered rate", request_rate, ""},
    {Field::time_taken, "time taken", time, "s"},
    {Field::attempted, "attempted", count, ""},
    {Field::complete, "complete", count, ""},
    {Field::ok, "succeeded", count, ""},
    {Field::failed, "failed", count, ""},
    {Field::abandoned, "abandoned", count, ""},
    {Field::connect_failures, "failed: connect", count, ""},
    {Field::receive_failures, "failed: receive", count, ""},
    {Field::length_failures, "failed: length", count, ""},
    {Field::exceptions, "failed: exceptions", count, ""},
    {Field::non_2xx, "non-2xx", count, ""},
    {Field::keep_alive, "keep-alive requests", count, ""},
    {Field::bytes, "bytes received", bytes, "bytes"},
    {Field::html_bytes, "bytes of content", bytes, "bytes"},
    {Field::document_length, "document length", bytes, "bytes"},
    {Field::rate, "requests/s", request_rate, ""},
    {Field::time_per_request, "time per request", time, "ms"},
    {Field::time_per_request_2, "time per request (second column)", time, "ms"},
    {Field::time_per_request_client, "time per request (ab's first line)", time, "ms"},
    {Field::time_per_request_across, "time per request (ab's second line)", time, "ms"},
    {Field::transfer_rate, "transfer rate", byte_rate, "KB/s"},
    {Field::latency_min, "shortest latency", time, "ms"},
    {Field::latency_mean, "mean latency", time, "ms"},
    {Field::latency_p50, "latency p50", time, "ms"},
    {Field::latency_p66, "latency p66", time, "ms"},
    {Field::latency_p75, "latency p75", time, "ms"},
    {Field::latency_p80, "latency p80", time, "ms"},
    {Field::latency_p90, "latency p90", time, "ms"},
    {Field::latency_p95, "latency p95", time, "ms"},
    {Field::latency_p98, "latency p98", time, "ms"},
    {Field::latency_p99, "latency p99", time, "ms"},
    {Field::latency_p99_9, "latency p99.9", time, "ms"},
    {Field::latency_max, "longest latency", time, "ms"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < all_facts.size(); ++i) {
    if (static_cast<std::size_t>(all_facts[i].field) != i) {
      return false;
    }
  }
  return static_cast<std::size_t>(Field::latency_max) + 1 == all_facts.size();
}
static_assert(in_order());

}  // namespace

const FieldFacts& facts_of(Field field) { return all_facts.at(static_cast<std::size_t>(field)); }

}  // namespace tiga::audit
