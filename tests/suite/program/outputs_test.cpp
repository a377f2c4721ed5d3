// What tiga has measured is not lost on its way to a terminal, a file or a page.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>

#include "common/text.hpp"
#include "suite/map/manifest.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/manifest.hpp"
#include "tests/suite/made_up_verdicts.hpp"
#include "tests/suite/recorded_run.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class TigaOutputs : public testing::Test, protected TigaCommand {
 protected:
  // A run of two arms that was never measured, in results().
  fs::path make_run(const std::string& name) const {
    return tests::record_run(results(), name,
                             "arms = [\"threaded\", \"async\"]\nconcurrencies = [50]\n"
                             "requests = 1000\nblocks = 12\n",
                             tests::two_arms());
  }
  std::string command(const std::vector<std::string>& arguments) const {
    std::string text = common::shell_word((programs() / "tiga").string());
    for (const std::string& argument : arguments) {
      text += " " + common::shell_word(argument);
    }
    return text;
  }
  common::CommandResult shell(const std::string& command) const {
    return common::run_command({.arguments = {"sh", "-c", command}, .environment = {locks()}},
                               std::chrono::seconds(100));
  }
  static void expect_no_part(const fs::path& run) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(run)) {
      EXPECT_NE(entry.path().extension(), ".part") << entry.path();
    }
  }
};

TEST_F(TigaOutputs, OfEveryCommandToAFullDiskOrAClosedDescriptorIsStatus3) {
  make_run("a");
  make_run("b");
  const std::string table = (tests::source_folder() / "results/report-2020/threaded.csv").string();
  const std::string there = results().string();
  const std::vector<std::vector<std::string>> all = {{"list"},
                                                     {"columns"},
                                                     {"audit", table},
                                                     {"report", "a", "--results", there},
                                                     {"compare", "a", "b", "--results", there},
                                                     {"--help"},
                                                     {"run", "--help"},
                                                     {"--version"}};
  for (const std::vector<std::string>& arguments : all) {
    for (const char* const output : {" >/dev/full", " >&-"}) {
      const auto done = shell(command(arguments) + output);
      EXPECT_EQ(done.report.status, 3) << command(arguments) << output;
      expect_one_line(done.error, "cannot write to standard output");
    }
  }
}

TEST_F(TigaOutputs, ToAFullDiskCostNoFile) {
  const fs::path run = make_run("a");
  const auto done =
      shell(command({"report", "a", "--results", results().string()}) + " >/dev/full");
  EXPECT_EQ(done.report.status, 3);
  EXPECT_TRUE(fs::exists(run / "verdicts.csv"));
  EXPECT_TRUE(fs::exists(run / "report.md"));
  EXPECT_TRUE(fs::exists(run / "report.html"));
  make_run("b");
  const fs::path csv = folder() / "out.csv";
  EXPECT_EQ(shell(command({"compare", "a", "b", "--results", results().string(), "--csv", csv}) +
                  " >/dev/full")
                .report.status,
            3);
  EXPECT_TRUE(fs::exists(csv));
}

// No file may grow: verdicts.csv cannot be written. Then 8 KiB: the data can, charts and page
// cannot.
TEST_F(TigaOutputs, ArePrintedBeforeTheFilesThatAFullDiskRefuses) {
  const fs::path run = make_run("a");
  const std::string report = command({"report", "a", "--results", results().string()});
  for (const char* const limit : {"ulimit -f 0; ", "ulimit -f 16; "}) {
    const auto done = shell(limit + report + " 2>&1");
    EXPECT_EQ(done.report.status, 3) << limit << done.output;
    EXPECT_THAT(done.output,
                AllOf(HasSubstr("(async)\n"), HasSubstr("async is faster"),
                      HasSubstr("24 of 24 cells valid"), HasSubstr("\ntiga: cannot write ")))
        << limit;
    EXPECT_FALSE(fs::exists(run / "report.html"));
    expect_no_part(run);
    if (fs::exists(run / "charts")) {
      EXPECT_TRUE(fs::is_empty(run / "charts")) << "no half of a chart";
    }
  }
}

TEST_F(TigaOutputs, OfCompareAreCheckedBeforeTheWork) {
  make_run("a");
  make_run("b");
  const auto refused = tiga({"compare", "a", "b", "--csv", "/no/such/folder/x"});
  EXPECT_EQ(refused.report.status, 2);
  EXPECT_EQ(refused.output, "");
  const auto piped = tiga({"compare", "a", "b", "--csv", "/dev/stdout"});
  EXPECT_EQ(piped.report.status, 0) << piped.error;
  EXPECT_THAT(piped.output, HasSubstr("\nmetric,concurrency,"));
}

