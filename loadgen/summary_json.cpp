#include <exception>
#include <nlohmann/json.hpp>

#include "common/error.hpp"
#include "loadgen/summary.hpp"

namespace tiga::loadgen {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

std::optional<double> number_or_none(const Json& value) {
  return value.is_null() ? std::nullopt : std::optional<double>(value.get<double>());
}

Json target_json(const TargetFacts& target) {
  return {{"server_software", target.software},
          {"host", target.host},
          {"port", target.port},
          {"path", target.path},
          {"document_length", target.document_length},
          {"variable_document", target.variable_document}};
}

TargetFacts read_target(const Json& json) {
  return {json.at("server_software"),
          json.at("host"),
          json.at("port"),
          json.at("path"),
          json.at("document_length"),
          json.at("variable_document")};
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

OutcomeCounts read_outcomes(const Json& json) {
  OutcomeCounts outcomes;
  outcomes[Outcome::ok] = json.at("ok");
  for_each_outcome([&](Outcome outcome) {
    if (outcome != Outcome::ok) {
      outcomes[outcome] = json.at("failures").at(std::string(name_of(outcome)));
    }
  });
  return outcomes;
}

Json latency_json(const LatencySummary& latency) {
  return {{"min", or_null(latency.min)},     {"mean", or_null(latency.mean)},
          {"p50", or_null(latency.p50)},     {"p90", or_null(latency.p90)},
          {"p95", or_null(latency.p95)},     {"p99", or_null(latency.p99)},
          {"p99_9", or_null(latency.p99_9)}, {"max", or_null(latency.max)}};
}

LatencySummary read_latency(const Json& json) {
  const auto field = [&](const char* name) { return number_or_none(json.at(name)); };
  return {field("min"), field("mean"), field("p50"),   field("p90"),
          field("p95"), field("p99"),  field("p99_9"), field("max")};
}

Json row_json(const TimesRow& row) {
  return {{"min", row.min},
          {"mean", row.mean},
          {"deviation", row.deviation},
          {"median", row.median},
          {"max", row.max}};
}

TimesRow read_row(const Json& json) {
  return {json.at("min"), json.at("mean"), json.at("deviation"), json.at("median"), json.at("max")};
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

std::optional<TimesTable> read_times(const Json& json) {
  if (json.is_null()) {
    return std::nullopt;
  }
  return TimesTable{read_row(json.at("connect")), read_row(json.at("processing")),
                    read_row(json.at("waiting")), read_row(json.at("total"))};
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

AbCounts read_ab(const Json& json) {
  AbCounts ab;
  ab.complete = json.at("complete_requests");
  ab.failed = json.at("failed_requests");
  ab.connect = json.at("failed_connect");
  ab.receive = json.at("failed_receive");
  ab.length = json.at("failed_length");
  ab.exceptions = json.at("failed_exceptions");
  ab.non_2xx = json.at("non_2xx_responses");
  ab.keep_alive = json.at("keep_alive_requests");
  ab.html_octets = json.at("html_octets");
  return ab;
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

std::string utf8_as_octets(const std::string& text) {
  std::string octets;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto octet = static_cast<unsigned char>(text[at]);
    if (octet >= 0xC0 && at + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++at]);
      octets += static_cast<char>(((octet & 0x03) << 6) | (next & 0x3F));
    } else {
      octets += text[at];
    }
  }
  return octets;
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

std::vector<Example> read_examples(const Json& json) {
  std::vector<Example> examples;
  for (const Json& item : json) {
    const auto outcome = outcome_named(item.at("kind").get<std::string>());
    examples.push_back({outcome.value(), item.at("detail"), utf8_as_octets(item.at("first_octets")),
                        item.at("peer"), item.at("at_s")});
  }
  return examples;
}

Json bins_json(const std::vector<LatencyBin>& bins) {
  Json list = Json::array();
  for (const LatencyBin& bin : bins) {
    list.push_back({bin.lower_ns, bin.upper_ns, bin.count});
  }
  return list;
}

std::vector<LatencyBin> read_bins(const Json& json) {
  std::vector<LatencyBin> bins;
  for (const Json& item : json) {
    bins.push_back({item.at(0), item.at(1), item.at(2)});
  }
  return bins;
}

Json percentages_json(const std::vector<PercentageRow>& rows) {
  Json list = Json::array();
  for (const PercentageRow& row : rows) {
    list.push_back({row.percent, row.milliseconds});
  }
  return list;
}

std::vector<PercentageRow> read_percentages(const Json& json) {
  std::vector<PercentageRow> rows;
  for (const Json& item : json) {
    rows.push_back({item.at(0), item.at(1)});
  }
  return rows;
}

Verdict read_verdict(const std::string& name) {
  for (const Verdict verdict : {Verdict::server_measured, Verdict::generator_limited}) {
    if (name == name_of(verdict)) {
      return verdict;
    }
  }
  return Verdict::nothing_measured;
}

Summary read_summary(const Json& json) {
  Summary summary;
  summary.target = read_target(json.at("target"));
  summary.concurrency = json.at("concurrency");
  summary.keep_alive = json.at("keep_alive");
  summary.sends_content = json.at("sends_content");
  summary.attempted = json.at("attempted");
  summary.outcomes = read_outcomes(json);
  summary.not_started = json.at("not_started");
  summary.interrupted = json.at("interrupted");
  summary.octets_received = json.at("octets_received");
  summary.octets_sent = json.at("octets_sent");
  summary.elapsed_s = json.at("elapsed_s");
  summary.latency_us = read_latency(json.at("latency_us"));
  summary.connections_opened = json.at("connections_opened");
  summary.mean_in_flight = json.at("mean_in_flight");
  const Json& generator = json.at("generator");
  summary.generator = {generator.at("cpu_s"), generator.at("core_share"), generator.at("engine")};
  summary.verdict = read_verdict(json.at("verdict"));
  summary.ab = read_ab(json.at("ab"));
  summary.times = read_times(json.at("times_ms"));
  summary.percentages = read_percentages(json.at("percentages_ms"));
  summary.examples = read_examples(json.at("examples"));
  summary.latency_bins = read_bins(json.at("latency_histogram_ns"));
  return summary;
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
                     {"connections_opened", summary.connections_opened},
                     {"mean_in_flight", summary.mean_in_flight},
                     {"littles_law_ratio", or_null(summary.littles_law_ratio())},
                     {"generator",
                      {{"cpu_s", summary.generator.cpu_s},
                       {"core_share", summary.generator.core_share},
                       {"engine", summary.generator.engine}}},
                     {"verdict", name_of(summary.verdict)},
                     {"ab", ab_json(summary)},
                     {"times_ms", times_json(summary.times)},
                     {"percentages_ms", percentages_json(summary.percentages)},
                     {"examples", examples_json(summary.examples)},
                     {"latency_histogram_ns", bins_json(summary.latency_bins)}};
  return json.dump(2) + "\n";
}

Summary summary_from_json(std::string_view json) {
  try {
    return read_summary(Json::parse(json));
  } catch (const std::exception& error) {
    throw common::CannotRun(std::string("this is not a summary of loadgen: ") + error.what());
  }
}

}  // namespace tiga::loadgen
