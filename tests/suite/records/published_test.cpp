// The published tables, and the page that shows them beside a run's.
#include "suite/records/published.hpp"

#include <gmock/gmock.h>

#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/report/terminal.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::records {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Published report_2020() {
  return Published(std::filesystem::path(TIGA_SOURCE_DIR) / "results" / "report-2020",
                   {"threaded", "async", "balanced"});
}

TEST(Published, HasTheRowsOfTheReport) {
  const Published published = report_2020();
  const TableRow* row = published.find("async", 500);
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->requests_per_second, 16.55);
  EXPECT_FALSE(Published::without_replies(*row));
  EXPECT_TRUE(Published::without_replies(*published.find("balanced", 1)));
  EXPECT_EQ(published.find("async", 7), nullptr);
  EXPECT_EQ(published.find("nginx", 1), nullptr);
}

TEST(Published, ExplainsEachTable) {
  EXPECT_THAT(Published::why_it_differs("balanced", text::Language::english),
              HasSubstr("holds no reply, 0 bytes"));
  EXPECT_THAT(Published::why_it_differs("threaded", text::Language::english),
              HasSubstr("measures a leak"));
  EXPECT_THAT(Published::why_it_differs("async", text::Language::english),
              HasSubstr("The cause on WSL is not known"));
  EXPECT_EQ(Published::why_it_differs("nginx", text::Language::english), "");
}

TEST(Published, IsEmptyForAnArmWithoutATable) {
  const common::TemporaryFolder folder;
  EXPECT_TRUE(Published(folder.path(), {"async"}).empty());
  common::write_file(folder.path() / "async.csv", "no,time_taken_s\n1,soon\n");
  EXPECT_THROW(Published(folder.path(), {"async"}), common::CannotRun);
}

RunData sample_run() {
  RunData run;
  run.folder = "results/x";
  run.manifest.plan.arms = {"async", "balanced"};
  run.manifest.plan.concurrencies = {1, 50};
  run.manifest.plan.requests = 1000;
  run.manifest.plan.published = "report-2020";
  run.manifest.status = RunStatus::complete;
  run.manifest.build.git_describe = "v1";
  std::uint64_t number = 0;
  for (const char* arm : {"async", "balanced"}) {
    for (const std::uint64_t level : {1U, 50U}) {
      CellRow row;
      row.cell = ++number;
      row.block = 1;
      row.arm = arm;
      row.concurrency = level;
      row.valid = true;
      row.time_taken_s = 0.5;
      row.complete_requests = 1000;
      row.failed = 0;
      row.bytes_received = 122000;
      row.generator_core_share = 0.5;
      run.cells.push_back(row);
    }
  }
  return run;
}

std::string page_of(const RunData& run) {
  const auto tables = analysis::make_tables(run.manifest.plan, run.cells);
  const auto verdicts = analysis::make_verdicts(run.manifest.plan, run.cells, run.manifest.seed);
  const records::Published published = report_2020();
  const report::ReportInput input{run, tables, verdicts, published};
  return terminal_page(input) + files_page(input, std::nullopt, "");
}

TEST(TerminalPage, ShowsPublishedFiguresAndTheRatioToThem) {
  const std::string page = page_of(sample_run());
  // 2000 / 461.26 and 2000 / 633.48, the latter without replies.
  EXPECT_THAT(page, HasSubstr("|    461.26      4.34\n"));
  EXPECT_THAT(page, HasSubstr("|    633.48*     3.16\n"));
  EXPECT_THAT(page, HasSubstr("  Why it differs: * the published table holds no reply"));
  EXPECT_THAT(page, HasSubstr("The cause on WSL is not known.\n\nEvent loops behind"));
  EXPECT_THAT(page, HasSubstr("404"));
  EXPECT_THAT(page, HasSubstr("4 of 4 cells valid, 0 invalid; 1 of 1 blocks"));
  EXPECT_THAT(page, HasSubstr("results/x/tables/{async,balanced}.{csv,md,tex}"));
  EXPECT_THAT(page, Not(HasSubstr(">=")));
}

