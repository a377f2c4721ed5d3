#include "suite/report/host_notes.hpp"

#include <gmock/gmock.h>

#include "suite/report/machine_notes.hpp"
#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace tests;

constexpr text::Language english = text::Language::english;

records::HostFacts linked_host(const std::string& name, const std::string& role,
                               std::optional<std::uint64_t> link_mbit) {
  records::HostFacts host;
  host.name = name;
  host.address = "10.0.0.1";
  host.roles = {role};
  host.link_mbit = link_mbit;
  host.machine.cpu = "AMD EPYC";
  host.machine.cores = 2;
  return host;
}

// a and d generate, b serves; of each cell the replies take that part of 100 Mbit/s.
records::RunData run_on_hosts(double share, std::optional<std::uint64_t> server_link = 100) {
  records::RunData run = two_arms_run();
  run.manifest.hosts = {linked_host("a", "generate", 1000), linked_host("b", "serve", server_link),
                        linked_host("d", "generate", 1000)};
  for (records::CellRow& cell : run.cells) {
    cell.server_hosts = "b c";
    cell.generator_hosts = "a d";
    cell.time_taken_s = 2;
    const double used = cell.arm == "async" ? share : share / 2;
    cell.bytes_received = static_cast<std::uint64_t>(used * 100e6 / 8 * 2);
  }
  return run;
}

TEST(HostNotes, NameArmsWhoseRepliesFillTheLink) {
  const auto filled = AllOf(HasSubstr("limit of async (c=50): "), HasSubstr("90 % or more"));
  EXPECT_THAT(about_wire(run_on_hosts(0.91), english), ElementsAre(filled));
  EXPECT_THAT(about_wire(run_on_hosts(0.91), indonesian), ElementsAre(HasSubstr("async (c=50)")));
  EXPECT_THAT(about_wire(run_on_hosts(0.89), english), IsEmpty());
}

TEST(HostNotes, CountTheLinksOfAllGeneratorsTogether) {
  records::RunData run = run_on_hosts(0.91, std::nullopt);
  EXPECT_THAT(about_wire(run, english), IsEmpty()) << "2000 Mbit/s";
  run.manifest.hosts[0].link_mbit = 50;
  run.manifest.hosts[2].link_mbit = 50;
  EXPECT_THAT(about_wire(run, english), ElementsAre(HasSubstr("async")));
  run.manifest.hosts[1].link_mbit = 1000;
  EXPECT_THAT(about_wire(run, english), ElementsAre(HasSubstr("async"))) << "the slower end";
  run.manifest.hosts[1].link_mbit.reset();
  run.manifest.hosts[2].link_mbit.reset();
  EXPECT_THAT(about_wire(run, english), IsEmpty()) << "not known";
}

TEST(HostNotes, KnowNoLinkWhereAServerHasAGeneratorBesideIt) {
  records::RunData run = run_on_hosts(0.95);
  for (records::CellRow& cell : run.cells) {
    cell.generator_hosts = "a b";
  }
  EXPECT_THAT(about_wire(run, english), IsEmpty());
  EXPECT_THAT(about_wire(two_arms_run(), english), IsEmpty()) << "one machine";
}

TEST(HostNotes, TellOfLevelsWhereDataWasSentAgain) {
  records::RunData run = two_arms_run();
  EXPECT_THAT(about_retransmissions(run, english), IsEmpty()) << "not known";
  for (records::CellRow& cell : run.cells) {
    cell.segments_retransmitted = 2;
    cell.syn_retransmits = 2;
  }
  EXPECT_THAT(about_retransmissions(run, english), IsEmpty()) << "SYNs alone";
  run.cells[0].segments_retransmitted = 3;
  run.cells[1].segments_retransmitted = 3;
  EXPECT_THAT(about_retransmissions(run, english), IsEmpty()) << "2 of 24";
  run.cells[2].segments_retransmitted = 3;
  EXPECT_THAT(about_retransmissions(run, english),
              ElementsAre(HasSubstr("again at c=50 (3 of 24 cells)")));
}

TEST(HostNotes, SayThatTheNetworkIsPartOfTheFigures) {
  const records::RunData local = two_arms_run();
  const records::RunData remote = run_on_hosts(0.5);
  EXPECT_THAT(about_network(local.manifest, english), ElementsAre(HasSubstr("on the loopback")));
  EXPECT_THAT(about_network(remote.manifest, english),
              ElementsAre(AllOf(HasSubstr("crossed the network"), Not(HasSubstr("loopback")))));
}

TEST(HostNotes, StandOnThePageOfARunOnSeveralHosts) {
  const records::RunData run = run_on_hosts(0.95);
  for (const text::Language language : text::languages()) {
    const document::Document page = write_up(MadeUpReport(run, language));
    EXPECT_THAT(text_of(page.opening), HasSubstr("async (c=50)"));
    EXPECT_THAT(page.subtitle, AllOf(HasSubstr("a ("), HasSubstr("b ("), HasSubstr("d (")));
    EXPECT_THAT(section_of(page, "machine"), HasSubstr("b | 10.0.0.1, 100 Mbit/s, "));
    EXPECT_THAT(text_of(page), Not(HasSubstr("loopback:")));
  }
  EXPECT_THAT(text_of(write_up(MadeUpReport(run)).opening), HasSubstr("generators on a and d"));
}

TEST(HostNotes, NameTheHostThatAControlGroupLimits) {
  records::Manifest manifest = run_on_hosts(0.5).manifest;
  EXPECT_THAT(about_cpu_quota(manifest, english), IsEmpty());
  manifest.hosts[1].machine.cpu_quota = 1.5;
  EXPECT_THAT(about_cpu_quota(manifest, english),
              ElementsAre(HasSubstr("host b the time of 1.5 CPUs")));
}

}  // namespace
}  // namespace tiga::suite::report
