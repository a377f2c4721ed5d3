#include "suite/hosts/wire.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "suite/records/facts_json.hpp"

namespace tiga::suite::hosts {
namespace {

using nlohmann::json;
using records::read_optional;

// For an initializer list of values of one kind.
template <class Value>
json or_null(const std::optional<Value>& value) {
  return records::or_null<json>(value);
}

common::Nanoseconds nanoseconds_at(const json& object, const char* name) {
  return common::Nanoseconds(object.at(name).get<std::int64_t>());
}

}  // namespace

json json_of(const measure::LoadOrder& order) {
  return {{"url", order.url},
          {"requests", order.requests},
          {"concurrency", order.concurrency},
          {"rate", or_null(order.rate)},
          {"time_limit_s", order.time_limit_s},
          {"wrk", order.generator == plan::Generator::wrk},
          {"start_at_ns", order.start_at ? json(order.start_at->count()) : json()},
          {"phase_ns", order.phase.count()},
          {"part", order.part},
          {"parts", order.parts}};
}

measure::LoadOrder load_order_from(const json& from) {
  measure::LoadOrder order;
  from.at("url").get_to(order.url);
  from.at("requests").get_to(order.requests);
  from.at("concurrency").get_to(order.concurrency);
  order.rate = read_optional<double>(from.at("rate"));
  from.at("time_limit_s").get_to(order.time_limit_s);
  order.generator = from.at("wrk").get<bool>() ? plan::Generator::wrk : plan::Generator::loadgen;
  if (!from.at("start_at_ns").is_null()) {
    order.start_at = nanoseconds_at(from, "start_at_ns");
  }
  order.phase = nanoseconds_at(from, "phase_ns");
  from.at("part").get_to(order.part);
  from.at("parts").get_to(order.parts);
  return order;
}

json json_of(const measure::ServerStart& order) {
  return {{"number", order.number},
          {"backends", order.backends},
          {"index", order.index},
          {"count", order.count},
          {"with_front", order.with_front}};
}

measure::ServerStart server_start_from(const json& from) {
  measure::ServerStart order;
  from.at("number").get_to(order.number);
  from.at("backends").get_to(order.backends);
  from.at("index").get_to(order.index);
  from.at("count").get_to(order.count);
  from.at("with_front").get_to(order.with_front);
  return order;
}

json json_of(const std::vector<measure::ProcessUse>& use) {
  json list = json::array();
  for (const measure::ProcessUse& process : use) {
    list.push_back({{"pid", process.pid},
                    {"cpu_ns", process.cpu_time.count()},
                    {"threads", process.threads},
                    {"cores", process.cores}});
  }
  return list;
}

std::vector<measure::ProcessUse> use_from(const json& from) {
  std::vector<measure::ProcessUse> use;
  use.reserve(from.size());
  for (const auto& process : from) {
    use.push_back({process.at("pid").get<pid_t>(), nanoseconds_at(process, "cpu_ns"),
                   process.at("threads").get<std::uint64_t>(),
                   process.at("cores").get<std::size_t>()});
  }
  return use;
}

json json_of(const measure::ServerEnd& end) {
  return {{"cpu_ns", end.cpu_time.count()},
          {"voluntary_switches", end.voluntary_switches},
          {"involuntary_switches", end.involuntary_switches},
          {"peak_memory_kib", end.peak_memory_kib},
          {"replies", or_null(end.counters.replies)},
          {"reply_times", end.counters.reply_times},
          {"wrong", end.wrong ? json(end.wrong->field()) : json()}};
}

measure::ServerEnd server_end_from(const json& from) {
  measure::ServerEnd end;
  end.cpu_time = nanoseconds_at(from, "cpu_ns");
  from.at("voluntary_switches").get_to(end.voluntary_switches);
  from.at("involuntary_switches").get_to(end.involuntary_switches);
  from.at("peak_memory_kib").get_to(end.peak_memory_kib);
  end.counters.replies = read_optional<std::uint64_t>(from.at("replies"));
  from.at("reply_times").get_to(end.counters.reply_times);
  if (auto wrong = read_optional<std::string>(from.at("wrong"))) {
    end.wrong = records::Reason::from_field(*std::move(wrong));
  }
  return end;
}

json json_of(const measure::SystemUse& use) {
  return {{"listen_overflows", or_null(use.listen_overflows)},
          {"syn_retransmits", or_null(use.syn_retransmits)},
          {"segments_retransmitted", or_null(use.segments_retransmitted)},
          {"stolen_share", or_null(use.stolen_share)},
          {"cpu_pressure_share", or_null(use.cpu_pressure_share)},
          {"network", use.network},
          {"machine", use.machine}};
}

measure::SystemUse system_use_from(const json& from) {
  measure::SystemUse use;
  use.listen_overflows = read_optional<std::uint64_t>(from.at("listen_overflows"));
  use.syn_retransmits = read_optional<std::uint64_t>(from.at("syn_retransmits"));
  use.segments_retransmitted = read_optional<std::uint64_t>(from.at("segments_retransmitted"));
  use.stolen_share = read_optional<double>(from.at("stolen_share"));
  use.cpu_pressure_share = read_optional<double>(from.at("cpu_pressure_share"));
  from.at("network").get_to(use.network);
  from.at("machine").get_to(use.machine);
  return use;
}

json json_of(const std::vector<measure::LogFile>& files) {
  json list = json::array();
  for (const measure::LogFile& file : files) {
    list.push_back({{"name", file.name}, {"content", file.content}});
  }
  return list;
}

std::vector<measure::LogFile> log_files_from(const json& from) {
  std::vector<measure::LogFile> files;
  files.reserve(from.size());
  for (const auto& file : from) {
    files.push_back({file.at("name").get<std::string>(), file.at("content").get<std::string>()});
  }
  return files;
}

}  // namespace tiga::suite::hosts
