// How a plan is read from its file.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <type_traits>
#include <utility>

#include "common/files.hpp"
#include "common/text.hpp"
#include "suite/plan/plan.hpp"
#include "suite/plan/plan_keys.hpp"
#include "suite/plan/registry.hpp"
#include "suite/plan/toml_reader.hpp"

namespace tiga::suite::plan {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view needed = "a plan needs arms, concurrencies and requests";

// A list in which nothing stands twice; `quote` stands around an entry in that complaint.
template <class Read>
auto read_distinct(const TomlReader& reader, std::string_view key, std::string_view quote,
                   Read read) {
  std::vector<std::invoke_result_t<Read, const toml::node&>> entries;
  for (const toml::node& node : reader.list(key, needed)) {
    const auto entry = read(node);
    if (std::ranges::find(entries, entry) != entries.end()) {
      reader.fail(node, key, fmt::format("{0}{1}{0} stands there twice", quote, entry));
    }
    entries.push_back(entry);
  }
  return entries;
}

std::vector<std::string> read_arms(const TomlReader& reader, const Plan& plan) {
  return read_distinct(reader, "arms", "'", [&](const toml::node& node) {
    std::string name = reader.text_of(node, "arms");
    if (find_architecture(name) == nullptr &&
        std::ranges::find(plan.own_arms, name, &Arm::name) == plan.own_arms.end()) {
      reader.fail(node, "arms", unknown_arm(name));
    }
    return name;
  });
}

std::optional<std::string> read_aa(const TomlReader& reader, const Plan& plan) {
  const toml::node* node = reader.find("aa");
  if (node == nullptr) {
    return plan.default_aa();
  }
  const std::string name = reader.text_of(*node, "aa");
  if (name.empty()) {
    return std::nullopt;
  }
  if (std::ranges::find(plan.arms, name) == plan.arms.end()) {
    reader.fail(*node, "aa", fmt::format("'{}' is none of this plan's arms", name));
  }
  return name;
}

// How many requests a cell has at least, whatever the concurrency; 0: as many as it takes.
std::uint64_t fixed_requests(const TomlReader& reader, const Plan& plan) {
  const bool grows = plan.requests_per_connection > 0 || plan.duration_s > 0;
  if (plan.requests == 0 && !grows) {
    reader.require("requests",
                   fmt::format("{} (or requests_per_connection, or duration_s)", needed));
  }
  return grows ? 0 : plan.requests;
}

std::vector<std::uint32_t> read_concurrencies(const TomlReader& reader, std::uint64_t requests) {
  return read_distinct(reader, "concurrencies", "", [&](const toml::node& node) {
    const auto level =
        static_cast<std::uint32_t>(reader.number_of(node, "concurrencies", 1, most_connections));
    if (requests > 0 && level > requests) {
      reader.fail(node, "concurrencies",
                  fmt::format("{} is more than requests = {}", level, requests));
    }
    return level;
  });
}

void check_path(const TomlReader& reader, std::string_view key, std::string_view path) {
  if (!path.starts_with('/') || path.find(' ') != std::string_view::npos) {
    reader.fail(reader.require(key, ""), key, "must begin with / and hold no blank");
  }
}

void read_load(const TomlReader& reader, Plan& plan) {
  plan.concurrencies = read_concurrencies(reader, fixed_requests(reader, plan));
  if (reader.find("loads") != nullptr) {
    plan.loads = read_distinct(reader, "loads", "", [&](const toml::node& node) {
      return reader.real_of(node, "loads", 0.01, 1);
    });
  }
  plan.poisson = reader.choice("arrivals", {"constant", "poisson"}) == 1;
  check_path(reader, "path", plan.path);
  check_path(reader, "slow_path", plan.background_clients.slow_path);
  if (plan.background_clients.slow_readers == 0) {
    reader.refuse(std::array{"slow_path"sv, "slow_rate"sv},
                  "is about slow readers; slow_readers says how many");
  }
  const bool adaptive = reader.choice("warm_up", {"batch", "adaptive"}) == 1;
  plan.warm_up = adaptive ? WarmUp::adaptive : WarmUp::batch;
  if (plan.warm_up_requests == 0 && (adaptive || plan.duration_s > 0)) {
    reader.fail(reader.require("warm_up_requests", ""), "warm_up_requests",
                "0 does not go with duration_s or an adaptive warm-up: they need its rate");
  }
}

void check_rounds(const TomlReader& reader, Plan& plan) {
  const toml::node* most = reader.find("most_blocks");
  if (most == nullptr) {
    plan.most_blocks = plan.blocks;
  } else if (plan.most_blocks == 0 && !plan.budget_s) {
    reader.fail(*most, "most_blocks", "is 0, as many as fit: budget_s must say into what");
  } else if (plan.block_limit() < plan.blocks) {
    reader.fail(*most, "most_blocks", fmt::format("is less than blocks = {}", plan.blocks));
  }
}

void read_servers(const TomlReader& reader, Plan& plan) {
  plan.server_options = reader.texts("server_options");
  plan.generator = read_generator(reader, plan.generator);
  ArmDefaults defaults{plan.server_options, {{"here", plan.folder.string()}}, plan.generator};
  if (const toml::node* node = reader.find("root")) {
    const std::string root =
        (plan.folder / reader.text_of(*node, "root")).lexically_normal().string();
    defaults.values.emplace("root", root);
    defaults.server_options.insert(defaults.server_options.end(), {"--root", root});
    plan.server_options = defaults.server_options;
  }
  plan.own_arms = read_own_arms(reader, defaults);
  plan.arms = read_arms(reader, plan);
}

// What of a plan wrk cannot do; empty: nothing.
std::string_view why_not_wrk(const Plan& plan) {
  const std::initializer_list<std::pair<bool, std::string_view>> limits{
      {!plan.keep_alive, "wrk needs keep_alive = true: it always keeps its connections"},
      {plan.duration_s == 0, "wrk needs duration_s: it counts no requests"},
      {plan.time_limit_s > 0,
       "wrk does not go with time_limit_s: it counts no requests that could be left"},
      {plan.background_clients.any(),
       "wrk does not go with idle or slow_readers: it has no connections beside its own"},
      {plan.body_bytes > 0, "wrk does not go with body_bytes: it sends GET"},
      {!plan.loads.empty(), "wrk does not go with loads: it has no open loop"},
      {plan.hosts && plan.hosts->generate.size() > 1,
       "wrk does not go with several hosts.generate: it cannot start at a given instant"}};
  const auto* const hit =
      std::ranges::find(limits, true, &std::pair<bool, std::string_view>::first);
  return hit == limits.end() ? "" : hit->second;
}

// An arm cannot have a generator that the plan asks too much of.
void check_generators(const TomlReader& plan, std::string_view why_not) {
  if (why_not.empty()) {
    return;
  }
  const auto check = [&](const toml::node* generator, std::string_view key) {
    if (generator != nullptr && generator->value_exact<std::string>() == "wrk") {
      plan.fail(*generator, key, why_not);
    }
  };
  check(plan.find("generator"), "generator");
  if (const toml::node* arms = plan.find("arm")) {
    for (const auto& [key, value] : *arms->as_table()) {
      check(value.as_table()->get("generator"), fmt::format("arm.{}.generator", key.str()));
    }
  }
}

void read_published(const TomlReader& reader, Plan& plan) {
  if (const toml::node* node = reader.find("published")) {
    plan.published = reader.text_of(*node, "published");
    if (plan.published->empty() || plan.published->starts_with('.') ||
        plan.published->find('/') != std::string::npos) {
      reader.fail(*node, "published", "must be the name of a folder in results/");
    }
  }
}

std::string without_line(std::string text, toml::source_index line) {
  std::size_t begin = 0;
  for (; line > 1; --line) {
    begin = text.find('\n', begin) + 1;
  }
  return text.erase(begin, text.find('\n', begin) - begin);  // others keep their numbers
}

}  // namespace

