#include "audit/headings/heading.hpp"

#include <algorithm>
#include <map>

#include "audit/headings/words.hpp"

namespace tiga::audit::headings {
namespace {

using Words = std::vector<std::string>;

// The order of words matters only around "per": "request per s" is not "s per request".
std::string key_of(Words words) {
  if (std::ranges::find(words, "per") == words.end()) {
    std::ranges::sort(words);
  }
  return joined(words);
}

struct Synonyms {
  Field field;
  std::vector<std::string> phrases;
};

// In the forms of words_of(), where "time taken" is also "waktu yang dibutuhkan".
std::vector<Synonyms> all_synonyms() {
  return {
      {Field::number, {"no"}},
      {Field::label,
       {"server", "arm", "architecture", "method", "name", "kind server", "name server", "kind",
        "label", "endpoint", "framework", "tool"}},
      {Field::concurrency,
       {"concurrency",
        "level concurrency",
        "concurrent",
        "c",
        "concurrent request",
        "concurrent client",
        "concurrent user",
        "concurrent connection",
        "client",
        "total client",
        "user",
        "total user",
        "total concurrency",
        "total concurrent request",
        "connection",
        "total connection",
        "virtual user",
        "total concurrent user",
        "total concurrent connection",
        "total concurrent client",
        "level concurrent"}},
      {Field::requests, {"request", "total request", "n", "request requested", "request sent"}},
      {Field::time_taken,
       {"time taken", "time taken test", "time", "time total", "time test", "time total test",
        "time taken total", "totaltime", "time taken request"}},
      {Field::complete,
       {"complete request", "complete", "total complete request", "total complete", "response",
        "total response", "response received", "request total complete"}},
      {Field::ok,
       {"ok", "request ok", "total ok", "total request ok", "ok response", "ok transaction"}},
      {Field::failed,
       {"failed", "failed request", "total failed", "total failed request", "error",
        "error request", "total error", "total error request", "failed response",
        "failed transaction", "total failed response", "error response"}},
      {Field::errored, {"lost request", "lost", "socket error", "total lost request"}},
      {Field::failed_share,
       {"error rate", "errorrate", "failed rate", "rate error request", "rate failed request",
        "share failed", "share error", "share failed request", "share error request", "level error",
        "level failed", "http request failed"}},
      {Field::ok_share,
       {"ok rate", "okrate", "rate ok request", "availability", "share ok", "share ok request",
        "level ok"}},
      {Field::timeouts,
       {"timeout", "total timeout", "timeout error", "timeout request", "timed out",
        "timed out request"}},
      {Field::connect_errors, {"connect error", "connection error"}},
      {Field::read_errors, {"read error"}},
      {Field::write_errors, {"write error"}},
      {Field::status_2xx, {"2xx", "2xx response", "status 2xx", "http 2xx", "2xx request"}},
      {Field::status_3xx, {"3xx", "3xx response", "status 3xx", "http 3xx", "3xx request"}},
      {Field::status_4xx,
       {"4xx", "4xx response", "status 4xx", "http 4xx", "4xx request", "4xx error"}},
      {Field::status_5xx,
       {"5xx", "5xx response", "status 5xx", "http 5xx", "5xx request", "5xx error", "http 500"}},
      {Field::non_2xx, {"non 2xx", "non 2xx response", "non 2xx request"}},
      {Field::keep_alive, {"keep alive request", "keep alive"}},
      {Field::bytes,
       {"total transfer", "transfer", "transfer bytes", "total transfer bytes", "total bytes",
        "bytes received", "total data", "data transfer", "total data transfer", "data received",
        "total received", "received", "data"}},
      {Field::bytes_sent, {"sent", "bytes sent", "data sent", "total sent"}},
      {Field::html_bytes, {"html transfer", "total html transfer"}},
      {Field::document_length, {"document length"}},
      {Field::rate,
       {"request per s", "total request per s", "rps", "qps", "tps", "throughput", "rate request",
        "per s request", "transaction per s", "rate transaction", "response per s",
        "mean request per s", "throughput request"}},
      {Field::time_per_request,
       {"time per request", "ms per request", "s per request", "time request per request"}},
      {Field::transfer_rate,
       {"transfer rate", "data rate transfer", "data rate", "transferrate", "bandwidth",
        "transfer per s"}},
      {Field::latency_max, {"longest request"}},
  };
}

const std::map<std::string, Field>& phrases() {
  static const std::map<std::string, Field> all = [] {
    std::map<std::string, Field> made;
    for (const Synonyms& synonyms : all_synonyms()) {
      for (const std::string& phrase : synonyms.phrases) {
        made.emplace(key_of(words_of(phrase)), synonyms.field);
      }
    }
    return made;
  }();
  return all;
}

}  // namespace

std::optional<Field> field_named(const std::vector<std::string>& words) {
  const auto found = phrases().find(key_of(words));
  if (found != phrases().end()) {
    return found->second;
  }
  if (const auto latency = latency_named(words)) {
    return latency;
  }
  Words rest;
  std::ranges::copy_if(words, std::back_inserter(rest),
                       [](const std::string& word) { return word != "mean"; });
  const auto without_mean = phrases().find(key_of(rest));
  return without_mean == phrases().end() ? std::nullopt
                                         : std::optional<Field>(without_mean->second);
}

std::optional<Meaning> meaning_in_cells(std::string_view name) {
  static const std::map<std::string, Field, std::less<>> fields = {
      {"cell", Field::number},
      {"arm", Field::label},
      {"concurrency", Field::concurrency},
      {"requests", Field::requests},
      {"rate", Field::offered_rate},
      {"time_taken_s", Field::time_taken},
      {"attempted", Field::attempted},
      {"complete_requests", Field::complete},
      {"ok", Field::ok},
      {"failed", Field::failed},
      {"abandoned", Field::abandoned},
      {"octets_received", Field::bytes},
      {"requests_per_second", Field::rate},
      {"latency_min_us", Field::latency_min},
      {"latency_mean_us", Field::latency_mean},
      {"latency_p50_us", Field::latency_p50},
      {"latency_p90_us", Field::latency_p90},
      {"latency_p95_us", Field::latency_p95},
      {"latency_p99_us", Field::latency_p99},
      {"latency_p99_9_us", Field::latency_p99_9},
      {"latency_max_us", Field::latency_max},
  };
  const auto found = fields.find(name);
  if (found == fields.end()) {
    return std::nullopt;
  }
  const Dimension dimension = facts_of(found->second).dimension;
  const bool is_latency = name.ends_with("_us");
  return Meaning{found->second, is_latency                      ? unit_of({"us"})
                                : dimension == Dimension::time  ? unit_of({"s"})
                                : dimension == Dimension::bytes ? unit_of({"bytes"})
                                                                : std::nullopt};
}

}  // namespace tiga::audit::headings
