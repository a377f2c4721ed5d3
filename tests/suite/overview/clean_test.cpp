#include "suite/overview/clean.hpp"

#include <gmock/gmock.h>

#include "common/sequences.hpp"
#include "suite/records/run_folder.hpp"
#include "tests/suite/overview/result_fixture.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class Clean : public tests::ResultFixture {
 protected:
  void make_runs() const {
    for (const char* const name :
         {"20261121T000000Z-a", "20261122T000000Z-b", "20261123T000000Z-c", "20261124T000000Z-d"}) {
      make_run(name);
    }
  }
  std::vector<std::string> old(std::size_t keep, const std::string& latest = "") const {
    return common::transformed(too_old(result_folders(results()), latest, keep),
                               &ResultFolder::name);
  }
};

TEST_F(Clean, KeepsTheNewestRunsAndMaps) {
  make_runs();
  make_map("20261125T000000Z-map");
  EXPECT_THAT(old(5), IsEmpty());
  EXPECT_THAT(old(2),
              ElementsAre("20261121T000000Z-a", "20261122T000000Z-b", "20261123T000000Z-c"));
  EXPECT_THAT(old(1), testing::SizeIs(4));
}

TEST_F(Clean, KeepsWhatLatestPointsToAndCountsIt) {
  make_runs();
  EXPECT_THAT(old(2, "20261121T000000Z-a"),
              ElementsAre("20261122T000000Z-b", "20261123T000000Z-c"));
  EXPECT_THAT(old(1, "20261122T000000Z-b"),
              ElementsAre("20261121T000000Z-a", "20261123T000000Z-c", "20261124T000000Z-d"));
}

TEST_F(Clean, PassesOverRenamedAndUnreadableFoldersWithoutCountingThem) {
  make_runs();
  fs::rename(results() / "20261121T000000Z-a", results() / "keep this");
  common::write_file(results() / "20261124T000000Z-d" / "manifest.json", "{}");
  EXPECT_THAT(old(1), ElementsAre("20261122T000000Z-b"));
  fs::rename(results() / "20261122T000000Z-b", results() / "20261122T000000Z-b-for-my-thesis");
  EXPECT_THAT(old(1), IsEmpty()) << "a suffix is another name, too";
}

TEST_F(Clean, RemovesAWholeFolderButNotWhatLinksInItPointTo) {
  const fs::path run = make_run("20261121T000000Z-a");
  const fs::path other = make_run("20261122T000000Z-b");
  fs::create_directories(run / "charts" / "deep");
  common::write_file(run / "charts" / "deep" / "x.svg", "");
  fs::create_directory_symlink(other, run / "link");
  EXPECT_EQ(Removal::removed, remove_result(result_folders(results()).back()));
  EXPECT_FALSE(fs::exists(run));
  EXPECT_TRUE(fs::exists(other / "manifest.json"));
}

TEST_F(Clean, DoesNotTouchARunThatIsBeingMeasured) {
  const fs::path run = make_run("20261121T000000Z-a");
  const ResultFolder folder = result_folders(results()).front();
  {
    const common::UniqueFd lock = records::lock_run(run);
    EXPECT_TRUE(is_being_measured(folder));
    EXPECT_EQ(Removal::being_measured, remove_result(folder));
    EXPECT_TRUE(fs::exists(run / "cells.csv"));
  }
  EXPECT_FALSE(is_being_measured(folder));
  EXPECT_EQ(Removal::removed, remove_result(folder));
}

TEST_F(Clean, IsNoErrorIfAnotherProcessWasFaster) {
  make_run("20261121T000000Z-a");
  const ResultFolder folder = result_folders(results()).front();
  fs::remove_all(folder.path);
  EXPECT_FALSE(is_being_measured(folder));
  EXPECT_EQ(Removal::gone, remove_result(folder));
}

TEST_F(Clean, DoesNotTouchAMapOfWhichOneRunIsBeingMeasured) {
  const fs::path map = make_map("20261121T000000Z-map");
  fs::rename(make_run("20261120T000000Z-a"), map / "tiny");
  const ResultFolder folder = result_folders(results()).front();
  {
    const common::UniqueFd lock = records::lock_run(map / "tiny");
    EXPECT_EQ(Removal::being_measured, remove_result(folder));
  }
  EXPECT_EQ(Removal::removed, remove_result(folder));
  EXPECT_FALSE(fs::exists(map));
}

}  // namespace
}  // namespace tiga::suite::overview
