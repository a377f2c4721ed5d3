#include "suite/plan/plan_keys.hpp"

#include <algorithm>
#include <array>

#include "suite/plan/toml_reader.hpp"

namespace tiga::suite::plan {
namespace {

// The key of the field at the end of these members.
template <auto... members>
constexpr PlanKey field(std::string_view name, KeyRole role, double least = 0, double most = 0) {
  PlanKey key{name, role};
  key.read = [](const TomlReader& reader, const PlanKey& own, Plan& plan) {
    reader.read(own.name, (plan.*....*members), own.least, own.most);
  };
  key.least = least;
  key.most = most;
  return key;
}

template <auto... members>
constexpr PlanKey load(std::string_view name, double least = 0, double most = 0) {
  PlanKey key = field<members...>(name, KeyRole::load, least, most);
  key.shown = [](const Plan& plan) { return fmt::format("{}", (plan.*....*members)); };
  return key;
}

constexpr auto beside = &Plan::background_clients;

constexpr double most_requests = 100'000'000;
constexpr double most_content = 16'777'216;  // what our servers take

constexpr std::array keys{
    field<&Plan::description>("description", KeyRole::text),
    PlanKey{"arms", KeyRole::arms},
    PlanKey{"arm", KeyRole::arms},
    PlanKey{"aa", KeyRole::arms},
    PlanKey{"arms_from", KeyRole::arms},
    PlanKey{"generator", KeyRole::arms},
    load<&Plan::path>("path"),
    load<&Plan::body_bytes>("body_bytes", 0, most_content),
    load<&Plan::keep_alive>("keep_alive"),
    load<beside, &BackgroundClients::idle>("idle", 0, most_connections),
    load<beside, &BackgroundClients::slow_readers>("slow_readers", 0, most_connections),
    load<beside, &BackgroundClients::slow_path>("slow_path"),
    load<beside, &BackgroundClients::slow_rate>("slow_rate", 1, 1e9),
    load<&Plan::requests>("requests", 1, most_requests),
    load<&Plan::requests_per_connection>("requests_per_connection", 1, 100'000),
    load<&Plan::duration_s>("duration_s", 0.001, most_seconds),
    load<&Plan::time_limit_s>("time_limit_s", 1, most_seconds),
    PlanKey{"warm_up", KeyRole::load,
            [](const Plan& plan) {
              return std::string(plan.warm_up == WarmUp::adaptive ? "adaptive" : "batch");
            }},
    PlanKey{"loads", KeyRole::levels},
    load<&Plan::warm_up_requests>("warm_up_requests", 0, most_requests),
    PlanKey{"arrivals", KeyRole::load,
            [](const Plan& plan) { return std::string(plan.poisson ? "poisson" : "constant"); }},
    PlanKey{"concurrencies", KeyRole::levels},
    field<&Plan::blocks>("blocks", KeyRole::rounds, 1, most_rounds),
    field<&Plan::most_blocks>("most_blocks", KeyRole::rounds, 0, most_rounds),
    field<&Plan::budget_s>("budget_s", KeyRole::rounds, 1, most_seconds),
    field<&Plan::precision>("precision", KeyRole::rounds, 0.001, 10),
    field<&Plan::delta>("delta", KeyRole::rounds, 0.001, 10),
    PlanKey{"pinning", KeyRole::placement},
    PlanKey{"hosts", KeyRole::placement},
    PlanKey{"server_options", KeyRole::arms},
    PlanKey{"root", KeyRole::root},
    PlanKey{"published", KeyRole::text},
};

static_assert(std::ranges::all_of(keys,
                                  [](const PlanKey& key) {
                                    return (key.role == KeyRole::load) == (key.shown != nullptr);
                                  }),
              "a key of the load says its value, so that tiga compare sees it");

}  // namespace

std::span<const PlanKey> plan_keys() { return keys; }

}  // namespace tiga::suite::plan
