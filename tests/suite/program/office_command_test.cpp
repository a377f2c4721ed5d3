// `tiga report RUN --format docx,odt`, with commands that stand in for pandoc, and with pandoc.
#include <gmock/gmock.h>

#include "common/text.hpp"
#include "tests/suite/made_up_verdicts.hpp"
#include "tests/suite/recorded_run.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class TigaOffice : public testing::Test, protected TigaCommand {
 protected:
  TigaOffice()
      : run_(tests::record_run(results(), "a",
                               "arms = [\"threaded\", \"async\"]\nconcurrencies = [50]\n"
                               "requests = 1000\nblocks = 12\n",
                               tests::two_arms())) {
    fs::create_directory(tools());
  }

  fs::path tools() const { return folder() / "tools"; }
  fs::path file(const std::string& name) const { return run_ / name; }
  fs::path said() const { return folder() / "arguments"; }

  // A shell script in front of what is installed; $out is the file that pandoc is to write.
  void put_pandoc(const std::string& script) const {
    const fs::path pandoc = tools() / "pandoc";
    common::write_file(
        pandoc, "#!/bin/sh\nfor one; do echo \"$one\" >>" + said().string() +
                    "\n  case $one in --output=*) out=${one#--output=} ;; esac\ndone\n" + script);
    fs::permissions(pandoc, fs::perms::owner_all);
  }
  common::CommandResult report(const std::vector<std::string>& options) const {
    std::vector<std::string> arguments{"report", "a", "--results", results().string()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return run(arguments, {"PATH=" + tools().string() + ":/usr/bin:/bin"});
  }
  // A file that pandoc wrote, as HTML.
  common::CommandResult read_back(const std::string& name) const {
    return common::run_command(
        {.arguments = {"pandoc", "--to=html", "--standalone", file(name).string()},
         .environment = {"LC_ALL=C.UTF-8"}},
        60s);
  }
  static std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
      ++found;
    }
    return found;
  }

 private:
  fs::path run_;
};

TEST_F(TigaOffice, WithoutPandocNamesThePackageAndWritesNothing) {
  const auto done = run({"report", "a", "--results", results().string(), "--format", "docx"},
                        {"PATH=" + tools().string()});
  EXPECT_EQ(done.report.status, 3);
  expect_one_line(done.error, "apt-get install pandoc");
  EXPECT_EQ(done.output, "");
  EXPECT_FALSE(fs::exists(file("report.md")));
  EXPECT_EQ(run({"report", "a", "--results", results().string()}, {"PATH=" + tools().string()})
                .report.status,
            0)
      << "a page needs none";
}

TEST_F(TigaOffice, RefusesAnUnknownFormat) {
  put_pandoc("exit 0\n");
  for (const char* const format : {"pdf", "docx,pdf", "", "DOCX", "docx,,odt", "docx,", ",odt"}) {
    const auto done = report({"--format", format});
    EXPECT_EQ(done.report.status, 2) << format;
    expect_one_line(done.error, "--format");
    EXPECT_FALSE(fs::exists(file("report.md")));
  }
}

TEST_F(TigaOffice, WritesAFormatOnce) {
  put_pandoc("echo whole >>\"$out\"; echo run >>" + (folder() / "runs").string() + "\n");
  const auto done = report({"--format", "docx,docx", "--format", "docx"});
  EXPECT_EQ(done.report.status, 0) << done.error;
  EXPECT_EQ(common::read_file(folder() / "runs"), "run\n");
}

TEST_F(TigaOffice, WritesEachFormatAndSaysWhere) {
  put_pandoc("echo whole >\"$out\"\n");
  const auto done = report({"--format", "docx,odt", "--lang", "id"});
  EXPECT_EQ(done.report.status, 0) << done.error;
  for (const char* const name : {"report.docx", "report.odt"}) {
    EXPECT_EQ(common::read_file(file(name)), "whole\n");
    EXPECT_THAT(done.output, HasSubstr(name));
  }
  EXPECT_THAT(common::read_file(said()), HasSubstr("--metadata=lang=id\n"));
  for (const char* const name : {"reference.docx", "reference.odt"}) {
    const fs::path reference = tests::source_folder() / "plots" / name;
    EXPECT_THAT(common::read_file(said()),
                HasSubstr("--reference-doc=" + reference.string() + '\n'));
    EXPECT_TRUE(fs::exists(reference));
  }
  fs::remove(file("report.docx"));
  EXPECT_EQ(report({}).report.status, 0);
  EXPECT_FALSE(fs::exists(file("report.docx"))) << "only where it is asked for";
}

TEST_F(TigaOffice, OfAPandocThatFailsIsStatus3AndNoHalfOfAFile) {
  common::write_file(file("report.docx"), "old");
  put_pandoc("echo half >\"$out\"\necho 'out of memory' >&2\nexit 251\n");
  const auto done = report({"--format", "docx"});
  EXPECT_EQ(done.report.status, 3);
  expect_one_line(done.error, "pandoc exited with status 251 on report.docx: out of memory");
  EXPECT_EQ(common::read_file(file("report.docx")), "old");
  EXPECT_TRUE(fs::exists(file("report.html"))) << "what needs no pandoc is written";
  put_pandoc("exit 0\n");
  EXPECT_EQ(report({"--format", "odt"}).report.status, 3) << "it wrote no file";
  EXPECT_FALSE(fs::exists(file("report.odt")));
}

TEST_F(TigaOffice, PassesOnTheLastWarningOfPandocButThoseOfItsOwnTranslations) {
  const std::string translations =
      "echo '[WARNING] Could not load translations for id' >&2\necho '  no id.yaml' >&2\n"
      "echo '[WARNING] The term Table has no translation defined.' >&2\n";
  put_pandoc("echo whole >\"$out\"\necho '[WARNING] no chart' >&2\n" + translations);
  const auto done = report({"--format", "docx"});
  EXPECT_EQ(done.report.status, 0);
  EXPECT_THAT(done.output, HasSubstr("pandoc said of report.docx: [WARNING] no chart\n"));
  put_pandoc("echo whole >\"$out\"\n" + translations);
  EXPECT_THAT(report({"--format", "docx"}).output, Not(HasSubstr("pandoc said")));
}

TEST_F(TigaOffice, HasTablesChartsAndTheirTextsAsPandocReadsThem) {
  TIGA_SKIP_UNLESS(common::is_installed("pandoc"), "pandoc");
  TIGA_SKIP_UNLESS(common::is_installed("gnuplot"), "gnuplot");
  const auto done = report({"--format", "docx,odt", "--lang", "id"});
  ASSERT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.output, Not(HasSubstr("pandoc said")));
  const std::size_t tables = count(common::read_file(file("report.html")), "<table");
  ASSERT_GT(tables, 3U);
  for (const char* const name : {"report.docx", "report.odt"}) {
    const auto back = read_back(name);
    ASSERT_EQ(back.report.status, 0) << back.error;
    EXPECT_EQ(count(back.output, "<table"), tables) << name;
    EXPECT_GT(count(back.output, "<img"), 4U) << name;
    EXPECT_THAT(back.output, AllOf(HasSubstr("Tabel 1."), HasSubstr("Gambar 1."))) << name;
    EXPECT_THAT(back.output, HasSubstr("Median permintaan per detik menurut konkurensi")) << name;
  }
}

}  // namespace
}  // namespace tiga::suite
