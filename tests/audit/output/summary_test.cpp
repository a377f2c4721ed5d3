// The table of all files, CSV and JSON.
#include "audit/output/summary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "audit/output/page.hpp"
#include "audit/reading/file_kind.hpp"
#include "audit/reading/folder.hpp"
#include "audit/reading/reader.hpp"
#include "common/csv.hpp"
#include "common/files.hpp"

namespace tiga::audit::output {
namespace {

using suite::text::Language;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

FileAudit audited(const std::string& name, const std::string& text) {
  return audit_of(reading::read_tables(name, text));
}

// One of each kind.
std::vector<FileAudit> some_files() {
  return {audited("clean.csv", "c,requests,failed\n1,500,0\n"),
          audited("noted.csv", "c,requests,failed\n1,500,3\n1,500,0\n"),
          audited("wrong.csv", "c,time taken,complete,rps\n1,2.000,1000,900.0\n"),
          audit_of_unreadable("report.pdf", "report.pdf: a PDF"),
          audited("script.py", "import os, sys\nprint(1, 2)\n")};
}

TEST(WorstFirst, IsByErrorsThenUnreadThenNotes) {
  const std::vector<FileAudit> files = some_files();
  std::vector<std::string> names;
  for (const FileAudit* one : worst_first(files)) {
    names.push_back(one->file.name);
  }
  EXPECT_THAT(names, ElementsAre("wrong.csv", "report.pdf", "script.py", "noted.csv", "clean.csv"));
}

TEST(SummaryTable, HasALineForEachFileAndListsWhatIsNoResult) {
  const std::string table = summary_table(some_files(), Language::english);
  EXPECT_EQ(std::ranges::count(table, '\n'), 6) << table;
  EXPECT_THAT(table, HasSubstr("rate-times-time"));
  EXPECT_THAT(table, HasSubstr("report.pdf  a PDF\n"));
  EXPECT_THAT(table, HasSubstr("1 file without a table of load tests: script.py\n"));
  EXPECT_THAT(summary_table({some_files().back()}, Language::english), Not(HasSubstr("errors")));
}

TEST(SummaryTable, IsInTheLanguageOfTheReader) {
  const auto language = suite::text::find_language("id");
  ASSERT_TRUE(language);
  EXPECT_THAT(summary_table(some_files(), *language), HasSubstr("galat"));
  EXPECT_THAT(page_of(some_files()[1], *language), HasSubstr("3 gagal dari 500 permintaan: 0.6 %"));
}

TEST(PageOfAFile, CutsLongListsOfErrorsOfOneRule) {
  std::string text = "c,time taken,complete,rps\n";
  for (int i = 1; i <= 100; ++i) {
    text += std::to_string(i) + ",2.000,1000,900.0\n";
  }
  const std::string page = page_of(audited("wrong.csv", text), Language::english);
  std::size_t shown = 0;
  for (std::size_t at = page.find("[rate-times-time]"); at != std::string::npos;
       at = page.find("[rate-times-time]", at + 1)) {
    ++shown;
  }
  EXPECT_EQ(shown, 20U);
  EXPECT_THAT(page, HasSubstr("and 80 more rows"));
}

TEST(SummaryCsv, HasOneRowForEachFile) {
  const common::Csv csv = common::parse_csv(summary_csv(some_files()), "summary");
  EXPECT_THAT(csv.header, ElementsAre("file", "tool", "runs", "errors", "notes", "rules",
                                      "not_read", "problem"));
  ASSERT_EQ(csv.rows.size(), 5U);
  EXPECT_EQ(csv.rows[0].fields[0], "wrong.csv");
  EXPECT_EQ(csv.rows[0].fields[3], "1");
  EXPECT_THAT(csv.rows[1].fields,
              ElementsAre("report.pdf", "", "", "", "", "", "0", "report.pdf: a PDF"));
}

TEST(SummaryJson, HasEachFinding) {
  std::vector<FileAudit> files = some_files();
  files.push_back(audit_of_unreadable("name-\xFF", "no UTF-8: \xFF"));
  const auto json = nlohmann::json::parse(summary_json(files, Language::english));
  ASSERT_EQ(json["files"].size(), 6U);
  const auto& wrong = json["files"][0];
  EXPECT_EQ(wrong["file"], "wrong.csv");
  EXPECT_TRUE(wrong["problem"].is_null());
  const auto& finding = wrong["tables"][0]["findings"][0];
  EXPECT_EQ(finding["rule"], "rate-times-time");
  EXPECT_EQ(finding["severity"], "error");
  EXPECT_EQ(finding["row"], 1);
  EXPECT_EQ(finding["line"], 2);
  EXPECT_EQ(json["totals"]["errors"], 1);
  EXPECT_EQ(json["totals"]["files"], 3);
}

TEST(KindOfBinary, NamesWhatItIsAndTheWayOut) {
  EXPECT_THAT(std::string(reading::kind_of_binary("%PDF-1.7\n")), HasSubstr("pdftotext"));
  EXPECT_THAT(std::string(reading::kind_of_binary("\x89PNG\r\n\x1A\n")), HasSubstr("image"));
  EXPECT_THAT(std::string(reading::kind_of_binary("\xFF\xD8\xFF\xE0")), HasSubstr("image"));
  EXPECT_THAT(std::string(reading::kind_of_binary("PK\x03\x04")), HasSubstr("CSV"));
  EXPECT_EQ(reading::kind_of_binary("This is ApacheBench"), "");
  EXPECT_EQ(reading::kind_of_binary(""), "");
}

TEST(FolderFiles, AreSortedAndWithoutHiddenOnesAndLinkedFolders) {
  const common::TemporaryFolder folder;
  const auto make = [&](const char* name) {
    std::filesystem::create_directories((folder.path() / name).parent_path());
    common::write_file(folder.path() / name, "x");
  };
  for (const char* name : {"b/2.txt", "a.txt", "b/1.txt", ".git/config", ".hidden"}) {
    make(name);
  }
  make("b/~$1.docx");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "b/loop");
  std::filesystem::create_symlink("none", folder.path() / "gone.csv");
  ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  const reading::FolderFiles found = reading::files_in(folder.path());
  EXPECT_THAT(found.files, ElementsAre(folder.path() / "a.txt", folder.path() / "b/1.txt",
                                       folder.path() / "b/2.txt"));
  EXPECT_THAT(found.problems, testing::IsEmpty());
  std::vector<std::string> passed_over;
  for (const reading::PassedOver& one : found.passed_over) {
    passed_over.push_back(one.path.filename().string() + ": " + one.why);
  }
  EXPECT_THAT(passed_over,
              ElementsAre("loop: a link to a folder; give the folder itself",
                          "gone.csv: a link to a file that is not there", "pipe: a named pipe"));
  EXPECT_EQ(reading::files_in(folder.path() / "none").problems.size(), 1U);
}

}  // namespace
}  // namespace tiga::audit::output
