#include "suite/autopsy/defects.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <set>

#include "tests/suite/autopsy/made_up_autopsy.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::autopsy {
namespace {

using loadgen::Outcome;
using testing::HasSubstr;
using testing::Not;
using tests::made_up_autopsy;
using tests::made_up_defect;

records::Published report_2020() {
  return {std::filesystem::path(TIGA_SOURCE_DIR) / "results" / "report-2020",
          {"threaded", "async", "balanced"}};
}

const Defect& defect(std::string_view id) {
  for (const Defect& each : autopsy_defects()) {
    if (each.id == id) {
      return each;
    }
  }
  throw std::out_of_range(std::string(id));
}

TEST(Defects, HaveUniqueIdsAndTextsInEveryLanguage) {
  std::set<std::string_view> ids;
  for (const Defect& each : autopsy_defects()) {
    EXPECT_TRUE(ids.insert(each.id).second);
    for (const text::Message text : {each.title, each.what, each.shows}) {
      EXPECT_FALSE(tr(text::Language::english, text).empty());
      EXPECT_FALSE(tr(tests::indonesian, text).empty());
      EXPECT_NE(tr(text::Language::english, text), tr(tests::indonesian, text));
    }
    EXPECT_NE(report_2020().find(std::string(each.published), 1), nullptr) << each.id;
  }
}

TEST(Defects, AreShownOnlyForArmsOfThePlan) {
  const plan::Plan plan = made_up_autopsy({"backlog-4096", "backlog-5", "async"}).manifest.plan;
  EXPECT_THAT(arms_of(defect("autopsy-backlog"), plan),
              testing::ElementsAre("backlog-5", "backlog-4096"));
  EXPECT_THAT(arms_of(defect("autopsy-backlog"), made_up_autopsy({"backlog-4096"}).manifest.plan),
              testing::IsEmpty())
      << "a twin alone shows nothing";
  EXPECT_TRUE(shows_defects(plan));
  EXPECT_FALSE(shows_defects(made_up_autopsy({"backlog-4096", "async"}).manifest.plan));
}

TEST(TypicalCell, HasTheMedianTimeWhetherValidOrNot) {
  records::RunData run = made_up_autopsy({"not-found"});
  EXPECT_EQ(typical_cell(run, "not-found", 1), nullptr);
  for (const double seconds : {4.0, 1.0, 3.0, 2.0}) {
    run.cells.push_back(made_up_defect("not-found", 1, Outcome::wrong_status, 1000, seconds));
  }
  run.cells.push_back(made_up_defect("not-found", 50, Outcome::wrong_status, 1000, 9));
  run.cells.emplace_back().arm = "not-found";  // it could not run: it took no time
  ASSERT_NE(typical_cell(run, "not-found", 1), nullptr);
  EXPECT_EQ(typical_cell(run, "not-found", 1)->time_taken_s, 2.0);
}

TEST(AutopsyCsv, HasThePublishedCurveTheDefectsAndTheCorrected) {
  records::RunData run =
      made_up_autopsy({"silent-balancer", "silent-balancer-corrected", "backlog-1"});
  run.cells = {made_up_defect("silent-balancer", 50, Outcome::empty_reply, 1000, 2),
               made_up_defect("silent-balancer-corrected", 50, Outcome::wrong_status, 1000, 4),
               made_up_defect("backlog-1", 1, Outcome::ok, 1000, 8)};
  run.cells[2].not_started = 1;
  EXPECT_EQ(autopsy_csv(autopsy_points(run, report_2020())),
            "chart,series,x,y,cut\n"
            "autopsy-silent-balancer,published,1,633.48,no\n"
            "autopsy-silent-balancer,published,50,632.86,no\n"
            "autopsy-silent-balancer,silent-balancer,50,500,no\n"
            "autopsy-silent-balancer,silent-balancer-corrected,50,250,no\n"
            "autopsy-backlog,published,1,2.168,no\n"
            "autopsy-backlog,published,50,59.397,no\n"
            "autopsy-backlog,backlog-1,1,8,yes\n");
}

// n requests at the rate n²/(2T)/served take T together.
TEST(AutopsyCsv, HasThePublishedLawAndTheMeasuredRates) {
  records::RunData run = made_up_autopsy({"spinning-server"});
  run.cells = {made_up_defect("spinning-server", 1, Outcome::ok, 4, 2),
               made_up_defect("spinning-server", 50, Outcome::ok, 4, 2)};
  run.cells[0].reply_times = "1:0.5 2:0.75 4:1.75";
  run.cells[1].reply_times = "1:0.5 2:0.6";
  const std::string csv = autopsy_csv(autopsy_points(run, report_2020()));
  EXPECT_THAT(csv, HasSubstr("autopsy-spinning-server,published,1,1033.6"));
  EXPECT_THAT(csv, HasSubstr("autopsy-spinning-server,published,1000,1.0336"));
  EXPECT_THAT(csv, HasSubstr("autopsy-spinning-server,spinning-server,1.5,4,no\n"
                             "autopsy-spinning-server,spinning-server,3,2,no\n"));
  EXPECT_THAT(csv, Not(HasSubstr(",10,no\n"))) << "at 50 connections";
}

TEST(AutopsyPoints, OfAnotherPlanAreEmpty) {
  EXPECT_THAT(autopsy_points(made_up_autopsy({"async"}), report_2020()), testing::IsEmpty());
}

TEST(PublishedTables, BelongToTheArmsAndDefectsOfThePlan) {
  EXPECT_THAT(published_tables(made_up_autopsy({"nginx", "async"}).manifest.plan),
              testing::ElementsAre("nginx", "async"));
  EXPECT_THAT(
      published_tables(
          made_up_autopsy({"spinning-server", "not-found", "backlog-1"}).manifest.plan),
      testing::ElementsAre("spinning-server", "not-found", "backlog-1", "threaded", "async"));
}

}  // namespace
}  // namespace tiga::suite::autopsy
