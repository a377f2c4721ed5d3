#include "suite/records/manifest.hpp"

#include <gmock/gmock.h>

#include "common/error.hpp"

namespace tiga::suite::records {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

Manifest sample() {
  Manifest manifest;
  manifest.plan_text =
      "arms = [\"async\"] # \"quotes\", \\ and é\nconcurrencies = [1]\nrequests = 5\n"
      "budget_s = 60\n";
  manifest.plan = plan::parse_plan(manifest.plan_text, "x.toml");
  manifest.plan.pinning = plan::Pinning::free;  // as the command line may want it, and
  manifest.plan.budget_s = 90;
  manifest.seed = 4294967295;
  manifest.cells_planned = 48;
  manifest.status = RunStatus::interrupted;
  manifest.started = "20261123T044500Z";
  manifest.placement = place(plan::Pinning::split, {{{0, 2}, 0}, {{1, 3}, 1}});
  manifest.machine = {"AMD EPYC",
                      4,
                      8000000,
                      "Linux 6.1",
                      {{"a.b", "1 2"}, {"c", std::nullopt}},
                      {{{0, 2}, 0}, {{1, 3}, 1}},
                      1.5};
  manifest.build = build_facts();
  return manifest;
}

TEST(Manifest, ReadsBackWhatItWrote) {
  const std::string json = to_json(sample());
  const Manifest back = manifest_from_json(json, "manifest.json");
  EXPECT_EQ(to_json(back), json);
  EXPECT_EQ(back.plan.name, "x");
  EXPECT_EQ(back.plan.budget_s, 90);
  EXPECT_EQ(back.plan.pinning, plan::Pinning::free);
  EXPECT_EQ(back.seed, 4294967295);
  EXPECT_EQ(back.status, RunStatus::interrupted);
  EXPECT_EQ(back.finished, std::nullopt);
  EXPECT_EQ(back.machine.sysctls.at(1).second, std::nullopt);
  EXPECT_EQ(back.machine.topology, sample().machine.topology);
  EXPECT_EQ(back.machine.cpu_quota, 1.5);
}

TEST(Manifest, OfAnotherKindIsRefused) {
  for (const char* text : {"", "{}", "[1]", "{\"plan\": 5}"}) {
    try {
      manifest_from_json(text, "run/manifest.json");
      FAIL() << text;
    } catch (const common::CannotRun& error) {
      EXPECT_THAT(error.what(), StartsWith("run/manifest.json is not a manifest of a run: "));
    }
  }
}

TEST(Manifest, RecordsLibrariesAndMachine) {
  const BuildFacts build = build_facts();
  ASSERT_GE(build.libraries.size(), 6);
  for (const auto& [name, version] : build.libraries) {
    EXPECT_FALSE(name.empty());
    EXPECT_TRUE(version.find_first_of("0123456789") == 0) << name << ' ' << version;
  }
  const Machine machine = this_machine();
  EXPECT_GE(machine.cores, 1);
  EXPECT_THAT(machine.kernel, StartsWith("Linux "));
  EXPECT_GT(machine.memory_kib, 0);
}

TEST(Manifest, MarksASourceTreeThatIsNotACommit) {
  BuildFacts build;
  build.git_describe = "v1-3-gabcdef";
  EXPECT_FALSE(build.source_modified());
  build.git_describe = "v1-3-gabcdef-dirty";
  EXPECT_TRUE(build.source_modified());
  build.git_describe = "unknown";
  EXPECT_TRUE(build.source_modified());
}

}  // namespace
}  // namespace tiga::suite::records
