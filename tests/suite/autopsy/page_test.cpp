// What the page says of made-up cells of the autopsy.
#include "suite/autopsy/page.hpp"
#include "suite/report/report_input.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <variant>

#include "suite/autopsy/counts.hpp"
#include "suite/autopsy/defects.hpp"
#include "tests/suite/autopsy/made_up_autopsy.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::autopsy {
namespace {

using document::Bullets;
using document::Figure;
using document::Section;
using document::Table;
using loadgen::Outcome;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using tests::made_up_autopsy;
using tests::made_up_defect;
using tests::made_up_reply_times;
using tests::made_up_silence;

std::vector<document::Section> sections_of(const records::RunData& run,
                                           text::Language language = text::Language::english) {
  return autopsy_page(run,
                      {std::filesystem::path(TIGA_SOURCE_DIR) / "results" / "report-2020",
                       published_tables(run.manifest.plan)},
                      language,
                      [](const std::string& id) {
                        return std::string(id == "autopsy-backlog" ? "no gnuplot" : "");
                      })
      .sections;
}

template <class Block>
std::vector<Block> all_of(const document::Section& section) {
  std::vector<Block> found;
  for (const document::Block& block : section.blocks) {
    if (const auto* one = std::get_if<Block>(&block)) {
      found.push_back(*one);
    }
  }
  return found;
}

std::vector<std::string> bullets_of(const document::Section& section) {
  std::vector<std::string> items;
  for (const Bullets& bullets : all_of<Bullets>(section)) {
    items.insert(items.end(), bullets.items.begin(), bullets.items.end());
  }
  return items;
}

TEST(AutopsySections, OfAnotherPlanAreEmpty) {
  EXPECT_THAT(sections_of(made_up_autopsy({"async"})), IsEmpty());
}

TEST(AutopsySections, ShowTheCountsOfAbAndTheTrueCounts) {
  const auto sections = sections_of(made_up_silence());
  ASSERT_THAT(sections, SizeIs(1));
  EXPECT_EQ(sections[0].id, "autopsy-silent-balancer");
  EXPECT_THAT(
      bullets_of(sections[0]),
      testing::ElementsAre(
          "the silent-balancer: as ab counts, each of 2 runs has 1000 complete, 0 failed, 0 "
          "non-2xx, 0 bytes, 250.00 to 500.00 requests/s in 2.000 to 4.000 s. In truth, over all "
          "of them: 2000 empty_reply.",
          AllOf(HasSubstr("1000 non-2xx"), HasSubstr("In truth, over all of them: 1000 "
                                                     "wrong_status.")),
          "Published (balanced): 1000 complete, 0 failed, 0 bytes, 437.65 to 633.48 requests/s in "
          "1.579 to 2.285 s."));
}

TEST(AutopsySections, AreWrittenInIndonesian) {
  const auto sections = sections_of(made_up_silence(), tests::indonesian);
  ASSERT_THAT(sections, SizeIs(1));
  EXPECT_EQ(sections[0].title, "Balancer yang menutup koneksi tanpa jawaban");
  EXPECT_THAT(bullets_of(sections[0]),
              AllOf(Contains(AllOf(HasSubstr("menurut hitungan ab"), HasSubstr("1000 selesai"),
                                   HasSubstr("2000 empty_reply"))),
                    Each(Not(HasSubstr("as ab counts")))));
}

TEST(AutopsySections, HaveATableAndAChartEach) {
  const auto section = sections_of(made_up_silence()).front();
  const auto tables = all_of<document::Table>(section);
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_EQ(tables[0].id, "autopsy-silent-balancer-counts");
  ASSERT_THAT(tables[0].rows, SizeIs(3));
  EXPECT_THAT(tables[0].rows, Each(SizeIs(tables[0].columns.size())));
  EXPECT_EQ(tables[0].rows[0][3].text, "1000");
  EXPECT_EQ(tables[0].rows[0][6].text, "0");
  EXPECT_EQ(tables[0].rows[0][8].text, "1000 empty_reply");
  EXPECT_EQ(tables[0].rows[0][9].text, "") << "nobody knows the retransmits";
  const auto figures = all_of<Figure>(section);
  ASSERT_THAT(figures, SizeIs(1));
  EXPECT_EQ(figures[0].id, section.id);
  const std::vector<charts::ChartKind> kinds = autopsy_charts(made_up_silence().manifest.plan);
  ASSERT_THAT(kinds, SizeIs(1));
  EXPECT_EQ(kinds[0].id, figures[0].id);
  EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(TIGA_SOURCE_DIR) / "plots" /
                                      (kinds[0].script + ".gp")));
}

