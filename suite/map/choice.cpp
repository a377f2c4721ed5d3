#include "suite/map/choice.hpp"

#include <algorithm>
#include <cmath>

#include "suite/plan/registry.hpp"
#include "suite/plan/schedule.hpp"

namespace tiga::suite::map {
namespace {

namespace fs = std::filesystem;

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
    std::vector<std::string> all;
    for (const plan::Architecture& architecture : plan::architectures()) {
      all.emplace_back(architecture.name);
    }
    all.insert(all.end(), own.begin(), own.end());
    return all;
  }
  for (const std::string& name : chosen) {
    if (plan::find_architecture(name) == nullptr && std::ranges::find(own, name) == own.end()) {
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
  if (aa && !aa->empty() && std::ranges::find(names, *aa) == names.end()) {
    table.erase("aa");
  }
  toml::array arms;
  for (const std::string& name : names) {
    arms.push_back(name);
  }
  table.insert_or_assign("arms", std::move(arms));
}

void choose_rest(toml::table& table, const MapChoice& choice) {
  if (!choice.levels.empty()) {
    toml::array levels;
    for (const std::uint32_t level : choice.levels) {
      levels.push_back(static_cast<std::int64_t>(level));
    }
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

}  // namespace tiga::suite::map
