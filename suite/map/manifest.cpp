#include "suite/map/manifest.hpp"

#include <fmt/format.h>

#include <exception>
#include <nlohmann/json.hpp>

#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/records/facts_json.hpp"
#include "suite/records/paths.hpp"
#include "suite/records/run_folder.hpp"

namespace tiga::suite::map {
namespace {

namespace fs = std::filesystem;
using records::Json;
using records::or_null;
using records::read_optional;

constexpr std::string_view file_name = "map.json";

Json choice_json(const MapChoice& choice) {
  const auto pinning =
      choice.pinning ? std::optional(std::string(to_string(*choice.pinning))) : std::nullopt;
  return {{"arms", choice.arms},
          {"workloads", choice.workloads},
          {"levels", choice.levels},
          {"blocks", or_null(choice.blocks)},
          {"pinning", or_null(pinning)}};
}

MapChoice read_choice(const Json& json) {
  const auto pinning = read_optional<std::string>(json.at("pinning"));
  return {json.at("arms"), json.at("workloads"), json.at("levels"),
          read_optional<std::uint32_t>(json.at("blocks")),
          pinning ? plan::parse_pinning(*pinning) : std::nullopt};
}

}  // namespace

bool is_map_folder(const fs::path& folder) { return fs::exists(folder / file_name); }

void write_map_manifest(const fs::path& folder, const MapManifest& manifest) {
  Json left_out = Json::array();
  for (const MapLeftOut& one : manifest.left_out) {
    left_out.push_back({{"workload", one.workload}, {"arm", one.arm}, {"why", one.why.field()}});
  }
  const Json json = {{"name", manifest.name},
                     {"status", to_string(manifest.status)},
                     {"seed", manifest.seed},
                     {"started", manifest.started},
                     {"finished", or_null(manifest.finished)},
                     {"chosen", choice_json(manifest.choice)},
                     {"left_out", left_out},
                     {"file", manifest.text.file.string()},
                     {"text", manifest.text.text},
                     {"workloads_file", manifest.text.workloads_file.string()},
                     {"workloads_text", manifest.text.workloads_text}};
  records::write_manifest(folder / file_name,
                          json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

MapManifest read_map_manifest(const fs::path& folder) {
  const fs::path file = folder / file_name;
  try {
    const Json json = Json::parse(common::read_regular_file(file));
    MapManifest manifest;
    manifest.name = json.at("name");
    manifest.status = records::parse_status(json.at("status").get<std::string>());
    manifest.seed = json.at("seed");
    manifest.started = json.at("started");
    manifest.finished = read_optional<std::string>(json.at("finished"));
    manifest.choice = read_choice(json.at("chosen"));
    for (const Json& one : json.at("left_out")) {
      manifest.left_out.push_back(
          {one.at("workload"), one.at("arm"), records::Reason::from_field(one.at("why"))});
    }
    manifest.text = {json.at("file").get<std::string>(), json.at("text"),
                     json.at("workloads_file").get<std::string>(), json.at("workloads_text")};
    return manifest;
  } catch (const std::exception& error) {
    throw common::CannotRun(
        fmt::format("{} is not a manifest of a map: {}", records::for_people(file), error.what()));
  }
}

}  // namespace tiga::suite::map
