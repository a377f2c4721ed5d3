// What the first screen says of made-up cells of the autopsy.
#include "suite/autopsy/page.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "suite/autopsy/defects.hpp"
#include "tests/suite/autopsy/made_up_autopsy.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::autopsy {
namespace {

using loadgen::Outcome;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using tests::made_up_autopsy;
using tests::made_up_defect;
using tests::made_up_reply_times;
using tests::made_up_silence;

report::Summary found_in(const records::RunData& run,
                         text::Language language = text::Language::english) {
  return autopsy_findings(run,
                          {std::filesystem::path(TIGA_SOURCE_DIR) / "results" / "report-2020",
                           published_tables(run.manifest.plan)},
                          language);
}

TEST(AutopsyFindings, CompareTheCountsOfAbWithTheTrueCounts) {
  const report::Summary found = found_in(made_up_silence());
  EXPECT_EQ(found.headline, "ab counts connections that are closed without a reply as complete.");
  EXPECT_THAT(found.lines,
              ElementsAre("the silent-balancer: as ab counts, 1000 complete, 0 failed, 0 bytes a "
                          "run, as the published table (balanced) has it; in truth, over 2 runs: "
                          "2000 empty_reply. Beside it, the silent-balancer-corrected: 1000 "
                          "complete, 0 failed, 122000 bytes, 1000 non-2xx a run; in truth 1000 "
                          "wrong_status."));
}

TEST(AutopsyFindings, MakeNoClaimThatTheCellsDoNotShow) {
  records::RunData run = made_up_silence();
  run.cells[0] = made_up_defect("silent-balancer", 1, Outcome::ok, 1000, 2);
  const report::Summary found = found_in(run);
  EXPECT_EQ(found.headline, "None of the defects shows in what was measured.");
  EXPECT_THAT(found.lines, ElementsAre(Not(HasSubstr("as the published table"))));
}

TEST(AutopsyFindings, WithoutMeasurementsAreEmpty) {
  records::RunData run = made_up_silence();
  run.cells.clear();
  EXPECT_EQ(found_in(run).headline, "Nothing was measured.");
  EXPECT_THAT(found_in(run).lines, IsEmpty());
}

records::RunData spinning(double exponent, double of_twin) {
  records::RunData run = made_up_autopsy({"spinning-server", "spinning-server-corrected"});
  run.cells = {made_up_defect("spinning-server", 1, Outcome::ok, 256, 8),
               made_up_defect("spinning-server-corrected", 1, Outcome::ok, 256, 8)};
  run.cells[0].reply_times = made_up_reply_times(exponent);
  run.cells[1].reply_times = made_up_reply_times(of_twin);
  return run;
}

TEST(AutopsyFindings, BlameSpinningThreadsOnlyIfTheCorrectedServerKeepsItsRate) {
  const report::Summary found = found_in(spinning(1, 0));
  EXPECT_EQ(found.headline,
            "Threads that never end slow a server with each connection it has served.");
  EXPECT_THAT(found.lines,
              ElementsAre(AllOf(HasSubstr("the spinning-server: served^-1.00 [-1.00, -1.00] at 1, "
                                          "256 of 256 requests answered"),
                                HasSubstr("the spinning-server-corrected: served^"))));
  EXPECT_THAT(found_in(spinning(1, 0.5)).headline, StartsWith("None of the defects"));
  EXPECT_THAT(found_in(spinning(-0.1, 0)).headline, StartsWith("None of the defects"));
}

records::RunData queue(double seconds, std::uint64_t syns_again) {
  records::RunData run = made_up_autopsy({"backlog-1", "backlog-4096"});
  run.cells = {made_up_defect("backlog-1", 50, Outcome::ok, 1000, seconds),
               made_up_defect("backlog-4096", 50, Outcome::ok, 1000, 0.1)};
  run.cells[0].syn_retransmits = syns_again;
  run.cells[1].syn_retransmits = 0;
  return run;
}

TEST(AutopsyFindings, SayWhatAShortListenQueueExplainsAndWhatNot) {
  const report::Summary found = found_in(queue(2.5, 40));
  EXPECT_EQ(found.headline, "A short listen queue makes clients wait for seconds.");
  EXPECT_THAT(
      found.lines,
      ElementsAre(AllOf(HasSubstr("the backlog-1: 2.50 s, 40 SYNs sent again a run, 1000 ok"),
                        HasSubstr("Published (async): 2.17 to 62.97 s."),
                        HasSubstr("that the queue made the published times is not shown."))));
  EXPECT_THAT(found_in(queue(0.5, 40)).headline, StartsWith("None of the defects"));
  EXPECT_THAT(found_in(queue(2.5, 0)).headline, StartsWith("None of the defects"));
}

TEST(AutopsyFindings, SayThat404IsInvisibleOnlyIfTheCountsAreEqual) {
  records::RunData run = made_up_autopsy({"not-found", "not-found-corrected"});
  run.cells = {made_up_defect("not-found", 1, Outcome::wrong_length, 1000, 1),
               made_up_defect("not-found-corrected", 1, Outcome::ok, 1000, 1)};
  EXPECT_EQ(found_in(run).headline, "404 for every page shows in no count of the table.");
  EXPECT_EQ(found_in(run, tests::indonesian).headline,
            "404 untuk setiap halaman tidak tampak pada hitungan dalam tabel.");
  run.cells[1].bytes_received = 5;
  EXPECT_THAT(found_in(run).headline, StartsWith("None of the defects"));
}

}  // namespace
}  // namespace tiga::suite::autopsy
