#include "suite/plan/plan_keys.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <utility>

#include "suite/plan/plan.hpp"

namespace tiga::suite::plan {
namespace {

// Each key of the load with another value than where it is missing; `with` is what it asks for.
struct Sample {
  std::string_view key;
  std::string_view line;
  std::string_view with = "";
};

constexpr std::array samples{
    Sample{"path", "path = \"/x\"\n"},
    Sample{"body_bytes", "body_bytes = 7\n"},
    Sample{"keep_alive", "keep_alive = true\n"},
    Sample{"idle", "idle = 3\n"},
    Sample{"slow_readers", "slow_readers = 4\n"},
    Sample{"slow_path", "slow_path = \"/y\"\n", "slow_readers = 4\n"},
    Sample{"slow_rate", "slow_rate = 5\n", "slow_readers = 4\n"},
    Sample{"requests", "requests = 2000\n"},
    Sample{"requests_per_connection", "requests_per_connection = 9\n"},
    Sample{"duration_s", "duration_s = 2\n"},
    Sample{"time_limit_s", "time_limit_s = 8\n"},
    Sample{"warm_up", "warm_up = \"adaptive\"\n"},
    Sample{"warm_up_requests", "warm_up_requests = 11\n"},
    Sample{"arrivals", "arrivals = \"poisson\"\n"},
};

Plan plan_with(const std::string& lines) {
  const bool own = lines.starts_with("requests =");
  return parse_plan(
      "arms = [\"async\"]\nconcurrencies = [1]\n" + lines + (own ? "" : "requests = 1000\n"),
      "plans/x.toml");
}

TEST(PlanKeys, ShowADifferenceInAnyKeyOfTheLoad) {
  for (const PlanKey& key : plan_keys()) {
    if (key.role != KeyRole::load) {
      continue;
    }
    const auto* const sample = std::ranges::find(samples, key.name, &Sample::key);
    ASSERT_NE(sample, samples.end()) << "no sample of the key " << key.name;
    const std::string with(sample->with);
    EXPECT_NE(key.shown(plan_with(std::string(sample->line) + with)), key.shown(plan_with(with)))
        << key.name;
  }
}

}  // namespace
}  // namespace tiga::suite::plan
