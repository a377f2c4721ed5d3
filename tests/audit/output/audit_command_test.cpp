// `tiga audit` as it is typed: what it prints, and what it exits with.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/suite/tiga_command.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::suite {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class AuditCommand : public testing::Test, protected TigaCommand {
 protected:
  std::string file(const std::string& name, const std::string& text) const {
    const auto path = folder() / name;
    std::filesystem::create_directories(path.parent_path());
    common::write_file(path, text);
    return path.string();
  }
  common::CommandResult audit(const std::vector<std::string>& files) const {
    std::vector<std::string> arguments = {"audit"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    return run(arguments);
  }
  static std::string published(const std::string& name) {
    return (tests::source_folder() / "results/report-2020" / name).string();
  }
};

TEST_F(AuditCommand, FindsTheErrorsOfThePublishedTables) {
  const auto done =
      audit({published("async.csv"), published("balanced.csv"), published("threaded.csv")});
  EXPECT_EQ(done.report.status, 1) << done.error;
  EXPECT_EQ(done.error, "");
  EXPECT_THAT(done.output,
              AllOf(HasSubstr("async.csv:4: error [copied-row] row 3 (c=100): "),
                    HasSubstr("balanced.csv:6: error [rate-times-time] row 5 (c=1000): 558.81 "
                              "requests/s x 1.698 s = 948.859 requests, not 1000"),
                    HasSubstr("balanced.csv:2: error [no-reply] row 1 (c=1): "),
                    HasSubstr("threaded.csv:1: note [slows-as-served] all rows: "),
                    HasSubstr("\n3 files, 3 tables, 15 rows: 10 errors, 9 notes\n")));
  EXPECT_EQ(audit({published("tables.html")}).report.status, 1);
}

TEST_F(AuditCommand, ExitsWith0IfThereAreOnlyNotes) {
  const auto noted = audit({published("threaded.csv")});
  EXPECT_EQ(noted.report.status, 0) << noted.error;
  EXPECT_THAT(noted.output, HasSubstr("1 file, 1 table, 5 rows: 0 errors, 3 notes\n"));
}

TEST_F(AuditCommand, NamesAFileThatItCannotRead) {
  const std::vector<std::vector<std::string>> cases = {
      {"no-such-file", "no-such-file"},
      {file("report.pdf", "%PDF-1.7\n"), "a PDF; pdftotext"},
      {file("empty", ""), "the file is empty"},
      {file("prose", "Nothing, really.\n"), "no table of load tests was understood"},
      {file("binary", std::string("\x7F"
                                  "ELF\0\0",
                                  6)),
       "not a text"}};
  for (const auto& one : cases) {
    const auto done = audit({one[0]});
    EXPECT_EQ(done.report.status, 3) << one[0];
    EXPECT_THAT(done.error, AllOf(StartsWith("tiga: "), HasSubstr(one[0]), HasSubstr(one[1])));
    EXPECT_EQ(std::ranges::count(done.error, '\n'), 1) << done.error;
    EXPECT_EQ(done.output, "");
  }
}

TEST_F(AuditCommand, AuditsTheOtherFilesIfOneCannotBeRead) {
  const auto done = audit({"no-such-file", published("balanced.csv")});
  EXPECT_EQ(done.report.status, 3);
  EXPECT_THAT(done.output, HasSubstr("[no-reply]"));
  EXPECT_EQ(std::ranges::count(done.error, '\n'), 1) << done.error;
}

constexpr const char* wrong_table = "c,time taken,complete,rps\n1,2.000,1000,900.0\n";
constexpr const char* clean_table = "c,requests,failed\n1,500,0\n";

TEST_F(AuditCommand, ListsTheFilesOfAFolderTheWorstFirst) {
  file("class/andi/result.csv", clean_table);
  file("class/budi/result.csv", wrong_table);
  file("class/citra/report.pdf", "%PDF-1.7\n");
  file("class/readme", "Nothing here.\n");
  const auto done = audit({(folder() / "class").string()});
  EXPECT_EQ(done.report.status, 1) << done.error;
  EXPECT_EQ(done.error, "");
  EXPECT_LT(done.output.find("budi/result.csv"), done.output.find("citra/report.pdf"));
  EXPECT_LT(done.output.find("citra/report.pdf"), done.output.find("andi/result.csv"));
  EXPECT_THAT(done.output, AllOf(HasSubstr("a PDF; pdftotext"), HasSubstr("rate-times-time"),
                                 HasSubstr("1 file without a table of load tests: "),
                                 HasSubstr("\n2 files, 2 tables, 2 rows: 1 error, "),
                                 Not(HasSubstr("understood: "))));
  EXPECT_THAT(audit({"--details", (folder() / "class").string()}).output,
              HasSubstr("understood: "));
}

TEST_F(AuditCommand, ExitsWith3IfAFolderHasNoTableAtAll) {
  file("class/empty.csv", "");
  const auto done = audit({(folder() / "class").string()});
  EXPECT_EQ(done.report.status, 3);
  EXPECT_THAT(done.output, HasSubstr("the file is empty"));
  EXPECT_THAT(done.error, HasSubstr("no file in it has a table of load tests"));
}

