#include "suite/map/tables_of_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "common/sequences.hpp"
#include "suite/plan/registry.hpp"
#include "suite/plan/schedule.hpp"

namespace tiga::suite::map {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view loads_refused = "a map has closed loops only";

toml::table common_table(const MapText& text) {
  toml::table table = plan::parse_toml(text.text, text.file);
  table.erase("workload");
  table.erase("workloads_from");
  const plan::TomlReader reader(table, text.file.string());
  if (const toml::node* loads = reader.find("loads")) {
    reader.fail(*loads, "loads", loads_refused);
  }
  return table;
}

double cells_of(const toml::table& table, const fs::path& file) {
  const plan::Plan plan = read_plan(plan::TomlReader(table, file.string()), file);
  return static_cast<double>(make_schedule(plan, 0).size());
}

// The chosen arms, with `all` replaced by every arm. Throws UsageError.
std::vector<std::string> names_of(const std::vector<std::string>& chosen, const toml::table& table,
                                  const fs::path& file) {
  std::vector<std::string> own;
  if (const toml::table* arms = table["arm"].as_table()) {
    for (const auto& [key, value] : *arms) {
      own.emplace_back(key.str());
    }
  }
  if (chosen == std::vector<std::string>{"all"}) {
    std::vector<std::string> all = common::transformed(
        plan::architectures(),
        [](const plan::Architecture& architecture) { return std::string(architecture.name); });
    all.insert(all.end(), own.begin(), own.end());
    return all;
  }
  for (const std::string& name : chosen) {
    if (plan::find_architecture(name) == nullptr && !common::contains(own, name)) {
      throw common::UsageError(
          fmt::format("--arms: '{}' is neither an architecture ({}) nor an arm of {}", name,
                      plan::architecture_names(), file.string()));
    }
  }
  return chosen;
}

// Removes the A/A copy if its arm was not chosen.
void choose_arms(toml::table& table, const std::vector<std::string>& names) {
  const auto aa = table["aa"].value<std::string>();
  if (aa && !aa->empty() && !common::contains(names, *aa)) {
    table.erase("aa");
  }
  toml::array arms;
  arms.insert(arms.cend(), names.begin(), names.end());
  table.insert_or_assign("arms", std::move(arms));
}

void choose_rest(toml::table& table, const MapChoice& choice) {
  if (!choice.levels.empty()) {
    toml::array levels;
    levels.insert(levels.cend(), choice.levels.begin(), choice.levels.end());
    table.insert_or_assign("concurrencies", std::move(levels));
  }
  if (choice.blocks) {
    table.erase("most_blocks");
    table.insert_or_assign("blocks", static_cast<std::int64_t>(*choice.blocks));
  }
  if (choice.pinning) {
    table.insert_or_assign("pinning", std::string(to_string(*choice.pinning)));
  }
}

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
  if (common::contains(common_keys, key)) {
    reader.fail(node, key, "is the same for all workloads: it stands above them");
  }
  if (key == "loads") {
    reader.fail(node, key, loads_refused);
  }
}

bool is_own_key(std::string_view key) {
  return common::contains(own_keys, key) || common::contains(plan::TomlReader::title_keys(), key);
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

toml::table chosen_table(const MapText& text, const MapChoice& choice) {
  toml::table table = common_table(text);
  if (!choice.arms.empty()) {
    choose_arms(table, names_of(choice.arms, table, text.file));
  }
  choose_rest(table, choice);
  const auto budget = table["budget_s"].value<std::int64_t>();
  if (budget && !choice.arms.empty()) {
    const double more = cells_of(table, text.file) / cells_of(common_table(text), text.file);
    const auto scaled = std::ceil(static_cast<double>(*budget) * more);
    table.insert_or_assign("budget_s", std::max(*budget, static_cast<std::int64_t>(scaled)));
  }
  return table;
}

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
