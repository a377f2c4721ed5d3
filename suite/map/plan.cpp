#include "suite/map/plan.hpp"

#include <algorithm>
#include <sstream>

#include "common/files.hpp"
#include "common/sequences.hpp"
#include "suite/map/tables_of_file.hpp"

namespace tiga::suite::map {
namespace {

namespace fs = std::filesystem;

std::vector<WorkloadTable> chosen_of(std::vector<WorkloadTable> all, const MapText& text,
                                     const MapChoice& choice) {
  const auto names =
      common::transformed(all, [](const WorkloadTable& one) { return one.workload.name; });
  for (const std::string& wanted : choice.workloads) {
    if (!common::contains(names, wanted)) {
      throw common::UsageError(fmt::format("--workloads: there is no '{}' in {}; it has {}", wanted,
                                           file_of_workloads(text).string(),
                                           fmt::join(names, ", ")));
    }
  }
  const auto is_named = [&](const WorkloadTable& one) {
    return choice.workloads.empty() ? !one.only_when_named
                                    : common::contains(choice.workloads, one.workload.name);
  };
  const bool needs_own_cost = std::ranges::any_of(all, [&](const WorkloadTable& one) {
    return is_named(one) && one.workload.service.has_value();
  });
  std::erase_if(all, [&](const WorkloadTable& one) {
    return !is_named(one) && !(needs_own_cost && one.workload.own_cost);
  });
  if (all.empty()) {
    throw common::UsageError(fmt::format("{}: every workload is only_when_named: name one",
                                         file_of_workloads(text).string()));
  }
  return all;
}

// `common` is what all workloads have in common.
Workload merged(WorkloadTable own, toml::table common, const MapText& text) {
  Workload workload = std::move(own.workload);
  for (auto& [key, value] : own.keys) {
    move_into(common, key, value);
  }
  const fs::path plan_file = text.file.parent_path() / fmt::format("{}.toml", workload.name);
  workload.plan = read_plan(plan::TomlReader(common, file_of_workloads(text).string()), plan_file);
  std::ostringstream plan;
  plan << toml::toml_formatter(common);
  workload.plan_text = fmt::format("# Workload {} of the map {}.\n{}\n", workload.name,
                                   text.file.stem().string(), plan.str());
  return workload;
}

}  // namespace

bool is_map(std::string_view text, const fs::path& file) {
  const toml::table table = plan::parse_toml(text, file);
  return table.contains("workload") || table.contains("workloads_from");
}

MapText read_map_text(const fs::path& file) {
  MapText map{file, plan::read_plan_text(file), {}, {}};
  const toml::table table = plan::parse_toml(map.text, file);
  const plan::TomlReader reader(table, file.string());
  std::string named;
  reader.read("workloads_from", named);
  if (named.empty()) {
    reader.require("workload", "a map has tables [workload.NAME], or workloads_from");
    return map;
  }
  const toml::node& node = reader.require("workloads_from", "");
  if (reader.find("workload") != nullptr) {
    reader.fail(node, "workloads_from", "does not go with tables [workload.NAME]");
  }
  map.workloads_file = file.parent_path() / named;
  if (!fs::is_regular_file(map.workloads_file)) {
    reader.fail(node, "workloads_from",
                fmt::format("there is no file {}", map.workloads_file.string()));
  }
  map.workloads_text = common::read_file(map.workloads_file);
  return map;
}

Map read_map(const MapText& text, const MapChoice& choice) {
  Map map;
  map.name = text.file.stem().string();
  // A plan by itself: what is wrong with it is told by its own file's lines.
  const toml::table common = chosen_table(text, choice);
  map.description = read_plan(plan::TomlReader(common, text.file.string()), text.file).description;
  std::vector<WorkloadTable> chosen = chosen_of(read_workload_tables(text), text, choice);
  map.workloads.reserve(chosen.size());
  for (WorkloadTable& one : chosen) {
    // Read anew for each, since a copy of a table forgets its lines.
    map.workloads.push_back(merged(std::move(one), chosen_table(text, choice), text));
  }
  return map;
}

}  // namespace tiga::suite::map
