#include <nlohmann/json.hpp>

#include "loadgen/summary.hpp"

namespace tiga::loadgen {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json target_json(const TargetFacts& target) {
  return {{"server_software", target.software},
          {"host", target.host},
          {"port", target.port},
          {"path", target.path},
          {"document_length", target.document_length},
          {"variable_document", target.variable_document}};
}

Json failures_json(const OutcomeCounts& outcomes) {
  Json failures = Json::object();
  for_each_outcome([&](Outcome outcome) {
    if (outcome != Outcome::ok) {
      failures[std::string(name_of(outcome))] = outcomes[outcome];
    }
  });
  return failures;
}

Json latency_json(const LatencySummary& latency) {
  return {{"min", or_null(latency.min)},     {"mean", or_null(latency.mean)},
          {"p50", or_null(latency.p50)},     {"p90", or_null(latency.p90)},
          {"p95", or_null(latency.p95)},     {"p99", or_null(latency.p99)},
          {"p99_9", or_null(latency.p99_9)}, {"p99_99", or_null(latency.p99_99)},
          {"max", or_null(latency.max)}};
}

Json generator_json(const GeneratorFacts& generator) {
  Json threads = Json::array();
  for (const ThreadUse& thread : generator.threads) {
    threads.push_back({{"cpu_s", thread.cpu_s}, {"core_share", thread.core_share}});
  }
  return {{"cpu_s", generator.cpu_s},
          {"core_share", generator.core_share},
          {"engine", generator.engine},
          {"threads", threads},
          {"busy_wait_s", generator.busy_wait_s}};
}

Json open_loop_json(const std::optional<OpenLoopFacts>& open_loop) {
  if (!open_loop) {
    return nullptr;
  }
  return {{"rate", open_loop->rate},
          {"arrivals", open_loop->arrivals},
          {"delay_us", latency_json(open_loop->delay_us)}};
}

Json warmup_json(const std::optional<WarmupFacts>& warmup) {
  if (!warmup) {
    return nullptr;
  }
  return {{"seconds", warmup->seconds}, {"requests", warmup->requests}, {"failed", warmup->failed}};
}

Json bystanders_json(const std::optional<BystanderFacts>& bystanders) {
  if (!bystanders) {
    return nullptr;
  }
  const BystanderFacts& facts = *bystanders;
  return {{"idle", facts.idle},
          {"idle_at_begin", facts.idle_at_begin},
          {"idle_at_end", facts.idle_at_end},
          {"slow_readers", facts.slow_readers},
          {"slow_readers_at_begin", facts.slow_readers_at_begin},
          {"slow_readers_at_end", facts.slow_readers_at_end},
          {"slow_path", facts.slow_path},
          {"slow_rate", facts.slow_rate},
          {"slow_requests", facts.slow_requests},
          {"slow_replies", facts.slow_replies},
          {"slow_failures", facts.slow_failures},
          {"slow_octets", facts.slow_octets},
          {"cpu_s", facts.cpu_s}};
}

Json row_json(const TimesRow& row) {
  return {{"min", row.min},
          {"mean", row.mean},
          {"deviation", row.deviation},
          {"median", row.median},
          {"max", row.max}};
}

Json times_json(const std::optional<TimesTable>& times) {
  if (!times) {
    return nullptr;
  }
  return {{"connect", row_json(times->connect)},
          {"processing", row_json(times->processing)},
          {"waiting", row_json(times->waiting)},
          {"total", row_json(times->total)}};
}

Json ab_json(const Summary& summary) {
  const AbCounts& ab = summary.ab;
  return {{"complete_requests", ab.complete},
          {"failed_requests", ab.failed},
          {"failed_connect", ab.connect},
          {"failed_receive", ab.receive},
          {"failed_length", ab.length},
          {"failed_exceptions", ab.exceptions},
          {"non_2xx_responses", ab.non_2xx},
          {"keep_alive_requests", ab.keep_alive},
          {"html_octets", ab.html_octets},
          {"time_per_request_ms", or_null(summary.time_per_request_ms())},
          {"transfer_rate_kbytes_per_s", summary.transfer_rate_kbytes_per_s()}};
}

/// JSON is UTF-8; a reply need not be. Each octet stands for the code point of its value.
std::string octets_as_utf8(const std::string& octets) {
  std::string text;
  for (const char character : octets) {
    const auto octet = static_cast<unsigned char>(character);
    if (octet < 0x80) {
      text += character;
    } else {
      text += static_cast<char>(0xC0 | (octet >> 6));
      text += static_cast<char>(0x80 | (octet & 0x3F));
    }
  }
  return text;
}

Json examples_json(const std::vector<Example>& examples) {
  Json list = Json::array();
  for (const Example& example : examples) {
    list.push_back({{"kind", name_of(example.outcome)},
                    {"detail", example.detail},
                    {"first_octets", octets_as_utf8(example.first_octets)},
                    {"peer", example.peer},
                    {"at_s", example.at_s}});
  }
  return list;
}

Json bins_json(const std::vector<LatencyBin>& bins) {
  Json list = Json::array();
  for (const LatencyBin& bin : bins) {
    list.push_back({bin.lower_ns, bin.upper_ns, bin.count});
  }
  return list;
}

Json percentages_json(const std::vector<PercentageRow>& rows) {
  Json list = Json::array();
  for (const PercentageRow& row : rows) {
    list.push_back({row.percent, row.milliseconds});
  }
  return list;
}

}  // namespace

std::string to_json(const Summary& summary) {
  const Json json = {{"target", target_json(summary.target)},
                     {"concurrency", summary.concurrency},
                     {"keep_alive", summary.keep_alive},
                     {"sends_content", summary.sends_content},
                     {"attempted", summary.attempted},
                     {"ok", summary.ok()},
                     {"failures", failures_json(summary.outcomes)},
                     {"not_started", summary.not_started},
                     {"interrupted", summary.interrupted},
                     {"octets_received", summary.octets_received},
                     {"octets_sent", summary.octets_sent},
                     {"elapsed_s", summary.elapsed_s},
                     {"requests_per_second", summary.requests_per_second()},
                     {"ok_per_second", summary.ok_per_second()},
                     {"latency_us", latency_json(summary.latency_us)},
                     {"connect_us", latency_json(summary.connect_us)},
                     {"first_octet_us", latency_json(summary.first_octet_us)},
                     {"mean_in_flight_us", or_null(summary.mean_in_flight_us)},
                     {"connections_opened", summary.connections_opened},
                     {"local_addresses", summary.sources},
                     {"local_ports", summary.local_ports},
                     {"mean_in_flight", summary.mean_in_flight},
                     {"littles_law_ratio", or_null(summary.littles_law_ratio())},
                     {"generator", generator_json(summary.generator)},
                     {"kernel",
                      {{"syn_retransmits", summary.kernel.syn_retransmits},
                       {"listen_overflows", summary.kernel.listen_overflows}}},
                     {"open_loop", open_loop_json(summary.open_loop)},
                     {"warmup", warmup_json(summary.warmup)},
                     {"bystanders", bystanders_json(summary.bystanders)},
                     {"verdict", name_of(summary.verdict)},
                     {"ab", ab_json(summary)},
                     {"times_ms", times_json(summary.times)},
                     {"percentages_ms", percentages_json(summary.percentages)},
                     {"examples", examples_json(summary.examples)},
                     {"latency_histogram_ns", bins_json(summary.latency_bins)}};
  return json.dump(2) + "\n";
}

}  // namespace tiga::loadgen
