// The page of all runs as a file.
#include "suite/overview/write.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "tests/suite/overview/result_fixture.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class WrittenOverview : public tests::ResultFixture {
 protected:
  records::Paths paths() const { return {TIGA_SOURCE_DIR, results()}; }
  fs::path file() const { return results() / "index.html"; }
  std::string write() const { return write_overview(paths(), text::Language::english); }
};

TEST_F(WrittenOverview, IsWholeAndLinksThePages) {
  report(make_run("20261121T000000Z-it's 100% mine"));
  make_map("20261120T000000Z-map");
  EXPECT_THAT(write(), HasSubstr("index.html\n"));
  EXPECT_THAT(common::read_file(file()),
              AllOf(HasSubstr("<a href=\"20261121T000000Z-it%27s%20100%25%20mine/"
                              "report.html\">2026-11-21 00:00 UTC</a>"),
                    HasSubstr("map (a map)"), HasSubstr("class=\"bars\""), HasSubstr("</html>")));
}

TEST_F(WrittenOverview, IsNotMadeWithoutAFolderForRunsOrATemplate) {
  EXPECT_EQ(write(), "");
  EXPECT_FALSE(fs::exists(results()));
  make_run("20261121T000000Z-report");
  write();
  EXPECT_TRUE(fs::exists(file()));
  EXPECT_EQ(write_overview({"/nonexistent", results()}, text::Language::english), "");
  EXPECT_FALSE(fs::exists(file())) << "it would be old";
}

TEST_F(WrittenOverview, LeavesAPipeAndALinkThatLeadsNowhere) {
  make_run("20261121T000000Z-report");
  ASSERT_EQ(::mkfifo(file().c_str(), 0600), 0);
  EXPECT_THAT(write(), HasSubstr("is not one that tiga wrote"));
  fs::remove(file());
  fs::create_symlink("elsewhere.html", file());
  EXPECT_THAT(write(), HasSubstr("is not one that tiga wrote"));
  EXPECT_FALSE(fs::exists(results() / "elsewhere.html"));
}

TEST_F(WrittenOverview, ReplacesItsOwnPageAndNoOther) {
  make_run("20261121T000000Z-report");
  write();
  make_run("20261122T000000Z-report");
  EXPECT_THAT(write(), HasSubstr("runs "));
  EXPECT_THAT(common::read_file(file()), HasSubstr("2026-11-22"));

  for (const char* const other : {"<!doctype html><title>My page</title>", ""}) {
    common::write_file(file(), other);
    EXPECT_THAT(write(), HasSubstr("is not one that tiga wrote\n"));
    EXPECT_EQ(common::read_file(file()), other);
    EXPECT_NE(write_overview({"/nonexistent", results()}, text::Language::english), "");
    EXPECT_TRUE(fs::exists(file()));
  }
}

TEST_F(WrittenOverview, TypesCommandsForItsFolder) {
  const Commands usual = commands_for({TIGA_SOURCE_DIR, fs::path(TIGA_SOURCE_DIR) / "results"});
  EXPECT_EQ(usual.program, "build/release/bin/tiga");
  EXPECT_EQ(usual.options, "");
  EXPECT_EQ(commands_for({TIGA_SOURCE_DIR, "/srv/it's mine"}).options,
            " --results '/srv/it'\\''s mine'");
}

}  // namespace
}  // namespace tiga::suite::overview