TEST(TerminalPage, ComparesOnlyWithTheSameLoad) {
  const auto with = [](const auto& change) {
    RunData run = sample_run();
    change(run.manifest.plan);
    return page_of(run);
  };
  const auto shows_nothing =
      AllOf(Not(HasSubstr("461.26")), Not(HasSubstr("Why it differs: the")), Not(HasSubstr("404")));
  const auto only_async = [](auto change) {
    return [change](plan::Plan& plan) {
      plan.arms = {"async"};
      change(plan);
    };
  };
  EXPECT_THAT(with(only_async([](plan::Plan&) {})), HasSubstr("461.26"));
  EXPECT_THAT(with([](plan::Plan& plan) { plan.published.reset(); }),
              AllOf(shows_nothing, Not(HasSubstr("ratio\n"))));
  EXPECT_THAT(with([](plan::Plan& plan) { plan.requests = 50; }), shows_nothing);
  EXPECT_THAT(with([](plan::Plan& plan) { plan.keep_alive = true; }), shows_nothing);
  EXPECT_THAT(with([](plan::Plan& plan) { plan.path = "/page.html"; }), shows_nothing);
  EXPECT_THAT(with([](plan::Plan& plan) { plan.duration_s = 1; }), shows_nothing);
  EXPECT_THAT(with([](plan::Plan& plan) { plan.body_bytes = 1; }), shows_nothing);
  EXPECT_THAT(with([](plan::Plan& plan) { plan.background_clients.idle = 1; }), shows_nothing);
  EXPECT_THAT(with([](plan::Plan& plan) { plan.requests_per_connection = 20; }), shows_nothing);
  EXPECT_THAT(with([](plan::Plan& plan) {
                plan.server_options = {"--root", "/srv"};
              }),
              shows_nothing);
  EXPECT_THAT(with(only_async([](plan::Plan& plan) {
                plan::Arm own = plan.arm("async");
                own.front.arguments = {"another"};
                plan.own_arms = {own};
              })),
              shows_nothing);
}

TEST(TerminalPage, DescribesTheRequests) {
  RunData run = sample_run();
  EXPECT_THAT(page_of(run), StartsWith("1000 requests of GET / a run, a connection for each; 1 b"));
  plan::Plan& plan = run.manifest.plan;
  plan.requests = 0;
  plan.requests_per_connection = 20;
  plan.duration_s = 1.5;
  plan.path = "/page.html";
  plan.keep_alive = true;
  EXPECT_THAT(page_of(run), StartsWith("at least 20 requests a connection and 1.5 s of GET "
                                       "/page.html a run, persistent connections; "));
  plan.requests_per_connection = 0;
  plan.loads = {0.5, 0.95};
  plan.poisson = true;
  EXPECT_THAT(load_caption(run, text::Language::english),
              StartsWith("1.5 s of GET /page.html a run, persistent connections; open loops "
                         "(Poisson arrivals) at 50, 95 % of each arm's capacity; "));
}

TEST(TerminalPage, DescribesTheBackgroundClients) {
  RunData run = sample_run();
  plan::Plan& plan = run.manifest.plan;
  plan.body_bytes = 4096;
  plan.background_clients.idle = 256;
  EXPECT_THAT(load_caption(run, text::Language::english),
              StartsWith("1000 requests of POST / with 4096 bytes a run, a connection for each; "
                         "beside 256 idle connections; "));
  plan.background_clients.slow_readers = 32;
  EXPECT_THAT(load_caption(run, text::Language::english),
              HasSubstr("; beside 256 idle connections and 32 slow readers of "
                        "/workload/stream/16777216 (65536 bytes/s each); "));
  EXPECT_THAT(load_caption(run, tests::indonesian),
              HasSubstr("; di samping 256 koneksi yang diam dan 32 pembaca lambat atas "));
}

