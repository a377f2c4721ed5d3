#include "suite/report/machine_notes.hpp"

#include <gmock/gmock.h>

namespace tiga::suite::report {
namespace {

using testing::AllOf;
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
