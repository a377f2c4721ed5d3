#include "suite/plan/plan_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tiga::suite::plan {
namespace {

constexpr std::array keys{
    PlanKey{"description", KeyRole::text},
    PlanKey{"arms", KeyRole::arms},
    PlanKey{"arm", KeyRole::arms},
    PlanKey{"aa", KeyRole::arms},
    PlanKey{"arms_from", KeyRole::arms},
    PlanKey{"generator", KeyRole::arms},
    PlanKey{"path", KeyRole::load, [](const Plan& plan) { return plan.path; }},
    PlanKey{"body_bytes", KeyRole::load,
            [](const Plan& plan) { return fmt::format("{}", plan.body_bytes); }},
    PlanKey{"keep_alive", KeyRole::load,
            [](const Plan& plan) { return fmt::format("{}", plan.keep_alive); }},
    PlanKey{"idle", KeyRole::load,
            [](const Plan& plan) { return fmt::format("{}", plan.background_clients.idle); }},
    PlanKey{
        "slow_readers", KeyRole::load,
        [](const Plan& plan) { return fmt::format("{}", plan.background_clients.slow_readers); }},
    PlanKey{"slow_path", KeyRole::load,
            [](const Plan& plan) { return plan.background_clients.slow_path; }},
    PlanKey{"slow_rate", KeyRole::load,
            [](const Plan& plan) { return fmt::format("{}", plan.background_clients.slow_rate); }},
    PlanKey{"requests", KeyRole::load,
            [](const Plan& plan) { return fmt::format("{}", plan.requests); }},
    PlanKey{"requests_per_connection", KeyRole::load,
            [](const Plan& plan) { return fmt::format("{}", plan.requests_per_connection); }},
    PlanKey{"duration_s", KeyRole::load,
            [](const Plan& plan) { return fmt::format("{}", plan.duration_s); }},
    PlanKey{"time_limit_s", KeyRole::load,
            [](const Plan& plan) { return fmt::format("{}", plan.time_limit_s); }},
    PlanKey{"warm_up", KeyRole::load,
            [](const Plan& plan) {
              return std::string(plan.warm_up == WarmUp::adaptive ? "adaptive" : "batch");
            }},
    PlanKey{"loads", KeyRole::levels},
    PlanKey{"warm_up_requests", KeyRole::load,
            [](const Plan& plan) { return fmt::format("{}", plan.warm_up_requests); }},
    PlanKey{"arrivals", KeyRole::load,
            [](const Plan& plan) { return std::string(plan.poisson ? "poisson" : "constant"); }},
    PlanKey{"concurrencies", KeyRole::levels},
    PlanKey{"blocks", KeyRole::rounds},
    PlanKey{"most_blocks", KeyRole::rounds},
    PlanKey{"budget_s", KeyRole::rounds},
    PlanKey{"precision", KeyRole::rounds},
    PlanKey{"delta", KeyRole::rounds},
    PlanKey{"pinning", KeyRole::placement},
    PlanKey{"server_options", KeyRole::arms},
    PlanKey{"root", KeyRole::root},
    PlanKey{"published", KeyRole::text},
};

static_assert(std::ranges::all_of(keys,
                                  [](const PlanKey& key) {
                                    return (key.role == KeyRole::load) == (key.load != nullptr);
                                  }),
              "a key of the load says its value, so that tiga compare sees it");

}  // namespace

std::span<const PlanKey> plan_keys() { return keys; }

}  // namespace tiga::suite::plan
