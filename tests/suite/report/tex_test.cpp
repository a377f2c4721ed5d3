#include "suite/report/tex.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_run.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace tests;

TEST(Tex, WritesATableOfOneArm) {
  records::RunData run = two_arms_run();
  saturate(run.cells, "async");
  const MadeUpReport findings(run);
  const ReportInput& all = findings;
  const std::string text = table_tex(all, all.tables[1]);
  EXPECT_THAT(text, StartsWith("% "));
  EXPECT_THAT(
      text, AllOf(HasSubstr("\\toprule"), HasSubstr("\\label{tab:async}"),
                  HasSubstr("\\caption{async (One event loop). 1000 requests of GET /"),
                  HasSubstr("1 & 50 & 0.06"), HasSubstr(" & $\\geq$15"), Not(HasSubstr("16.84"))));
  EXPECT_THAT(text, Not(HasSubstr("threaded")));
  EXPECT_THAT(published_tex(all), AllOf(HasSubstr("async & 50 & $\\geq$15"),
                                        HasSubstr(" & 16.84 & "), HasSubstr("WSL is not known")));
}

TEST(Tex, SaysInvalidIfThereIsNoRow) {
  records::RunData run = two_arms_run();
  for (records::CellRow& cell : run.cells) {
    cell.valid = false;
  }
  const MadeUpReport findings(run);
  const ReportInput& all = findings;
  EXPECT_THAT(table_tex(all, all.tables[0]), HasSubstr("1 & 50 & invalid & -- & -- & "));
}

TEST(Tex, HasSentencesForUseInAReport) {
  const records::RunData run = two_arms_run();
  EXPECT_THAT(summary_tex(MadeUpReport(run)),
              AllOf(HasSubstr("async (One event loop) is faster"),
                    HasSubstr("\\item At concurrency 50, async is faster: 1.50 ["),
                    HasSubstr("95 \\% interval")));
  EXPECT_THAT(summary_tex(MadeUpReport(two_arms_run(1))),
              AllOf(HasSubstr("No verdict: one block"), Not(HasSubstr("itemize"))));
  EXPECT_THAT(verdicts_tex(MadeUpReport(two_arms_run(1))), Not(HasSubstr("tabular")));
}

TEST(Tex, SaysFirstThatARunWasDisturbed) {
  records::RunData run = two_arms_run();
  run.manifest.beside_another_run = true;
  const std::string text = summary_tex(MadeUpReport(run));
  EXPECT_LT(text.find("Another run measured"), text.find("async (One event loop) is faster"));
}

// The document that docs/page.md gives as an example.
std::string example_document() {
  const std::string page = common::read_file(tests::source_folder() / "docs" / "page.md");
  const std::string begin = "\n```tex\n";
  const std::size_t first = page.find(begin) + begin.size();
  return page.substr(first, page.find("```", first) - first);
}

// A document in a run's folder; what LaTeX wrote in its log.
class Paper {
 public:
  /// Takes in all of the run if no document is given.
  Paper(const records::RunData& run, text::Language language, const std::string& document = "") {
    const MadeUpReport findings(run, language);
    const ReportInput& all = findings;
    std::string text = "\\documentclass{article}\n\\usepackage{booktabs}\n\\begin{document}\n";
    for (const analysis::ResultTable& table : all.tables) {
      write("tables/" + table.arm + ".tex", table_tex(all, table));
      text += "\\input{tables/" + table.arm + "}\n";
    }
    write("verdicts.tex", verdicts_tex(all));
    write("published.tex", published_tex(all));
    write("summary.tex", summary_tex(all));
    text += "\\input{verdicts}\n\\input{published}\n\\input{summary}\n\\end{document}\n";
    write("paper.tex", document.empty() ? text : document);
    write("charts/throughput.tex",
          "\\documentclass{article}\n\\begin{document}\nA chart.\n\\end{document}\n");
    compile("charts", "throughput");
    compile(".", "paper");
    compile(".", "paper");
  }

  bool compiled() const { return result_.report.succeeded(); }
  // The line of the log that begins so; "" where none does.
  std::string complaint(const std::string& begin) const {
    const std::string text = log();
    const std::size_t at = text.find("\n" + begin);
    return at == std::string::npos ? "" : text.substr(at + 1, text.find('\n', at + 1) - at - 1);
  }
  std::string log() const { return common::read_file(folder_.path() / "paper.log"); }

 private:
  void write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = folder_.path() / name;
    std::filesystem::create_directories(file.parent_path());
    common::write_file(file, text);
  }
  // In this subfolder.
  void compile(const std::string& subfolder, const std::string& name) {
    common::Command command;
    command.arguments = {"pdflatex", "-interaction=nonstopmode", "-halt-on-error",
                         "-no-shell-escape", name};
    command.folder = folder_.path() / subfolder;
    result_ = common::run_command(command, std::chrono::seconds(40));
  }

  common::TemporaryFolder folder_;
  common::CommandResult result_;
};

// Names and figures as long as they come.
records::RunData long_run() {
  std::vector<records::CellRow> cells = made_up_arm("threaded", 12, 10000, 80);
  add(cells, made_up_arm("async", 12, 15000));
  add(cells, made_up_arm("balanced", 12, 14900, 90, 0.2));
  for (records::CellRow& cell : cells) {
    cell.bytes_received = 122000000;
    cell.complete_requests = 1000000;
    cell.time_taken_s = 483.7451;
  }
  records::RunData run = made_up_run({"threaded", "async", "balanced"}, cells);
  saturate(run.cells, "async");
  saturate(run.cells, "balanced");
  run.manifest.plan.name = "odd_name & 100 %";
  run.manifest.build.git_describe = "v1_x#~^\\{}$-dirty";
  run.manifest.left_out = {
      records::Reason("no_program", "nginx_x", "\"nginx\" <is> not|installed")};
  run.manifest.placement.servers = common::CpuSet{0};
  run.manifest.placement.generator = common::CpuSet{1};
  return run;
}

TEST(Tex, CompilesAndFitsThePage) {
  TIGA_SKIP_UNLESS(common::is_installed("pdflatex"), "pdflatex is not installed");
  for (const text::Language language : text::languages()) {
    const Paper paper(long_run(), language);
    ASSERT_TRUE(paper.compiled()) << paper.log();
    EXPECT_EQ(paper.complaint("Overfull \\hbox"), "");
    EXPECT_EQ(paper.complaint("Missing character"), "");
  }
}

TEST(Tex, CompilesInTheDocumentedExample) {
  TIGA_SKIP_UNLESS(common::is_installed("pdflatex"), "pdflatex is not installed");
  const Paper paper(long_run(), text::Language::english, example_document());
  ASSERT_TRUE(paper.compiled()) << paper.log();
  EXPECT_THAT(paper.log(), AllOf(HasSubstr("charts/throughput.pdf"),
                                 Not(HasSubstr("There were undefined references"))));
}

TEST(Tex, CompilesWithoutAVerdict) {
  TIGA_SKIP_UNLESS(common::is_installed("pdflatex"), "pdflatex is not installed");
  const Paper paper(two_arms_run(1), tests::indonesian);
  EXPECT_TRUE(paper.compiled()) << paper.log();
}

}  // namespace
}  // namespace tiga::suite::report
