#include "common/home/home.hpp"

#include <gtest/gtest.h>

#include "common/files.hpp"

namespace tiga::common {
namespace {

namespace fs = std::filesystem;

// A folder with what a home has.
void make_home(const fs::path& folder) {
  fs::create_directories(folder / "plans");
  fs::create_directories(folder / "plots");
}

TEST(Home, OfAnInstalledProgramIsShare) {
  const TemporaryFolder prefix;
  make_home(prefix.path() / "share" / "tiga");
  const Home home = home_of(prefix.path() / "libexec" / "tiga");
  EXPECT_EQ(home.folder, prefix.path() / "share" / "tiga");
  EXPECT_TRUE(home.installed);
}

TEST(Home, OfABuildIsItsProjectWhereverThatWasMoved) {
  const TemporaryFolder project;
  make_home(project.path());
  const Home home = home_of(project.path() / "build" / "release" / "bin");
  EXPECT_EQ(home.folder, project.path());
  EXPECT_FALSE(home.installed);
}

TEST(Home, OfAProgramThatStandsAloneIsTheSource) {
  const TemporaryFolder other;
  for (const fs::path& programs : {other.path() / "bin", other.path() / "libexec" / "tiga"}) {
    const Home home = home_of(programs);
    EXPECT_TRUE(fs::equivalent(home.folder, TIGA_SOURCE_DIR)) << home.folder;
    EXPECT_FALSE(home.installed);
  }
}

TEST(Home, IsFoundByTheProgramItself) {
  EXPECT_EQ(own_home().folder, home_of(programs_folder()).folder);
  EXPECT_TRUE(fs::exists(programs_folder() / "common_test"));
}

}  // namespace
}  // namespace tiga::common
