#include "suite/records/paths.hpp"

#include <gmock/gmock.h>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::suite::records {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(Paths, DefaultToTheSourceFolder) {
  const Paths usual = find_home(std::nullopt, std::nullopt);
  EXPECT_TRUE(fs::equivalent(usual.root, TIGA_SOURCE_DIR)) << usual.root;
  EXPECT_EQ(usual.results, usual.root / "results");
  const Paths named = find_home("/a", "/b");
  EXPECT_EQ(named.plans(), "/a/plans");
  EXPECT_EQ(named.results, "/b");
  plan::Plan plan;
  EXPECT_EQ(named.published(plan), "") << "a plan that names no report stands beside none";
  plan.published = "report-2020";
  EXPECT_EQ(named.published(plan), "/a/results/report-2020");
}

TEST(Paths, FindPlansByNameAndByPath) {
  const common::TemporaryFolder folder;
  const Paths paths = find_home(folder.path(), std::nullopt);
  fs::create_directory(paths.plans());
  common::write_file(paths.plans() / "b.toml", "");
  common::write_file(paths.plans() / "a.toml", "");
  common::write_file(paths.plans() / "notes.txt", "");
  common::write_file(folder.path() / "mine.toml", "");
  EXPECT_EQ(find_plan(paths, "a"), paths.plans() / "a.toml");
  EXPECT_EQ(find_plan(paths, folder.path() / "mine.toml"), folder.path() / "mine.toml");
  EXPECT_THAT(all_plans(paths),
              testing::ElementsAre(paths.plans() / "a.toml", paths.plans() / "b.toml"));
  try {
    find_plan(paths, "c");
    FAIL() << "no complaint";
  } catch (const common::UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("there is no plan 'c'"));
    EXPECT_THAT(error.what(), HasSubstr("(a, b)"));
  }
}

TEST(Paths, FindRunsByNameByPathAndLatest) {
  const common::TemporaryFolder folder;
  const Paths paths = find_home(folder.path(), std::nullopt);
  const fs::path run = paths.results / "one";
  fs::create_directories(run);
  EXPECT_THROW(find_run(paths, "one"), common::UsageError) << "a folder without a manifest";
  common::write_file(run / "manifest.json", "{}");
  fs::create_symlink("one", paths.results / "latest");
  EXPECT_EQ(find_run(paths, "one"), fs::canonical(run));
  EXPECT_EQ(find_run(paths, "latest"), fs::canonical(run));
  EXPECT_EQ(find_run(paths, run), fs::canonical(run));
  EXPECT_THROW(find_run(paths, "two"), common::UsageError);
}

TEST(Paths, NameMissingProgramsAndWhatToDo) {
  const common::TemporaryFolder folder;
  const auto complaint = [](const fs::path& programs) -> std::string {
    try {
      require_programs({"loadgen", "tiga"}, programs);
    } catch (const common::CannotRun& error) {
      return error.what();
    }
    return "";
  };
  const fs::path installed = folder.path() / "libexec" / "tiga";
  fs::create_directories(installed);
  EXPECT_THAT(complaint(installed), HasSubstr("; type: scripts/build release loadgen tiga"));
  fs::create_directories(folder.path() / "share" / "tiga" / "plans");
  fs::create_directories(folder.path() / "share" / "tiga" / "plots");
  EXPECT_THAT(complaint(installed), HasSubstr("; install tiga again"));
  for (const char* const program : {"loadgen", "tiga"}) {
    common::write_file(installed / program, "");
    fs::permissions(installed / program, fs::perms::owner_all);
  }
  EXPECT_EQ(complaint(installed), "");
}

TEST(Paths, ShowPathsBelowTheCurrentFolderAsRelative) {
  EXPECT_EQ(for_people(fs::current_path() / "a" / "b"), "a/b");
  EXPECT_EQ(for_people("/nonexistent/a"), "/nonexistent/a");
  errno = ENOSPC;
  for_people("/nonexistent/a");
  EXPECT_EQ(errno, ENOSPC) << "what has failed is told with the path";
}

}  // namespace
}  // namespace tiga::suite::records
