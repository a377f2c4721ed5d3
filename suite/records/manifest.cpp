#include "suite/records/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "common/error.hpp"
#include "suite/records/facts_json.hpp"
#include "suite/records/host_json.hpp"

namespace tiga::suite::records {
namespace {

// In the order of their enumerators.
constexpr std::array<std::string_view, 3> statuses{"running", "complete", "interrupted"};
constexpr std::array<std::string_view, 3> ends{"precise", "blocks", "budget"};

// For readers; read back are the text, the name, and what may differ from the text.
Json plan_json(const plan::Plan& plan, const std::string& text) {
  return {{"name", plan.name},
          {"folder", plan.folder.string()},
          {"description", plan.description},
          {"published", or_null(plan.published)},
          {"arms", plan.arms},
          {"aa", or_null(plan.aa)},
          {"concurrencies", plan.concurrencies},
          {"loads", plan.loads},
          {"requests", plan.requests},
          {"requests_per_connection", plan.requests_per_connection},
          {"duration_s", plan.duration_s},
          {"time_limit_s", plan.time_limit_s},
          {"path", plan.path},
          {"keep_alive", plan.keep_alive},
          {"body_bytes", plan.body_bytes},
          {"idle", plan.background_clients.idle},
          {"slow_readers", plan.background_clients.slow_readers},
          {"slow_path", plan.background_clients.slow_path},
          {"slow_rate", plan.background_clients.slow_rate},
          {"blocks", plan.blocks},
          {"most_blocks", plan.most_blocks},
          {"budget_s", or_null(plan.budget_s)},
          {"precision", plan.precision},
          {"delta", plan.delta},
          {"pinning", to_string(plan.pinning)},
          {"text", text}};
}

plan::Plan read_plan(const Json& json) {
  const std::string name = json.at("name");
  const std::filesystem::path folder = json.value("folder", "");
  plan::Plan plan = plan::parse_plan(json.at("text").get<std::string>(), folder / (name + ".toml"));
  plan.pinning = read_pinning(json.at("pinning"));
  plan.budget_s = read_optional<std::uint32_t>(json.at("budget_s"));
  // Runs of before that key stood beside the report of 2020, whatever the plan.
  plan.published =
      json.contains("published") ? plan.published : std::optional<std::string>("report-2020");
  json.at("arms").get_to(plan.arms);
  plan.aa = json.contains("aa") ? read_optional<std::string>(json.at("aa")) : std::nullopt;
  return plan;
}

}  // namespace

std::string_view to_string(RunStatus status) {
  return statuses.at(static_cast<std::size_t>(status));
}

RunStatus parse_status(std::string_view text) {
  const auto* const found = std::ranges::find(statuses, text);
  if (found == statuses.end()) {
    throw std::invalid_argument(fmt::format("unknown status '{}'", text));
  }
  return static_cast<RunStatus>(found - statuses.begin());
}

std::string_view to_string(SweepEnd end) { return ends.at(static_cast<std::size_t>(end)); }

std::optional<SweepEnd> parse_sweep_end(std::string_view text) {
  const auto* const found = std::ranges::find(ends, text);
  return found == ends.end() ? std::nullopt
                             : std::optional(static_cast<SweepEnd>(found - ends.begin()));
}

std::string to_json(const Manifest& manifest) {
  Json left_out = Json::array();
  for (const Reason& reason : manifest.left_out) {
    left_out.push_back(reason.field());
  }
  Json json = {{"plan", plan_json(manifest.plan, manifest.plan_text)},
               {"left_out", left_out},
               {"seed", manifest.seed},
               {"cells_planned", manifest.cells_planned},
               {"status", to_string(manifest.status)},
               {"ended_by", manifest.ended_by ? to_string(*manifest.ended_by) : ""},
               {"started", manifest.started},
               {"resumed", manifest.resumed},
               {"finished", or_null(manifest.finished)},
               {"load_average", or_null(manifest.load_average)},
               {"beside_another_run", manifest.beside_another_run},
               {"placement", placement_json(manifest.placement)},
               {"machine", machine_json(manifest.machine)},
               {"build", build_json(manifest.build)}};
  for (const HostFacts& host : manifest.hosts) {
    json["hosts"].push_back(host_json(host));  // not of one machine
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Manifest manifest_from_json(std::string_view text, std::string_view file) {
  try {
    const Json json = Json::parse(text);
    Manifest manifest;
    manifest.plan = read_plan(json.at("plan"));
    manifest.plan_text = json.at("plan").at("text");
    for (const Json& reason : json.value("left_out", Json::array())) {
      manifest.left_out.push_back(Reason::from_field(reason));
    }
    manifest.seed = json.at("seed");
    manifest.cells_planned = json.at("cells_planned");
    manifest.status = parse_status(json.at("status").get<std::string>());
    manifest.ended_by = parse_sweep_end(json.value("ended_by", ""));
    manifest.started = json.at("started");
    manifest.resumed = json.value("resumed", std::vector<std::string>());
    manifest.finished = read_optional<std::string>(json.at("finished"));
    manifest.load_average = read_optional<double>(json.value("load_average", Json(nullptr)));
    manifest.beside_another_run = json.value("beside_another_run", false);
    manifest.placement = read_placement(json.at("placement"));
    manifest.machine = read_machine(json.at("machine"));
    manifest.build = read_build(json.at("build"));
    for (const Json& host : json.value("hosts", Json::array())) {
      manifest.hosts.push_back(read_host(host));
    }
    return manifest;
  } catch (const std::exception& error) {
    throw common::CannotRun(std::string(file) + " is not a manifest of a run: " + error.what());
  }
}

}  // namespace tiga::suite::records