Plan read_plan(const TomlReader& reader, const std::filesystem::path& file) {
  Plan plan;
  plan.name = file.stem().string();
  plan.folder = std::filesystem::absolute(file).parent_path();
  reader.refuse(std::array{"workload"sv, "workloads_from"sv},
                fmt::format("this is a map: type tiga map {}", common::shell_word(plan.name)));
  std::vector<std::string_view> known(plan_keys().size());
  std::ranges::transform(plan_keys(), known.begin(), &PlanKey::name);
  reader.refuse_unknown_keys(known);
  for (const PlanKey& key : plan_keys()) {
    if (key.read != nullptr) {
      key.read(reader, key, plan);
    }
  }
  read_published(reader, plan);
  read_servers(reader, plan);
  read_load(reader, plan);
  plan.hosts = read_hosts(reader);
  check_generators(reader, why_not_wrk(plan));
  check_rounds(reader, plan);
  plan.aa = read_aa(reader, plan);
  plan.pinning = reader.choice("pinning", {"split", "free"}) == 1 ? Pinning::free : Pinning::split;
  return plan;
}

Plan parse_plan(std::string_view text, const std::filesystem::path& file) {
  const toml::table table = parse_toml(text, file);
  return read_plan(TomlReader(table, file.string()), file);
}

std::string read_plan_text(const std::filesystem::path& file) {
  std::string text = common::read_file(file);
  const toml::table plan = parse_toml(text, file);
  const TomlReader reader(plan, file.string());
  std::string named;
  reader.read("arms_from", named);
  if (named.empty()) {
    return text;
  }
  const std::filesystem::path arms_file = file.parent_path() / named;
  if (!std::filesystem::is_regular_file(arms_file)) {
    reader.fail(reader.require("arms_from", ""), "arms_from",
                fmt::format("there is no file {}", arms_file.string()));
  }
  const std::string arms_text = common::read_file(arms_file);
  const toml::table arms = parse_toml(arms_text, arms_file);
  const TomlReader arms_reader(arms, arms_file.string());
  arms_reader.refuse_unknown_keys(std::array{"arm"sv});
  for (const Arm& arm : read_own_arms(arms_reader, {})) {  // complaints name this file's lines
    if (const toml::node* own = plan.at_path("arm." + arm.name).node()) {
      reader.fail(*own, "arm." + arm.name, fmt::format("stands in {} too", named));
    }
  }
  return without_line(text, plan.find("arms_from")->second.source().begin.line) +
         fmt::format("\n# {}\n{}", named, arms_text);
}

}  // namespace tiga::suite::plan
