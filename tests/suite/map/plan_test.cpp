// What a map's files may say, and what is said of mistakes in them.
#include "suite/map/plan.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/plan/registry.hpp"
#include "suite/plan/toml_reader.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::map {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view head =
    "arms = [\"threaded\", \"async\"]\nconcurrencies = [1, 16]\nrequests = 20\nwarm_up_requests = "
    "5\nblocks = 12\n";

MapText map_text(std::string_view workloads) {
  return {"plans/m.toml", std::string(head) + std::string(workloads), {}, {}};
}

std::string complaint(const MapText& text, const MapChoice& choice = {}) {
  try {
    read_map(text, choice);
  } catch (const common::UsageError& error) {
    return error.what();
  }
  return "no complaint";
}

std::vector<std::string> names(const Map& map) {
  std::vector<std::string> names;
  for (const Workload& workload : map.workloads) {
    names.push_back(workload.name);
  }
  return names;
}

constexpr std::string_view three =
    "[workload.tiny]\ntitle = \"Tiny\"\ntitle_id = \"Kecil\"\nown_cost = true\n"
    "[workload.sleep]\npath = \"/workload/sleep/2\"\nblocks_ms = 2\n"
    "[workload.cpu]\npath = \"/workload/cpu/300\"\ncpu_us = 300\nrequests = 77\n"
    "only_when_named = true\n";

TEST(MapPlan, AWorkloadIsThePlanWithItsOwnKeys) {
  const Map map = read_map(map_text(three), {});
  EXPECT_EQ(map.name, "m");
  ASSERT_THAT(names(map), ElementsAre("tiny", "sleep"));
  const Workload& tiny = map.workloads[0];
  EXPECT_EQ(tiny.title.in(text::Language::english), "Tiny");
  EXPECT_EQ(tiny.title.in(tests::indonesian), "Kecil");
  EXPECT_TRUE(tiny.own_cost);
  EXPECT_FALSE(tiny.service);
  EXPECT_EQ(tiny.plan.path, "/");
  const Workload& sleep = map.workloads[1];
  EXPECT_EQ(sleep.title, text::LocalizedText("sleep"));
  EXPECT_EQ(sleep.plan.name, "sleep");
  EXPECT_EQ(sleep.plan.path, "/workload/sleep/2");
  EXPECT_EQ(sleep.plan.requests, 20);
  EXPECT_THAT(sleep.plan.arms, ElementsAre("threaded", "async"));
  ASSERT_TRUE(sleep.service);
  EXPECT_DOUBLE_EQ(sleep.service->blocks_s, 0.002);
  EXPECT_DOUBLE_EQ(sleep.service->cpu_s, 0);
}

TEST(MapPlan, AWorkloadsTextReadsBackAsItsPlan) {
  for (const Workload& workload : read_map(map_text(three), {{}, {"cpu"}, {4}, 3, {}}).workloads) {
    const plan::Plan again =
        plan::parse_plan(workload.plan_text, "plans/" + workload.name + ".toml");
    EXPECT_EQ(again.path, workload.plan.path);
    EXPECT_EQ(again.requests, workload.name == "cpu" ? 77 : 20);
    EXPECT_EQ(again.concurrencies, std::vector<std::uint32_t>{4});
    EXPECT_EQ(again.blocks, 3);
    EXPECT_EQ(again.aa, workload.plan.aa);
  }
}

TEST(MapPlan, RunsTheNamedWorkloadsAndThoseThatTheirModelNeeds) {
  EXPECT_THAT(names(read_map(map_text(three), {{}, {"cpu"}, {}, {}, {}})),
              ElementsAre("tiny", "cpu"));
  EXPECT_THAT(names(read_map(map_text(three), {{}, {"tiny"}, {}, {}, {}})), ElementsAre("tiny"));
}

TEST(MapPlan, AllMeansTheArchitecturesAndTheArmsOfThePlan) {
  const std::string own = std::string(three) + "[arm.mine]\ncommand = \"mine {port}\"\n";
  const Map map = read_map(map_text(own), {{"all"}, {}, {}, {}, plan::Pinning::free});
  std::vector<std::string> all;
  for (const plan::Architecture& architecture : plan::architectures()) {
    all.emplace_back(architecture.name);
  }
  all.emplace_back("mine");
  EXPECT_EQ(map.workloads[0].plan.arms, all);
  EXPECT_EQ(map.workloads[0].plan.pinning, plan::Pinning::free);
  EXPECT_THAT(complaint(map_text(own), {{"async", "nobody"}, {}, {}, {}, {}}),
              StartsWith("--arms: 'nobody' is neither an architecture ("));
}