TEST_F(TigaOutputs, AreWrittenThroughALinkThatStands) {
  const fs::path run = make_run("a");
  common::write_file(folder() / "page", "old");
  fs::create_symlink(folder() / "page", run / "report.md");
  EXPECT_EQ(tiga({"report", "a"}).report.status, 0);
  EXPECT_TRUE(fs::is_symlink(run / "report.md"));
  EXPECT_THAT(common::read_file(folder() / "page"), HasSubstr("How to repeat it"));
}

TEST_F(TigaOutputs, OfWrongRepliesSayHowTheyBegan) {
  const auto done = tiga({"run", write_plan("wrong",
                                            "arms = [\"async\"]\nconcurrencies = [2]\n"
                                            "requests = 20\nwarm_up_requests = 0\n"
                                            "path = \"/none\"\n")});
  EXPECT_EQ(done.report.status, 1) << done.error;
  const records::RunData run = records::read_run(results() / "latest");
  const std::string began = "the reply began \"HTTP/1.1 404 Not Found\\r\\n";
  EXPECT_THAT(
      run.cells.at(0).reason.field(),
      HasSubstr(" wrong_status=20 detail=\"status 404, expected 2xx\" began=\"HTTP/1.1 404"));
  EXPECT_THAT(run.cells.at(0).reason.in(text::Language::english), HasSubstr(began));
  EXPECT_THAT(done.output, AllOf(HasSubstr("20 wrong_status (status"), HasSubstr("the reply began"),
                                 HasSubstr("\"HTTP/1.1 404")));
  EXPECT_THAT(common::read_file(run.folder / "report.html"), HasSubstr("HTTP/1.1 404 Not Found"));
}

// Its name is no UTF-8, nor is what it says on standard error when it dies.
constexpr std::string_view latin_1_server = R"(import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    server_version = "Caf\xe9"
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"OK\n")
    def log_message(self, *arguments):
        pass
if len(sys.argv) > 2:
    sys.stderr.buffer.write(b"Caf\xe9 is closed\n")
    sys.exit(4)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
)";

TEST_F(TigaOutputs, OfAServerWhoseNameIsNoUtf8AreValid) {
  TIGA_SKIP_UNLESS(common::is_installed("python3"), "python3");
  common::write_file(folder() / "server.py", latin_1_server);
  const auto done = tiga(
      {"run", write_plan("latin-1",
                         "arms = [\"open\", \"closed\"]\nconcurrencies = [2]\nrequests = 100\n"
                         "blocks = 1\n[arm.open]\ncommand = \"python3 {here}/server.py {port}\"\n"
                         "[arm.closed]\ncommand = \"python3 {here}/server.py {port} x\"\n")});
  EXPECT_EQ(done.report.status, 1) << done.error;
  const records::RunData run = records::read_run(results() / "latest");
  for (const records::CellRow& cell : run.cells) {
    EXPECT_EQ(cell.valid, cell.arm == "open") << cell.reason.field();
  }
  for (const char* const file : {"cells.csv", "report.md", "report.html"}) {
    const std::string text = common::read_file(run.folder / file);
    EXPECT_THAT(text, AllOf(HasSubstr("xe9 is closed"), Not(HasSubstr("\xe9")))) << file;
  }
  EXPECT_THAT(done.output, HasSubstr("Caf\\xe9 is closed"));
}

TEST_F(TigaOutputs, QuoteAPlanForAShell) {
  const auto done = tiga({"run", write_plan("it's my plan",
                                            "arms = [\"async\"]\nconcurrencies = [1]\n"
                                            "requests = 5\nwarm_up_requests = 0\n")});
  ASSERT_EQ(done.report.status, 0) << done.error;
  const std::string run = fs::canonical(results() / "latest").filename().string();
  EXPECT_THAT(common::read_file(results() / "latest" / "report.md"),
              AllOf(HasSubstr("tiga run 'it'\\''s my plan' --seed "),
                    HasSubstr("tiga report " + common::shell_word(run) + " --lang en\n")));
  EXPECT_EQ(shell(command({"report"}) + " " + common::shell_word(run) + " --results " +
                  common::shell_word(results().string()))
                .report.status,
            0);
}

