#include "suite/records/paths.hpp"

#include <gmock/gmock.h>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::suite::records {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(Home, IsTheSourceFolderUnlessNamed) {
  const Home usual = find_home(std::nullopt, std::nullopt);
  EXPECT_EQ(usual.root, fs::path(TIGA_SOURCE_DIR));
  EXPECT_EQ(usual.results, fs::path(TIGA_SOURCE_DIR) / "results");
  const Home named = find_home("/a", "/b");
  EXPECT_EQ(named.plans(), "/a/plans");
  EXPECT_EQ(named.results, "/b");
  plan::Plan plan;
  EXPECT_EQ(named.published(plan), "") << "a plan that names no report stands beside none";
  plan.published = "report-2020";
  EXPECT_EQ(named.published(plan), "/a/results/report-2020");
}

TEST(Home, FindsPlansByNameAndByPath) {
  const common::TemporaryFolder folder;
  const Home home = find_home(folder.path(), std::nullopt);
  fs::create_directory(home.plans());
  common::write_file(home.plans() / "b.toml", "");
  common::write_file(home.plans() / "a.toml", "");
  common::write_file(home.plans() / "notes.txt", "");
  common::write_file(folder.path() / "mine.toml", "");
  EXPECT_EQ(find_plan(home, "a"), home.plans() / "a.toml");
  EXPECT_EQ(find_plan(home, folder.path() / "mine.toml"), folder.path() / "mine.toml");
  EXPECT_THAT(all_plans(home),
              testing::ElementsAre(home.plans() / "a.toml", home.plans() / "b.toml"));
  try {
    find_plan(home, "c");
    FAIL() << "no complaint";
  } catch (const common::UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("there is no plan 'c'"));
    EXPECT_THAT(error.what(), HasSubstr("(a, b)"));
  }
}

TEST(Home, FindsRunsByNameByPathAndLatest) {
  const common::TemporaryFolder folder;
  const Home home = find_home(folder.path(), std::nullopt);
  const fs::path run = home.results / "one";
  fs::create_directories(run);
  EXPECT_THROW(find_run(home, "one"), common::UsageError) << "a folder without a manifest";
  common::write_file(run / "manifest.json", "{}");
  fs::create_symlink("one", home.results / "latest");
  EXPECT_EQ(find_run(home, "one"), fs::canonical(run));
  EXPECT_EQ(find_run(home, "latest"), fs::canonical(run));
  EXPECT_EQ(find_run(home, run), fs::canonical(run));
  EXPECT_THROW(find_run(home, "two"), common::UsageError);
}

TEST(Home, ShowsPathsBelowTheCurrentFolderAsRelative) {
  EXPECT_EQ(for_people(fs::current_path() / "a" / "b"), "a/b");
  EXPECT_EQ(for_people("/nonexistent/a"), "/nonexistent/a");
}

}  // namespace
}  // namespace tiga::suite::records
