#include "suite/overview/folders.hpp"

#include <gmock/gmock.h>

#include "common/sequences.hpp"
#include "tests/suite/overview/result_fixture.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ResultFolders : public tests::ResultFixture {
 protected:
  std::vector<std::string> names() const {
    return common::transformed(result_folders(results()), &ResultFolder::name);
  }
};

TEST_F(ResultFolders, AreRunsAndMapsTheNewestFirst) {
  make_run("20261121T000000Z-report");
  make_map("20261123T000000Z-map");
  make_run("20261122T000000Z-quick");
  EXPECT_THAT(names(), ElementsAre("20261123T000000Z-map", "20261122T000000Z-quick",
                                   "20261121T000000Z-report"));
  EXPECT_TRUE(result_folders(results())[0].is_map);
  EXPECT_FALSE(result_folders(results())[1].is_map);
}

TEST_F(ResultFolders, AreInTheOrderOfTheirStartsWhateverTheirNames) {
  make_run("20261121T000000Z-report");
  make_run("20261123T000000Z-report");
  fs::rename(make_run("20261122T000000Z-report"), results() / "my-best");
  EXPECT_THAT(names(),
              ElementsAre("20261123T000000Z-report", "my-best", "20261121T000000Z-report"));
}

TEST_F(ResultFolders, AreNoLinksNorFoldersWithoutAManifest) {
  EXPECT_THAT(names(), IsEmpty()) << "there is no such folder";
  const fs::path run = make_run("20261121T000000Z-report");
  fs::create_directory_symlink(run.filename(), results() / "latest");
  fs::create_directories(results() / "report-2020");
  common::write_file(results() / "index.html", "");
  EXPECT_THAT(names(), ElementsAre("20261121T000000Z-report"));
  EXPECT_EQ(latest_of(results()), "20261121T000000Z-report");
}

TEST_F(ResultFolders, ThatCannotBeReadComeLastAndSayWhy) {
  make_run("20261121T000000Z-report");
  fs::create_directories(results() / "web-app");
  common::write_file(results() / "web-app" / "manifest.json", "{\"name\": \"an app\"}");
  EXPECT_THAT(names(), ElementsAre("20261121T000000Z-report", "web-app"));
  EXPECT_THAT(result_folders(results())[1].problem, HasSubstr("is not a manifest of a run"));
}

TEST(GivenNames, AreAStampAndThePlan) {
  EXPECT_TRUE(has_given_name("20261123T124633Z-report", "report"));
  EXPECT_TRUE(has_given_name("20261123T124633Z-it's mine-2", "it's mine"));
  EXPECT_TRUE(has_given_name("20261123T124633Z-report-17", "report"));
  for (const char* const other :
       {"20261123T124633Z-", "20261123T124633Z", "2026-11-23-report",
        "keep-20261123T124633Z-report", "2026112xT124633Z-report", "20261123T124633Z-report-KEEP",
        "20261123T124633Z-report-", "20261123T124633Z-report-2-of-3", "20261123T124633Z-report2",
        "20261123T124633Z-thesis", "report-2020", "latest", ""}) {
    EXPECT_FALSE(has_given_name(other, "report")) << other;
  }
}

TEST_F(ResultFolders, HaveNoLatestWithoutALink) {
  EXPECT_EQ(latest_of(results()), "");
  make_run("20261121T000000Z-report");
  fs::create_directory_symlink("gone", results() / "latest");
  EXPECT_EQ(latest_of(results()), "");
}

}  // namespace
}  // namespace tiga::suite::overview