// `tiga run` and `tiga map`, each with a plan of one arm at one level.
class TigaMeasures : public TigaOutputs, public testing::WithParamInterface<const char*> {
 protected:
  std::string measure(int blocks) const {
    const std::string plan = fmt::format(
        "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 5\nblocks = {}\n"
        "warm_up_requests = 0\n{}",
        blocks, is_map() ? "[workload.tiny]\n" : "");
    return command({GetParam(), write_plan("one", plan), "--force", "--results", results()});
  }
  void expect_resumable() const {
    std::vector<std::string> arguments{GetParam(), "--resume", "latest"};
    if (is_map()) {
      arguments.emplace_back("--force");
    }
    const auto rest = tiga(arguments);
    EXPECT_EQ(rest.report.status, 0) << rest.error;
    EXPECT_EQ(status(), records::RunStatus::complete);
    EXPECT_EQ(run().cells.size(), run().manifest.cells_planned);
  }
  bool is_map() const { return GetParam() == std::string_view("map"); }
  fs::path latest() const { return fs::canonical(results() / "latest"); }
  records::RunData run() const {
    return records::read_run(is_map() ? latest() / "tiny" : latest());
  }
  records::RunStatus status() const {
    return is_map() ? map::read_map_manifest(latest()).status : run().manifest.status;
  }
  // Beside what is said of the progress.
  static void expect_one_fault(const std::string& error, const std::string& says) {
    const std::size_t fault = error.find("tiga: ");
    ASSERT_NE(fault, std::string::npos) << error;
    expect_one_line(error.substr(fault), "tiga: cannot " + says);
  }
};

TEST_P(TigaMeasures, ToAFullOutputCostNoFile) {
  for (const char* const output : {" >/dev/full", " >&-"}) {
    const auto done = shell(measure(1) + output);
    EXPECT_EQ(done.report.status, 3) << output;
    expect_one_fault(done.error, "write to standard output: ");
    EXPECT_EQ(status(), records::RunStatus::complete);
    EXPECT_EQ(run().invalid_cells(), 0U);
    for (const char* const file : {"report.md", "report.html"}) {
      EXPECT_TRUE(fs::exists(latest() / file)) << file;
    }
    EXPECT_TRUE(fs::exists(run().folder / "verdicts.csv"));
    expect_no_part(latest());
  }
}

TEST_P(TigaMeasures, LeavesNoFolderWhereNothingFits) {
  const auto done = shell("ulimit -f 0; " + measure(1) + " 2>&1");
  EXPECT_EQ(done.report.status, 3);
  expect_one_line(done.output, "tiga: cannot write ");
  EXPECT_TRUE(fs::is_empty(results()));
}

// The row that does not fit ends it; those before it are shown, and can be gone on with.
TEST_P(TigaMeasures, ShowsWhatWasMeasuredBeforeTheDiskWasFull) {
  const auto cut = shell("ulimit -f 16; " + measure(60));
  EXPECT_EQ(cut.report.status, 3) << cut.output;
  expect_one_fault(cut.error, "append to ");
  EXPECT_THAT(cut.error, HasSubstr(fmt::format("/tiga {} --resume ", GetParam())));
  EXPECT_THAT(cut.output, HasSubstr("\ngo on   "));
  EXPECT_THAT(cut.output, HasSubstr(is_map() ? "1 place of the map" : "cells valid, 0 invalid"));
  EXPECT_EQ(status(), records::RunStatus::running);
  EXPECT_EQ(common::read_file(run().folder / "cells.csv").back(), '\n') << "whole rows";
  EXPECT_GE(run().cells.size(), 1U);
  EXPECT_FALSE(fs::exists(run().folder / ".cell"));
  expect_no_part(latest());
  expect_resumable();
}

// The generator's file is the one that does not fit.
TEST_P(TigaMeasures, BlamesNoServerForAFullDisk) {
  use_own_programs({"tiga", "async_server", "loadgen"});
  fs::rename(programs() / "loadgen", folder() / "loadgen");
  write_program("loadgen", "echo 'cannot write load.json: No space left on device' >&2; exit 3\n");
  const auto cut = shell("ulimit -f 64; " + measure(2));
  EXPECT_EQ(cut.report.status, 3) << cut.output;
  expect_one_fault(cut.error, "write ");
  EXPECT_THAT(cut.error, HasSubstr("room: File too large"));
  EXPECT_EQ(status(), records::RunStatus::running);
  EXPECT_FALSE(fs::exists(latest() / ".probe"));
  EXPECT_FALSE(fs::exists(latest() / ".cell"));
  fs::rename(folder() / "loadgen", programs() / "loadgen");
  expect_resumable();
}

INSTANTIATE_TEST_SUITE_P(Command, TigaMeasures, testing::Values("run", "map"),
                         [](const auto& command) { return std::string(command.param); });

}  // namespace
}  // namespace tiga::suite
