#include "suite/report/machine_notes.hpp"

#include <gmock/gmock.h>

#include "tests/suite/report/three_arms.hpp"

namespace tiga::suite::report {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr text::Language english = text::Language::english;

records::Manifest manifest_on(const common::Topology& cores) {
  records::Manifest manifest;
  manifest.plan = plan::parse_plan(
      "arms = [\"async\", \"balanced\"]\nconcurrencies = [1]\nrequests = 5\n", "x.toml");
  manifest.machine.topology = cores;
  manifest.machine.cores = cpus_of(cores).size();
  manifest.placement = records::place(plan::Pinning::split, cores);
  return manifest;
}

common::Topology cores(int count) {
  common::Topology all;
  for (int core = 0; core < count; ++core) {
    all.push_back({{core}, 0});
  }
  return all;
}

TEST(MachineNotes, WarnOfAnotherRun) {
  records::Manifest manifest;
  EXPECT_THAT(about_another_run(manifest, english), IsEmpty());
  manifest.beside_another_run = true;
  EXPECT_THAT(about_another_run(manifest, english),
              ElementsAre(HasSubstr("Another run measured on the same cores")));
}

TEST(MachineNotes, WarnOfALoadAboveTheCores) {
  records::Manifest manifest;
  manifest.machine.cores = 2;
  EXPECT_THAT(about_load(manifest, english), IsEmpty()) << "not known";
  manifest.load_average = 4;  // a build of two jobs has just ended
  EXPECT_THAT(about_load(manifest, english), IsEmpty());
  manifest.load_average = 8.04;
  EXPECT_THAT(about_load(manifest, english),
              ElementsAre(HasSubstr("8.0 processes ran or waited, on 2 cores")));
}

TEST(MachineNotes, NameTheBlocksInWhichOtherProgramsRan) {
  records::RunData run = tests::two_arms_run();
  run.manifest.placement = records::place(plan::Pinning::split, cores(2));
  for (records::CellRow& cell : run.cells) {
    cell.cpu_pressure_share = cell.block > 6 ? 0.5 : 0.1;
  }
  EXPECT_THAT(about_pressure(run, english),
              ElementsAre(AllOf(HasSubstr("in 6 of 12 blocks (7-12)"), HasSubstr("30 % of"))));
}

TEST(MachineNotes, GiveBothPartsOfARatioThatChanged) {
  records::RunData run = tests::two_arms_run(20);
  EXPECT_THAT(about_drift(run, tests::verdicts_of(run), english), IsEmpty());
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "async" && cell.block > 5) {
      cell.ok_per_second = *cell.ok_per_second * 0.8;
    }
  }
  EXPECT_THAT(
      about_drift(run, tests::verdicts_of(run), english),
      ElementsAre(HasSubstr("async -20 % from block 6 on"),
                  AllOf(HasSubstr("throughput of async to threaded: 1.50 in blocks 1 to 5, 1.20 "
                                  "in blocks 6 to 20"),
                        HasSubstr("a mean of the two"))));
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "async" && cell.block > 5) {
      cell.ok_per_second = *cell.ok_per_second * 0.7;
    }
  }
  EXPECT_THAT(about_drift(run, tests::verdicts_of(run), english),
              Contains(HasSubstr("0.84 in blocks 6 to 20. The run has no verdict on it")));
}

TEST(MachineNotes, SayThatAControlGroupGivesLessThanTheCores) {
  records::Manifest manifest = manifest_on(cores(4));
  EXPECT_THAT(about_cpu_quota(manifest, english), IsEmpty());
  manifest.machine.cpu_quota = 4;
  EXPECT_THAT(about_cpu_quota(manifest, english), IsEmpty());
  manifest.machine.cpu_quota = 1.5;
  EXPECT_THAT(about_cpu_quota(manifest, english),
              ElementsAre(HasSubstr("the time of 1.5 CPUs, less than that of their 4 cores")));
  manifest.placement = records::place(plan::Pinning::free, cores(4));
  EXPECT_THAT(about_cpu_quota(manifest, english), ElementsAre(HasSubstr("their 4 cores")));
}

TEST(MachineNotes, SayWhatSharedCoresCannotShow) {
  EXPECT_THAT(about_shared_cores(manifest_on({{{0, 1}, 0}}), english),
              ElementsAre(HasSubstr("the two hardware threads of one core")));
  EXPECT_THAT(about_shared_cores(manifest_on(cores(4)), english),
              ElementsAre(AllOf(HasSubstr("The servers have 2 cores"),
                                HasSubstr("balanced (5 processes)"))));
}

TEST(MachineNotes, SayNothingWhereNothingIsShared) {
  EXPECT_THAT(about_shared_cores(manifest_on(cores(2)), english), IsEmpty()) << "see about_cores";
  EXPECT_THAT(about_shared_cores(manifest_on(cores(10)), english), IsEmpty());
  EXPECT_THAT(about_shared_cores({}, english), IsEmpty());
}

TEST(MachineNotes, CountPhysicalCoresOfTheServers) {
  EXPECT_THAT(about_cores(manifest_on({{{0, 2}, 0}, {{1, 3}, 0}}), english),
              ElementsAre(HasSubstr("One core for the servers cannot show")));
  EXPECT_THAT(about_cores(manifest_on(cores(4)), english), IsEmpty());
}

}  // namespace
}  // namespace tiga::suite::report
