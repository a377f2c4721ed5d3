#include "suite/plan.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "common/error.hpp"
#include "suite/registry.hpp"

namespace tiga::suite {
namespace {

constexpr std::array<std::string_view, 9> known_keys{
    "description", "arms",   "concurrencies", "requests", "warm_up_requests",
    "keep_alive",  "blocks", "budget_s",      "pinning"};

// One plan file on its way into a Plan; every complaint names file, line and key.
class Reader {
 public:
  Reader(const toml::table& table, std::string file) : table_(table), file_(std::move(file)) {}

  void refuse_unknown_keys() const {
    const toml::key* first = nullptr;
    for (const auto& [key, value] : table_) {
      if (std::ranges::find(known_keys, key.str()) == known_keys.end() &&
          (first == nullptr || key.source().begin.line < first->source().begin.line)) {
        first = &key;
      }
    }
    if (first != nullptr) {
      fail(first->source().begin.line, first->str(),
           fmt::format("unknown key; known are {}", fmt::join(known_keys, ", ")));
    }
  }

  void text(std::string_view key, std::string& out) const {
    if (const toml::node* node = find(key)) {
      out = text_of(*node, key);
    }
  }

  void flag(std::string_view key, bool& out) const {
    if (const toml::node* node = find(key)) {
      const auto value = node->value_exact<bool>();
      if (!value) {
        fail(*node, key, "must be true or false");
      }
      out = *value;
    }
  }

  template <class Number>
  void number(std::string_view key, Number& out, std::int64_t least, std::int64_t most) const {
    if (const toml::node* node = find(key)) {
      out = static_cast<Number>(number_of(*node, key, least, most));
    }
  }

  const toml::node& require(std::string_view key) const {
    const toml::node* node = find(key);
    if (node == nullptr) {
      fail(1, key, "missing; a plan needs arms, concurrencies and requests");
    }
    return *node;
  }

  const toml::array& list(std::string_view key) const {
    const toml::node& node = require(key);
    const toml::array* array = node.as_array();
    if (array == nullptr || array->empty()) {
      fail(node, key, "must be a list with at least one entry");
    }
    return *array;
  }

  std::string text_of(const toml::node& node, std::string_view key) const {
    const auto value = node.value_exact<std::string>();
    if (!value) {
      fail(node, key, "must be a text in quotes");
    }
    if (value->find_first_of("\r\n") != std::string::npos) {
      fail(node, key, "must be one line");
    }
    return *value;
  }

  std::int64_t number_of(const toml::node& node, std::string_view key, std::int64_t least,
                         std::int64_t most) const {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most) {
      fail(node, key, fmt::format("must be a whole number from {} to {}", least, most));
    }
    return *value;
  }

  const toml::node* find(std::string_view key) const { return table_.get(key); }

  [[noreturn]] void fail(const toml::node& node, std::string_view key,
                         std::string_view what) const {
    fail(node.source().begin.line, key, what);
  }

  [[noreturn]] void fail(toml::source_index line, std::string_view key,
                         std::string_view what) const {
    throw common::UsageError(fmt::format("{}:{}: {}: {}", file_, line, key, what));
  }

 private:
  const toml::table& table_;
  std::string file_;
};

constexpr std::int64_t most_requests = 100'000'000;
constexpr std::int64_t most_seconds = 604'800;     // a week
constexpr std::int64_t most_connections = 60'000;  // one address has no more ports

std::vector<std::string> read_arms(const Reader& reader) {
  std::vector<std::string> arms;
  for (const toml::node& node : reader.list("arms")) {
    const std::string name = reader.text_of(node, "arms");
    if (find_architecture(name) == nullptr) {
      reader.fail(node, "arms",
                  fmt::format("'{}' is no architecture; there are {}", name, architecture_names()));
    }
    if (std::ranges::find(arms, name) != arms.end()) {
      reader.fail(node, "arms", fmt::format("'{}' stands there twice", name));
    }
    arms.push_back(name);
  }
  return arms;
}

std::vector<std::uint32_t> read_concurrencies(const Reader& reader, std::uint64_t requests) {
  std::vector<std::uint32_t> levels;
  for (const toml::node& node : reader.list("concurrencies")) {
    const auto level =
        static_cast<std::uint32_t>(reader.number_of(node, "concurrencies", 1, most_connections));
    if (level > requests) {
      reader.fail(node, "concurrencies",
                  fmt::format("{} is more than requests = {}", level, requests));
    }
    if (std::ranges::find(levels, level) != levels.end()) {
      reader.fail(node, "concurrencies", fmt::format("{} stands there twice", level));
    }
    levels.push_back(level);
  }
  return levels;
}

Plan read_plan(const Reader& reader) {
  Plan plan;
  reader.refuse_unknown_keys();
  reader.text("description", plan.description);
  plan.arms = read_arms(reader);
  reader.require("requests");
  reader.number("requests", plan.requests, 1, most_requests);
  plan.concurrencies = read_concurrencies(reader, plan.requests);
  reader.number("warm_up_requests", plan.warm_up_requests, 0, most_requests);
  reader.flag("keep_alive", plan.keep_alive);
  reader.number("blocks", plan.blocks, 1, 10'000);
  if (reader.find("budget_s") != nullptr) {
    reader.number("budget_s", plan.budget_s.emplace(), 1, most_seconds);
  }
  if (const toml::node* node = reader.find("pinning")) {
    const auto pinning = parse_pinning(reader.text_of(*node, "pinning"));
    if (!pinning) {
      reader.fail(*node, "pinning", R"(must be "split" or "free")");
    }
    plan.pinning = *pinning;
  }
  return plan;
}

}  // namespace

std::string_view to_string(Pinning pinning) { return pinning == Pinning::split ? "split" : "free"; }

std::optional<Pinning> parse_pinning(std::string_view text) {
  for (const Pinning pinning : {Pinning::split, Pinning::free}) {
    if (text == to_string(pinning)) {
      return pinning;
    }
  }
  return std::nullopt;
}

std::uint64_t Plan::warm_up_at(std::uint32_t concurrency) const {
  return warm_up_requests == 0 ? 0 : std::max<std::uint64_t>(warm_up_requests, concurrency);
}

Plan parse_plan(std::string_view text, const std::filesystem::path& file) {
  try {
    const toml::table table = toml::parse(text, file.string());
    Plan plan = read_plan(Reader(table, file.string()));
    plan.name = file.stem().string();
    return plan;
  } catch (const toml::parse_error& error) {
    throw common::UsageError(
        fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()));
  }
}

}  // namespace tiga::suite