TEST(TerminalPage, CountsBlocksInCompleteSquares) {
  RunData run = sample_run();
  run.manifest.plan.arms.push_back("threaded");
  run.manifest.plan.blocks = run.manifest.plan.most_blocks = 13;
  EXPECT_THAT(page_of(run), HasSubstr("of 18 blocks"));
}

TEST(TerminalPage, NamesArmsThatWereSkipped) {
  RunData run = sample_run();
  EXPECT_THAT(page_of(run), Not(HasSubstr("nginx")));
  run.manifest.left_out = {Reason("no_program", "nginx", "nginx")};
  EXPECT_THAT(page_of(run),
              HasSubstr("\n  - nginx is left out: there is no program nginx; install it\n"));
  run.manifest.plan.arms = {"async"};
  EXPECT_THAT(page_of(run), HasSubstr("\n  - nginx is left out")) << "nothing to compare is left";
}

TEST(TerminalPage, NamesArmsThatWrkLoaded) {
  RunData run = sample_run();
  EXPECT_THAT(page_of(run), Not(HasSubstr("wrk")));
  plan::Arm own = run.manifest.plan.arm("async");
  own.name = "async-wrk";
  own.generator = plan::Generator::wrk;
  run.manifest.plan.own_arms = {own};
  run.manifest.plan.arms = {"async", "async-wrk"};
  const auto mixed = HasSubstr("A ratio across the two");
  EXPECT_THAT(page_of(run), AllOf(HasSubstr("  - wrk loaded async-wrk: it checks no c"), mixed));
  run.manifest.plan.arms = {"async-wrk"};
  EXPECT_THAT(page_of(run), AllOf(HasSubstr("  - wrk loaded async-wrk:"), Not(mixed)));
}

TEST(TerminalPage, WarnsOfTheLimitsOfFewCores) {
  RunData run = sample_run();
  const auto said = HasSubstr("what a balancer gains from more cores, only what it costs");
  run.manifest.machine.cores = 8;
  EXPECT_THAT(page_of(run), Not(said));
  run.manifest.placement.servers = common::CpuSet{0};
  EXPECT_THAT(page_of(run), AllOf(said, HasSubstr("One core for the servers cannot")));
  run.manifest.machine.cores = 2;
  run.manifest.placement.servers.reset();
  EXPECT_THAT(page_of(run), AllOf(said, HasSubstr("Two cores cannot")));
  run.manifest.plan.arms = {"async"};
  EXPECT_THAT(page_of(run), Not(said));
}

TEST(TerminalPage, WarnsOfAnUnknownCpuUseOfTheGenerator) {
  RunData run = sample_run();
  run.cells[1].generator_core_share.reset();
  EXPECT_THAT(page_of(run),
              AllOf(HasSubstr("  ?   2000.00"), HasSubstr("\n  - ? it is not known")));
  EXPECT_THAT(page_of(sample_run()), Not(HasSubstr("? ")));
}

TEST(TerminalPage, ListsMissingAndDoubtfulResults) {
  RunData run = sample_run();
  run.cells[0].valid = false;
  run.cells[0].reason = {"killed", "async_server", 9, "Killed"};
  run.cells[1].generator_core_share = 0.97;
  run.manifest.status = RunStatus::interrupted;
  run.manifest.build.git_describe = "v1-dirty";
  run.manifest.build.measures = false;
  const std::string page = page_of(run);
  EXPECT_THAT(page, HasSubstr(" 1           1          -        -"));
  EXPECT_THAT(page, HasSubstr("1 invalid"));
  EXPECT_THAT(page, HasSubstr("cell 1 (async at 1, block 1): async_server was killed by signal 9"));
  EXPECT_THAT(page, HasSubstr(">=   2000.00"));
  EXPECT_THAT(page, HasSubstr("interrupted"));
  EXPECT_THAT(page, HasSubstr("no commit (v1-dirty)"));
  EXPECT_THAT(page, HasSubstr("the figures mean nothing"));
}

TEST(TerminalPage, FitsTheTerminal) {
  std::istringstream lines(page_of(sample_run()));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(line.size(), 110) << line;
  }
}

}  // namespace
}  // namespace tiga::suite::records
