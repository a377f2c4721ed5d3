#include "suite/plan/plan.hpp"

#include <gmock/gmock.h>

#include <iterator>
#include <sstream>

#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/map/plan.hpp"

namespace tiga::suite::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::UnorderedElementsAreArray;

constexpr std::string_view least =
    "arms = [\"threaded\"]\nconcurrencies = [1, 50]\nrequests = 1000\n";

std::string complaint(std::string_view text) {
  try {
    parse_plan(text, "plans/x.toml");
  } catch (const common::UsageError& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(Plan, NeedsOnlyArmsConcurrenciesAndRequests) {
  const Plan plan = parse_plan(least, "plans/x.toml");
  EXPECT_EQ(plan.name, "x");
  EXPECT_THAT(plan.arms, ElementsAre("threaded"));
  EXPECT_THAT(plan.concurrencies, ElementsAre(1, 50));
  EXPECT_EQ(plan.requests, 1000);
  EXPECT_EQ(plan.blocks, 1);
  EXPECT_EQ(plan.budget_s, std::nullopt);
  EXPECT_FALSE(plan.keep_alive);
  EXPECT_EQ(plan.pinning, Pinning::split);
}

TEST(Plan, AcceptsEveryKey) {
  const Plan plan = parse_plan(
      "description = \"one line\"\narms = [\"balanced\", \"async\"]\nconcurrencies = [5]\nrequests "
      "= 7\n"
      "warm_up_requests = 9\nkeep_alive = true\nblocks = 3\nbudget_s = 60\npinning = \"free\"\n",
      "x.toml");
  EXPECT_EQ(plan.description, "one line");
  EXPECT_THAT(plan.arms, ElementsAre("balanced", "async"));
  EXPECT_EQ(plan.warm_up_requests, 9);
  EXPECT_TRUE(plan.keep_alive);
  EXPECT_EQ(plan.blocks, 3);
  EXPECT_EQ(plan.budget_s, 60);
  EXPECT_EQ(plan.pinning, Pinning::free);
  EXPECT_EQ(plan.aa, "async");
  EXPECT_EQ(plan.cells_per_block(), 3) << "two arms and the copy";
}

TEST(Plan, AcceptsBackgroundClientsAndContent) {
  EXPECT_FALSE(parse_plan(least, "x.toml").background_clients.any());
  const Plan plan = parse_plan(std::string(least) +
                                   "body_bytes = 4096\nidle = 256\nslow_readers = 32\n"
                                   "slow_path = \"/workload/bytes/9\"\nslow_rate = 1000\n",
                               "x.toml");
  EXPECT_EQ(plan.body_bytes, 4096);
  EXPECT_EQ(plan.background_clients.idle, 256);
  EXPECT_EQ(plan.background_clients.slow_readers, 32);
  EXPECT_EQ(plan.background_clients.slow_path, "/workload/bytes/9");
  EXPECT_EQ(plan.background_clients.slow_rate, 1000);
}

TEST(Plan, RefusesBackgroundClientsAndContentForWrk) {
  for (const std::string key : {"idle = 1", "slow_readers = 1", "body_bytes = 1"}) {
    const std::string said = complaint(
        "generator = \"wrk\"\narms = [\"async\"]\nconcurrencies = [1]\n"
        "keep_alive = true\nduration_s = 1\n" +
        key + "\n");
    EXPECT_THAT(said, StartsWith("plans/x.toml:1: generator: wrk does not go with ")) << key;
    EXPECT_EQ(said.find('\n'), std::string::npos) << said;
  }
}

TEST(Plan, WarmsUpEveryConnection) {
  Plan plan = parse_plan(least, "x.toml");
  EXPECT_EQ(plan.warm_up_at(50), 200);
  EXPECT_EQ(plan.warm_up_at(1000), 1000);
  plan.warm_up_requests = 0;
  EXPECT_EQ(plan.warm_up_at(1000), 0);
}

struct Wrong {
  std::string_view added;  // a fourth line
  std::string_view complaint;
};

class WrongPlan : public testing::TestWithParam<Wrong> {};

TEST_P(WrongPlan, IsReportedWithFileLineAndKey) {
  const std::string said = complaint(std::string(least) + std::string(GetParam().added) + "\n");
  EXPECT_THAT(said, StartsWith(std::string(GetParam().complaint)));
  EXPECT_EQ(said.find('\n'), std::string::npos) << said;
}

INSTANTIATE_TEST_SUITE_P(
    Keys, WrongPlan,
    testing::Values(
        Wrong{"concurency = 1", "plans/x.toml:4: concurency: unknown key; known are description"},
        Wrong{"[arms]", "plans/x.toml:4: "},
        Wrong{"description = 1", "plans/x.toml:4: description: must be a text in quotes"},
        Wrong{"description = \"a\\nb\"", "plans/x.toml:4: description: must be one line"},
        Wrong{"warm_up_requests = -1", "plans/x.toml:4: warm_up_requests: must be a whole number"},
        Wrong{"keep_alive = 1", "plans/x.toml:4: keep_alive: must be true or false"},
        Wrong{"body_bytes = 16777217", "plans/x.toml:4: body_bytes: must be a whole number from 0"},
        Wrong{"idle = -1", "plans/x.toml:4: idle: must be a whole number from 0 to 60000"},
        Wrong{"slow_readers = 2.5", "plans/x.toml:4: slow_readers: must be a whole number"},
        Wrong{"slow_rate = 9",
              "plans/x.toml:4: slow_rate: is about slow readers; slow_readers says"},
        Wrong{"slow_path = \"/\"", "plans/x.toml:4: slow_path: is about slow readers"},
        Wrong{"slow_path = \"x\"",
              "plans/x.toml:4: slow_path: must begin with / and hold no blank"},
        Wrong{"blocks = 0", "plans/x.toml:4: blocks: must be a whole number from 1 to 10000"},
        Wrong{"blocks = 1.5", "plans/x.toml:4: blocks: must be a whole number"},
        Wrong{"blocks = \"2\"", "plans/x.toml:4: blocks: must be a whole number"},
        Wrong{"most_blocks = 0", "plans/x.toml:4: most_blocks: is 0, as many as fit: budget_s"},
        Wrong{"budget_s = 0", "plans/x.toml:4: budget_s: must be a whole number"},
        Wrong{"pinning = \"both\"", "plans/x.toml:4: pinning: must be \"split\" or \"free\""},
        Wrong{"pinning = true", "plans/x.toml:4: pinning: must be a text in quotes"},
        Wrong{"blocks = ", "plans/x.toml:4: "}, Wrong{"requests = 5", "plans/x.toml:4: "}));

TEST(Plan, NamesTheLineOfAnInvalidEntry) {
  EXPECT_THAT(
      complaint("arms = [\n  \"async\",\n  \"nginx\"]\nconcurrencies = [1]\nrequests = 1\n"),
      StartsWith("plans/x.toml:3: arms: 'nginx' is neither an architecture (threaded, "));
  EXPECT_THAT(complaint("arms = [\"async\", \"async\"]\nconcurrencies = [1]\nrequests = 1\n"),
              StartsWith("plans/x.toml:1: arms: 'async' stands there twice"));
  EXPECT_THAT(complaint("arms = [5]\nconcurrencies = [1]\nrequests = 1\n"),
              StartsWith("plans/x.toml:1: arms: must be a text in quotes"));
  EXPECT_THAT(complaint("arms = []\nconcurrencies = [1]\nrequests = 1\n"),
              StartsWith("plans/x.toml:1: arms: must be a list with at least one entry"));
  EXPECT_THAT(complaint("arms = \"async\"\nconcurrencies = [1]\nrequests = 1\n"),
              StartsWith("plans/x.toml:1: arms: must be a list"));
  EXPECT_THAT(complaint("requests = 10\narms = [\"async\"]\nconcurrencies = [1,\n 50]\n"),
              StartsWith("plans/x.toml:4: concurrencies: 50 is more than requests = 10"));
  EXPECT_THAT(complaint("requests = 10\narms = [\"async\"]\nconcurrencies = [1, 1]\n"),
              StartsWith("plans/x.toml:3: concurrencies: 1 stands there twice"));
  EXPECT_THAT(complaint("requests = 10\narms = [\"async\"]\nconcurrencies = [0]\n"),
              StartsWith("plans/x.toml:3: concurrencies: must be a whole number from 1"));
}

TEST(Plan, NamesAMissingKey) {
  EXPECT_THAT(complaint("concurrencies = [1]\nrequests = 1\n"), HasSubstr(": arms: missing"));
  EXPECT_THAT(complaint("arms = [\"async\"]\nrequests = 1\n"),
              HasSubstr(": concurrencies: missing"));
  EXPECT_THAT(complaint("arms = [\"async\"]\nconcurrencies = [1]\n"),
              HasSubstr(": requests: missing"));
}

// The keys that a complaint lists.
std::vector<std::string> known_keys(std::string_view tables) {
  std::string said = complaint(std::string(least) + std::string(tables));
  said.erase(0, said.find("known are ") + 10);
  std::istringstream words(said);
  std::vector<std::string> keys;
  for (std::string key; words >> key;) {
    keys.push_back(key.substr(0, key.find(',')));
  }
  return keys;
}

TEST(Plan, HasAllKeysAndPlaceholdersDocumented) {
  const std::string page =
      common::read_file(std::filesystem::path(TIGA_SOURCE_DIR) / "docs" / "plans.md");
  EXPECT_THAT(known_keys("unknown = 1\n"), testing::Contains("server_options"));
  for (const char* wrong : {"unknown = 1\n", "[arm.mine]\nunknown = 1\n"}) {
    for (const std::string& key : known_keys(wrong)) {
      EXPECT_THAT(page, HasSubstr("\n| `" + key + "` | "));
    }
  }
  for (const char* name :
       {"port", "root", "work", "here", "programs", "arm", "stats", "backends"}) {
    EXPECT_THAT(page, HasSubstr("\n| `{" + std::string(name) + "}` | "));
    const std::string used = "[arm.m]\ncommand = [\"m\", \"{port}\", \"{" + std::string(name) +
                             "}\"]\nbackend = \"async\"\n";
    EXPECT_EQ(complaint(std::string(least) + used), "no complaint");
  }
}

TEST(Plan, OfTheRepositoryIsDocumented) {
  const std::filesystem::path source(TIGA_SOURCE_DIR);
  const std::string page = common::read_file(source / "docs" / "plans.md");
  for (const auto& entry : std::filesystem::directory_iterator(source / "plans")) {
    if (entry.path().extension() == ".toml") {
      EXPECT_THAT(page, HasSubstr("\n| `" + entry.path().stem().string() + "` | "));
      const std::string text = read_plan_text(entry.path());
      EXPECT_NE(map::is_map(text, entry.path())
                    ? read_map(map::read_map_text(entry.path()), {}).description
                    : parse_plan(text, entry.path()).description,
                "");
    }
  }
}

Plan plan_of_the_repository(const std::string& name) {
  const std::filesystem::path file =
      std::filesystem::path(TIGA_SOURCE_DIR) / "plans" / (name + ".toml");
  return parse_plan(read_plan_text(file), file);
}

TEST(Plan, OfTheRepositoryMeasuresTheGridOfTheReport) {
  for (const char* name : {"report", "quick", "sustained"}) {
    const Plan plan = plan_of_the_repository(name);
    EXPECT_EQ(plan.name, name);
    EXPECT_THAT(plan.arms, ElementsAre("threaded", "async", "balanced"));
    EXPECT_THAT(plan.concurrencies, ElementsAre(1, 50, 100, 500, 1000));
    EXPECT_FALSE(plan.keep_alive);
    EXPECT_FALSE(plan.description.empty());
  }
  for (const char* name : {"report", "quick"}) {
    const Plan plan = plan_of_the_repository(name);
    EXPECT_EQ(plan.requests, 1000);
    EXPECT_EQ(plan.warm_up_at(100), 200);
    EXPECT_EQ(plan.warm_up_at(1000), 1000);
  }
}

TEST(Plan, OfTheReportNeedsTheProgramsThatMakeReportBuilds) {
  std::istringstream words(TIGA_REPORT_PROGRAMS);
  const std::vector<std::string> built{std::istream_iterator<std::string>(words), {}};
  for (const char* name : {"report", "quick", "sustained", "open-loop"}) {
    std::vector<std::string> needed = own_programs(plan_of_the_repository(name));
    needed.emplace_back("tiga");
    EXPECT_THAT(built, UnorderedElementsAreArray(needed)) << name;
  }
}

TEST(Plan, OfTheReportStopsAtTheIntervalWidthOrTheBudget) {
  const Plan report = plan_of_the_repository("report");
  EXPECT_EQ(report.aa, "async");
  EXPECT_EQ(report.blocks, 12);
  EXPECT_EQ(report.most_blocks, 0);
  EXPECT_TRUE(report.may_end_early());
  EXPECT_EQ(report.budget_s, 180);
  EXPECT_EQ(report.precision, 0.05);
  EXPECT_EQ(report.delta, 0.05);
  EXPECT_EQ(plan_of_the_repository("quick").aa, std::nullopt);
}

TEST(Plan, OfSustainedLoadLastsASecondAndTwentyRequestsPerConnection) {
  const Plan plan = plan_of_the_repository("sustained");
  EXPECT_EQ(plan.requests_at(1000, 0), 20000);
  EXPECT_EQ(plan.requests_at(1, 15000), 15000);
  EXPECT_EQ(plan.warm_up, WarmUp::adaptive);
}

TEST(Plan, OfTheOpenLoopRunsAtFractionsOfCapacity) {
  const Plan plan = plan_of_the_repository("open-loop");
  EXPECT_THAT(plan.loads, ElementsAre(0.5, 0.7, 0.8, 0.9, 0.95));
  EXPECT_TRUE(plan.poisson);
  EXPECT_TRUE(plan.keep_alive);
}

}  // namespace
}  // namespace tiga::suite::plan
