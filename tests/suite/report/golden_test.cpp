// The prose of a whole page in each language, and that of the terminal: tests/suite/report/golden/.
#include "tests/suite/golden.hpp"
#include "document/markdown.hpp"
#include "suite/report/terminal.hpp"
#include "suite/report/tex.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

using namespace tests;

// A verdict of each kind. At 50 async is ahead, threaded is behind and balanced died; at 100 the
// generator was the limit of two; at 200 none can be told from another. Beside a copy, and in an
// open loop at 50.
records::RunData every_kind() {
  std::vector<records::CellRow> cells;
  const auto add_level = [&](std::uint64_t concurrency, std::vector<records::CellRow> more,
                             records::Real load = {}) {
    for (records::CellRow& cell : more) {
      cell.concurrency = concurrency;
      cell.load = load;
      cell.cell = cells.size() + 1;
      cells.push_back(cell);
    }
  };
  for (const records::Real load : {records::Real(), records::Real(0.8)}) {
    add_level(50, made_up_arm("threaded", 12, 10000, 75), load);
    add_level(50, made_up_arm("async", 12, 16000, 50), load);
    add_level(50, made_up_arm("balanced", 12, 8000, 105), load);
    add_level(50, made_up_arm("async-aa", 12, 16000, 50), load);
  }
  for (records::CellRow& cell : cells) {
    cell.rate = cell.load ? records::Real(6400) : std::nullopt;
    if (cell.arm == "balanced" && !cell.load) {
      cell.valid = false;
      cell.reason = {"failed", "it died"};
    }
  }
  const std::size_t limited = cells.size();
  add_level(100, made_up_arm("threaded", 12, 14000, 75));
  add_level(100, made_up_arm("async", 12, 16000, 50));
  for (std::size_t at = limited; at < cells.size(); ++at) {
    cells[at].generator_core_share = 0.98;
  }
  add_level(100, made_up_arm("balanced", 12, 8000, 105));
  add_level(100, made_up_arm("async-aa", 4, 16000, 50));
  add_level(200, made_up_arm("threaded", 12, 15900, 50));
  add_level(200, made_up_arm("async", 12, 16000, 50));
  add_level(200, made_up_arm("balanced", 12, 15000, 105, 0.3));
  records::RunData run = made_up_run({"threaded", "async", "balanced"}, std::move(cells));
  run.folder = "results/20261123T124633Z-made-up";
  run.manifest.plan.aa = "async";
  run.manifest.plan.concurrencies = {50, 100, 200};
  run.manifest.plan.loads = {0.8};
  return run;
}

TEST(Golden, PageInEachLanguage) {
  const records::RunData run = every_kind();
  for (const text::Language language : text::languages()) {
    expect_golden(document::to_markdown(write_up(MadeUpReport(run, language))),
                  fmt::format("report/golden/page.{}.md", language.tag()));
  }
}

TEST(Golden, Terminal) {
  const records::RunData run = every_kind();
  const MadeUpReport report(run);
  expect_golden(terminal_page(report) + files_page(report, std::nullopt, "PAGES"),
                "report/golden/terminal.txt");
}

TEST(Golden, SentencesForLatex) {
  const records::RunData run = every_kind();
  const MadeUpReport report(run);
  expect_golden(summary_tex(report) + verdicts_tex(report), "report/golden/summary.tex");
}

}  // namespace
}  // namespace tiga::suite::report
