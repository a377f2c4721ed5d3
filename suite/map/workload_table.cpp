#include "suite/map/workload_table.hpp"

#include <algorithm>
#include <array>

#include "suite/map/choice.hpp"

namespace tiga::suite::map {
namespace {

namespace fs = std::filesystem;

// The keys of a workload itself. All other keys in its table belong to its plan.
constexpr std::array<std::string_view, 4> own_keys{"blocks_ms", "cpu_us", "own_cost",
                                                   "only_when_named"};
// The keys that must be the same for all workloads.
constexpr std::array<std::string_view, 7> common_keys{
    "arms", "arm", "arms_from", "aa", "concurrencies", "description", "pinning"};

toml::table& table_of(const plan::TomlReader& reader, toml::node& node, std::string_view key) {
  toml::table* table = node.as_table();
  if (table == nullptr) {
    reader.fail(node, key, "must be a table");
  }
  return *table;
}

void check_name(const plan::TomlReader& reader, const std::string& name, const toml::key& key) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
  if (name.empty() || name.find_first_not_of(allowed) != std::string::npos ||
      name.starts_with('-')) {
    reader.fail(key.source().begin.line, fmt::format("workload.{}", name),
                "a name is made of small letters, digits and -");
  }
}

void check_override(const plan::TomlReader& reader, const toml::node& node, std::string_view key) {
  if (std::ranges::find(common_keys, key) != common_keys.end()) {
    reader.fail(node, key, "is the same for all workloads: it stands above them");
  }
  if (key == "loads") {
    reader.fail(node, key, loads_refused);
  }
}

bool is_own_key(std::string_view key) {
  const auto titles = plan::TomlReader::title_keys();
  return std::ranges::find(own_keys, key) != own_keys.end() ||
         std::ranges::find(titles, key) != titles.end();
}

WorkloadTable read_workload(const plan::TomlReader& reader, const std::string& name,
                            toml::table& table) {
  WorkloadTable one;
  Workload& workload = one.workload;
  workload.name = name;
  workload.title = reader.title(text::LocalizedText(name));
  if (reader.find("blocks_ms") != nullptr || reader.find("cpu_us") != nullptr) {
    double blocks_ms = 0;
    double cpu_us = 0;
    reader.read("blocks_ms", blocks_ms, 0, 60'000);
    reader.read("cpu_us", cpu_us, 0, 60'000'000);
    workload.service = {blocks_ms / 1e3, cpu_us / 1e6};
  }
  reader.read("own_cost", workload.own_cost);
  reader.read("only_when_named", one.only_when_named);
  for (auto& [key, value] : table) {
    if (!is_own_key(key.str())) {
      check_override(reader, value, key.str());
      move_into(one.keys, key, value);
    }
  }
  return one;
}

}  // namespace

const fs::path& file_of_workloads(const MapText& text) {
  return text.workloads_file.empty() ? text.file : text.workloads_file;
}

std::vector<WorkloadTable> read_workload_tables(const MapText& text) {
  const bool elsewhere = !text.workloads_file.empty();
  const fs::path& file = file_of_workloads(text);
  toml::table whole = plan::parse_toml(elsewhere ? text.workloads_text : text.text, file);
  const plan::TomlReader reader(whole, file.string());
  reader.require("workload", "a map has tables [workload.NAME]");
  if (elsewhere) {
    reader.refuse_unknown_keys(std::array<std::string_view, 1>{"workload"});
  }
  toml::node& node = *whole.get("workload");
  std::vector<std::pair<toml::source_index, WorkloadTable>> places;
  for (auto& [key, value] : table_of(reader, node, "workload")) {
    const std::string name(key.str());
    check_name(reader, name, key);
    const std::string path = fmt::format("workload.{}", name);
    toml::table& table = table_of(reader, value, path);
    const plan::TomlReader of_one(table, file.string(), path + ".");
    places.emplace_back(key.source().begin.line, read_workload(of_one, name, table));
  }
  if (places.empty()) {
    reader.fail(node, "workload", "must have one table at least");
  }
  std::ranges::sort(places, {}, [](const auto& place) { return place.first; });
  std::vector<WorkloadTable> tables;
  tables.reserve(places.size());
  for (auto& [line, table] : places) {
    tables.push_back(std::move(table));
  }
  return tables;
}

void move_into(toml::table& out, const toml::key& key, toml::node& node) {
  node.visit([&](auto& value) { out.insert_or_assign(key, std::move(value)); });
}

}  // namespace tiga::suite::map