TEST(MapPlan, TheBudgetGrowsWithTheNumberOfCells) {
  const MapText text = map_text("budget_s = 100\n" + std::string(three));
  EXPECT_EQ(read_map(text, {}).workloads[0].plan.budget_s, 100);
  EXPECT_EQ(read_map(text, {{"async"}, {}, {}, {}, {}}).workloads[0].plan.budget_s, 100);
  // Four arms (one of them a copy) in 12 blocks, where the file has three in 12.
  const Map more = read_map(text, {{"threaded", "async", "balanced"}, {}, {}, {}, {}});
  EXPECT_EQ(more.workloads[0].plan.budget_s, 134);
}

TEST(MapPlan, AnArmThatIsNotSelectedHasNoCopy) {
  const std::string text = "aa = \"async\"\n" + std::string(three);
  const Map map = read_map(map_text(text), {{"threaded", "balanced"}, {}, {}, {}, {}});
  EXPECT_EQ(map.workloads[0].plan.aa, "threaded") << "the plan's default";
}

TEST(MapPlan, ErrorsNameFileLineAndKey) {
  EXPECT_THAT(complaint(map_text("")), HasSubstr("workload: missing"));
  EXPECT_THAT(complaint(map_text("loads = [0.5]\n[workload.a]\n")),
              StartsWith("plans/m.toml:6: loads: a map has closed loops only"));
  EXPECT_THAT(complaint(map_text("[workload.a]\n\npath = \"x\"\n")),
              StartsWith("plans/m.toml:8: path: must begin with /"));
  EXPECT_THAT(complaint(map_text("[workload.a]\npth = \"/\"\n")),
              StartsWith("plans/m.toml:7: pth: unknown key"));
  EXPECT_THAT(complaint(map_text("[workload.a]\narms = [\"async\"]\n")),
              StartsWith("plans/m.toml:7: workload.a.arms: is the same for all workloads"));
  EXPECT_THAT(complaint(map_text("[workload.a]\nblocks_ms = -1\n")),
              StartsWith("plans/m.toml:7: workload.a.blocks_ms: "));
  EXPECT_THAT(complaint(map_text("[workload.\"A b\"]\n")),
              StartsWith("plans/m.toml:6: workload.A b: a name is made of"));
  EXPECT_THAT(complaint(map_text("blocks_ms = 1\n[workload.a]\n")),
              StartsWith("plans/m.toml:6: blocks_ms: unknown key"));
  EXPECT_THAT(complaint(map_text(three), {{}, {"nothing"}, {}, {}, {}}),
              HasSubstr("there is no 'nothing' in plans/m.toml; it has tiny, sleep, cpu"));
  EXPECT_THAT(complaint(map_text("[workload.a]\nonly_when_named = true\n")),
              HasSubstr("every workload is only_when_named"));
}

TEST(MapPlan, WorkloadsMayBeInAnotherFileWithItsOwnLineNumbers) {
  MapText text = map_text("");
  text.workloads_file = "plans/workloads/w.toml";
  text.workloads_text = "[workload.a]\n\n\npath = \"/a\"\n";
  EXPECT_EQ(read_map(text, {}).workloads.at(0).plan.path, "/a");
  text.workloads_text = "[workload.a]\n\n\npath = \"a\"\n";
  EXPECT_THAT(complaint(text), StartsWith("plans/workloads/w.toml:4: path: "));
  text.workloads_text = "blocks = 3\n[workload.a]\n";
  EXPECT_THAT(complaint(text), StartsWith("plans/workloads/w.toml:1: blocks: unknown key"));
}

TEST(MapPlan, APlanOfAMapIsRecognised) {
  try {
    plan::parse_plan(map_text(three).text, "plans/m.toml");
    FAIL() << "no complaint";
  } catch (const common::UsageError& error) {
    EXPECT_STREQ(error.what(), "plans/m.toml:6: workload: this is a map: type tiga map m");
  }
}

TEST(MapPlan, TheMapsOfTheProjectAreValid) {
  for (const char* name : {"map", "map-quick", "map-my-server"}) {
    const auto file =
        std::filesystem::path(TIGA_SOURCE_DIR) / "plans" / (std::string(name) + ".toml");
    const Map map = read_map(read_map_text(file), {});
    EXPECT_GE(map.workloads.size(), 6) << name;
    EXPECT_FALSE(map.description.empty()) << name;
  }
}

TEST(MapPlan, WorkloadsOfTheProjectHaveATitleInEveryLanguage) {
  const auto file = std::filesystem::path(TIGA_SOURCE_DIR) / "plans" / "workloads" / "map.toml";
  const toml::table whole = plan::parse_toml(common::read_file(file), file);
  for (const auto& [name, workload] : *whole["workload"].as_table()) {
    EXPECT_TRUE(workload.as_table()->contains("title")) << name;
    for (const text::Language language : text::languages().subspan(1)) {
      const std::string key = fmt::format("title_{}", language.tag());
      EXPECT_TRUE(workload.as_table()->contains(key)) << file << ": " << name << " has no " << key;
    }
  }
}

}  // namespace
}  // namespace tiga::suite::map