TEST_F(AuditCommand, WritesJsonAndCsv) {
  const std::string wrong = file("wrong.csv", wrong_table);
  const std::string json = (folder() / "out.json").string();
  const std::string csv = (folder() / "out.csv").string();
  EXPECT_EQ(audit({wrong, "--json", json, "--csv", csv}).report.status, 1);
  EXPECT_THAT(common::read_file(json), HasSubstr("\"rule\": \"rate-times-time\""));
  EXPECT_THAT(common::read_file(csv), HasSubstr("\n" + wrong + ",CSV,1,1,"));
  const auto piped = audit({wrong, "--csv", "/dev/stdout"});
  EXPECT_THAT(piped.output, StartsWith("file,tool,runs,errors,"));
  EXPECT_EQ(std::ranges::count(piped.output, '\n'), 2) << piped.output;
  EXPECT_EQ(audit({wrong, "--json", "no-such-folder/x"}).report.status, 2);
}

TEST_F(AuditCommand, WritesOverNoFileThatItReads) {
  const std::string wrong = file("class/wrong.csv", wrong_table);
  const std::string all = (folder() / "class").string();
  const std::string link = (folder() / "link").string();
  std::filesystem::create_symlink(wrong, link);
  const std::vector<std::vector<std::string>> cases = {
      {wrong, "--json", wrong}, {wrong, "--csv", link}, {link, "--csv", wrong},
      {all, "--csv", wrong},    {all, "--json", link},
  };
  for (const auto& arguments : cases) {
    const auto done = audit(arguments);
    EXPECT_EQ(done.report.status, 2) << done.error;
    EXPECT_EQ(std::ranges::count(done.error, '\n'), 1) << done.error;
    EXPECT_EQ(done.output, "");
    EXPECT_EQ(common::read_file(wrong), wrong_table);
  }
  const std::string both = (folder() / "both").string();
  EXPECT_EQ(audit({wrong, "--json", both, "--csv", both}).report.status, 2);
  EXPECT_FALSE(std::filesystem::exists(both));
}

TEST_F(AuditCommand, LeavesItsEarlierOutputOutOfAFolder) {
  file("class/wrong.csv", wrong_table);
  const std::string all = (folder() / "class").string();
  const auto first = audit({all, "--csv", all + "/out.csv", "--json", all + "/out.json"});
  const auto again = audit({all, "--csv", all + "/out.csv", "--json", all + "/out.json"});
  EXPECT_EQ(again.report.status, 1) << again.error;
  EXPECT_EQ(again.output, first.output);
}

TEST_F(AuditCommand, EndsAnEndlessFile) {
  const auto done = audit({"/dev/zero"});
  EXPECT_EQ(done.report.status, 3);
  EXPECT_EQ(done.error, "tiga: /dev/zero: more than 16 MiB; give the part that has the tables\n");
}

TEST_F(AuditCommand, NamesWhatItPassesOverInAFolder) {
  file("class/clean.csv", clean_table);
  std::filesystem::create_symlink("none", folder() / "class/gone.csv");
  const auto done = audit({(folder() / "class").string()});
  EXPECT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.output,
              AllOf(HasSubstr(" gone.csv "), HasSubstr(" a link to a file that is not there\n")));
}

TEST_F(AuditCommand, EscapesTheNamesOfFiles) {
  const auto done = audit({file("a\x1b[31m\n.csv", wrong_table)});
  EXPECT_THAT(done.output, AllOf(HasSubstr("a\\x1b[31m\\n.csv:2: error "), Not(HasSubstr("\x1b"))));
}

TEST_F(AuditCommand, SpeaksTheLanguageAskedFor) {
  const auto done = audit({"--lang", "id", file("wrong.csv", wrong_table)});
  EXPECT_EQ(done.report.status, 1);
  EXPECT_THAT(done.output, AllOf(HasSubstr(": galat [rate-times-time] baris 1 (c=1): "),
                                 HasSubstr("\n1 berkas, 1 tabel, 1 baris: 1 galat, ")));
}

TEST_F(AuditCommand, RefusesWrongArguments) {
  for (const auto& arguments :
       {std::vector<std::string>{}, std::vector<std::string>{"--no-such-option"}}) {
    const auto done = audit(arguments);
    EXPECT_EQ(done.report.status, 2);
    EXPECT_EQ(std::ranges::count(done.error, '\n'), 1) << done.error;
  }
}

TEST_F(AuditCommand, FindsNoErrorInTheOutputOfLoadgen) {
  const tests::ServerProcess server("async_server");
  const auto load = common::run_command(
      {.arguments = {tests::program("loadgen"), "-q", "-n", "200", "-c", "10", server.url()}}, 20s);
  ASSERT_EQ(load.report.status, 0) << load.error;
  const auto done = audit({file("report", load.output)});
  EXPECT_EQ(done.report.status, 0) << done.output;
  EXPECT_THAT(done.output, AllOf(HasSubstr("loadgen's report"), Not(HasSubstr("error ["))));
}

}  // namespace
}  // namespace tiga::suite
