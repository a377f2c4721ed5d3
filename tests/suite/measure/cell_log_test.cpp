// What is kept of a cell that failed.
#include "suite/measure/cell_log.hpp"

#include <gmock/gmock.h>

#include "common/files.hpp"

namespace tiga::suite::measure {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

records::CellRow failed_row() {
  records::CellRow row;
  row.cell = 17;
  row.block = 2;
  row.arm = "balanced";
  row.concurrency = 50;
  row.load = 0.8;
  row.started = "20261123T124633Z";
  row.reason = {"exited", "balancer", 3};
  return row;
}

std::string log_of(const std::filesystem::path& work) {
  return cell_log(failed_row(), std::vector<HostLog>{{"", log_files_in(work)}});
}

TEST(CellLog, HasWhatEachProgramPrinted) {
  const common::TemporaryFolder work;
  std::filesystem::create_directories(work.path() / "server-0");
  common::write_file(work.path() / "server-0" / "stderr", "no backend \xff\nbye");
  common::write_file(work.path() / "server-0" / "stdout", "");
  common::write_file(work.path() / "load.json", "{}\n");
  EXPECT_EQ(log_of(work.path()),
            "cell 17, block 2: balanced, c=50 at 80 % load\nbegun 20261123T124633Z\n"
            "balancer exited with status 3\n"
            "\n== load.json ==\n{}\n"
            "\n== server-0/stderr ==\nno backend \\xff\nbye\n");
  EXPECT_EQ(cell_log_name(failed_row()), "failed/cell-17.txt");
}

TEST(CellLog, PassesOverWhatCannotBeLookedAt) {
  const common::TemporaryFolder work;
  std::filesystem::create_symlink("loop", work.path() / "loop");
  common::write_file(work.path() / "stderr", "why\n");
  EXPECT_THAT(log_of(work.path()), testing::EndsWith("\n== stderr ==\nwhy\n"));
}

TEST(CellLog, LeavesOutTheMiddleOfALongFile) {
  const common::TemporaryFolder work;
  common::write_file(work.path() / "load.stderr", "first" + std::string(100'000, 'x') + "middle" +
                                                      std::string(100'000, 'x') + "last\n");
  const std::string log = log_of(work.path());
  EXPECT_LT(log.size(), 17'000);
  EXPECT_THAT(log, AllOf(HasSubstr("\nfirstx"), HasSubstr("xlast\n"), Not(HasSubstr("middle")),
                         HasSubstr("bytes are left out]")));
}

TEST(CellLog, NamesTheHostsOfAFileIfThereAreSeveral) {
  const std::vector<HostLog> hosts{{"b", {{"server-0/stderr", "one\n"}}},
                                   {"c", {{"server-1/stderr", "two\n"}}}};
  EXPECT_THAT(cell_log(failed_row(), hosts),
              testing::EndsWith("\n== host b: server-0/stderr ==\none\n"
                                "\n== host c: server-1/stderr ==\ntwo\n"));
}

TEST(CellLog, IsTheReasonAloneIfNothingWasStarted) {
  EXPECT_THAT(log_of("/nonexistent/work"), AllOf(StartsWith("cell 17, "), Not(HasSubstr("=="))));
}

}  // namespace
}  // namespace tiga::suite::measure