TEST(AutopsySections, SayWhyAChartIsMissing) {
  records::RunData run = made_up_autopsy({"backlog-1", "not-found"});
  const auto sections = sections_of(run);
  ASSERT_THAT(sections, SizeIs(2));
  EXPECT_EQ(all_of<Figure>(sections[0]).front().absent, "no gnuplot");
  EXPECT_EQ(all_of<Figure>(sections[1]).front().absent, "");
}

std::vector<std::string> laws_of(const std::string& times,
                                 text::Language language = text::Language::english) {
  records::RunData run = made_up_autopsy({"spinning-server"});
  run.cells = {made_up_defect("spinning-server", 1, Outcome::ok, 256, 8)};
  run.cells[0].reply_times = times;
  return bullets_of(sections_of(run, language).front());
}

TEST(AutopsySections, CompareTheMeasuredLawWithThePublishedOne) {
  EXPECT_THAT(
      laws_of(made_up_reply_times(1)),
      Contains(AllOf(HasSubstr("rate ~ served^-1.00 [-1.00, -1.00]"), HasSubstr(", 6 points, "))));
  EXPECT_THAT(laws_of(made_up_reply_times(0.5)),
              Contains(HasSubstr("it falls, more slowly than the published 1/n.")));
  EXPECT_THAT(laws_of(made_up_reply_times(1.5)),
              Contains(HasSubstr("it falls, faster than the published 1/n.")));
  EXPECT_THAT(laws_of(made_up_reply_times(-0.1)), Contains(HasSubstr("no fall is to be seen.")));
  EXPECT_THAT(laws_of("1:1 2:2 4:4 8:9 16:30 32:100 64:420 128:1500"),
              Contains(HasSubstr("the published law, 1/n, lies within that.")));
  EXPECT_THAT(laws_of("1:1 2:2 4:4 8:30 16:31 32:100 64:101 128:1500"),
              Contains(HasSubstr("too wide to tell the published 1/n from no fall.")));
  EXPECT_THAT(laws_of(made_up_reply_times(-0.1), tests::indonesian),
              Contains(HasSubstr("tidak terlihat penurunan.")));
}

TEST(AutopsySections, SayIfThereAreTooFewRepliesForALaw) {
  EXPECT_THAT(laws_of("1:1 2:2"), Contains(HasSubstr("too few replies for a law")));
  EXPECT_THAT(laws_of(""), Contains(HasSubstr("too few replies for a law")));
}

// A run that was cut before anything was measured.
TEST(AutopsySections, WithoutMeasurementsMakeNoClaim) {
  records::RunData run = made_up_silence();
  run.cells.clear();
  const auto section = sections_of(run).front();
  EXPECT_THAT(bullets_of(section), testing::ElementsAre(HasSubstr("Published (balanced)")));
  EXPECT_THAT(all_of<document::Table>(section).front().rows, IsEmpty());
}

TEST(Ends, ListEveryOutcomeThatOccurred) {
  records::CellRow cell = made_up_defect("a", 1, Outcome::ok, 57, 8);
  cell.outcomes.at(static_cast<std::size_t>(Outcome::abandoned)) = 1;
  cell.not_started = 942;
  EXPECT_EQ(ends_of(cell), "57 ok, 1 abandoned, 942 not_started");
}

}  // namespace
}  // namespace tiga::suite::autopsy
