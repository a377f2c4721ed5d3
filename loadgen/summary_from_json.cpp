#include <exception>
#include <nlohmann/json.hpp>

#include "common/error.hpp"
#include "loadgen/summary.hpp"

namespace tiga::loadgen {
namespace {

using Json = nlohmann::ordered_json;

std::optional<double> number_or_none(const Json& value) {
  return value.is_null() ? std::nullopt : std::optional<double>(value.get<double>());
}

TargetFacts read_target(const Json& json) {
  return {json.at("server_software"),
          json.at("host"),
          json.at("port"),
          json.at("path"),
          json.at("document_length"),
          json.at("variable_document")};
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

LatencySummary read_latency(const Json& json) {
  const auto field = [&](const char* name) { return number_or_none(json.at(name)); };
  return {field("min"), field("mean"),  field("p50"),    field("p90"), field("p95"),
          field("p99"), field("p99_9"), field("p99_99"), field("max")};
}

GeneratorFacts read_generator(const Json& json) {
  GeneratorFacts generator{
      json.at("cpu_s"), json.at("core_share"), json.at("engine"), {}, json.at("busy_wait_s")};
  for (const Json& thread : json.at("threads")) {
    generator.threads.push_back({thread.at("cpu_s"), thread.at("core_share")});
  }
  return generator;
}

std::optional<OpenLoopFacts> read_open_loop(const Json& json) {
  if (json.is_null()) {
    return std::nullopt;
  }
  return OpenLoopFacts{json.at("rate"), json.at("arrivals"), read_latency(json.at("delay_us"))};
}

std::optional<WarmupFacts> read_warmup(const Json& json) {
  if (json.is_null()) {
    return std::nullopt;
  }
  return WarmupFacts{json.at("seconds"), json.at("requests"), json.at("failed")};
}

std::optional<BystanderFacts> read_bystanders(const Json& json) {
  if (json.is_null()) {
    return std::nullopt;
  }
  return BystanderFacts{json.at("idle"),
                        json.at("idle_at_begin"),
                        json.at("idle_at_end"),
                        json.at("slow_readers"),
                        json.at("slow_readers_at_begin"),
                        json.at("slow_readers_at_end"),
                        json.at("slow_path"),
                        json.at("slow_rate"),
                        json.at("slow_requests"),
                        json.at("slow_replies"),
                        json.at("slow_failures"),
                        json.at("slow_octets"),
                        json.at("cpu_s")};
}

TimesRow read_row(const Json& json) {
  return {json.at("min"), json.at("mean"), json.at("deviation"), json.at("median"), json.at("max")};
}

std::optional<TimesTable> read_times(const Json& json) {
  if (json.is_null()) {
    return std::nullopt;
  }
  return TimesTable{read_row(json.at("connect")), read_row(json.at("processing")),
                    read_row(json.at("waiting")), read_row(json.at("total"))};
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

std::vector<Example> read_examples(const Json& json) {
  std::vector<Example> examples;
  for (const Json& item : json) {
    const auto outcome = outcome_named(item.at("kind").get<std::string>());
    examples.push_back({outcome.value(), item.at("detail"), utf8_as_octets(item.at("first_octets")),
                        item.at("peer"), item.at("at_s")});
  }
  return examples;
}

std::vector<LatencyBin> read_bins(const Json& json) {
  std::vector<LatencyBin> bins;
  for (const Json& item : json) {
    bins.push_back({item.at(0), item.at(1), item.at(2)});
  }
  return bins;
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
  summary.sources = json.at("local_addresses");
  summary.local_ports = json.at("local_ports");
  summary.mean_in_flight = json.at("mean_in_flight");
  summary.connect_us = read_latency(json.at("connect_us"));
  summary.first_octet_us = read_latency(json.at("first_octet_us"));
  summary.mean_in_flight_us = number_or_none(json.at("mean_in_flight_us"));
  summary.generator = read_generator(json.at("generator"));
  summary.kernel = {json.at("kernel").at("syn_retransmits"),
                    json.at("kernel").at("listen_overflows")};
  summary.open_loop = read_open_loop(json.at("open_loop"));
  summary.warmup = read_warmup(json.at("warmup"));
  summary.bystanders = read_bystanders(json.at("bystanders"));
  summary.verdict = read_verdict(json.at("verdict"));
  summary.ab = read_ab(json.at("ab"));
  summary.times = read_times(json.at("times_ms"));
  summary.percentages = read_percentages(json.at("percentages_ms"));
  summary.examples = read_examples(json.at("examples"));
  summary.latency_bins = read_bins(json.at("latency_histogram_ns"));
  return summary;
}

}  // namespace

Summary summary_from_json(std::string_view json) {
  try {
    return read_summary(Json::parse(json));
  } catch (const std::exception& error) {
    throw common::CannotRun(std::string("this is not a summary of loadgen: ") + error.what());
  }
}

}  // namespace tiga::loadgen
