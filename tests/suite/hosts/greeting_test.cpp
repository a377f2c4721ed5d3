#include "suite/hosts/greeting.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include "common/cpu_set.hpp"
#include "common/error.hpp"

namespace tiga::suite::hosts {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Greeting greeting_of(const std::string& host) {
  return {.host = host,
          .build = "0123abc (GNU 12.2.0, Release, -O3)",
          .addresses = {"10.0.0.1", "192.168.1.7"},
          .port = 4711,
          .token = "00ff",
          .pid = 42,
          .cores = 8,
          .cores_of_host = 8};
}

std::string_view view_of(const GreetingRecord& record) { return {record.data(), record.size()}; }

TEST(Greeting, SurvivesItsRecord) {
  const Greeting greeting = greeting_of("a");
  EXPECT_EQ(greeting_from(view_of(to_record(greeting))), greeting);
}

TEST(Greeting, OfThisProcessNamesItsHostAndCores) {
  const Greeting own = this_greeting(80, "token");
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size());
  EXPECT_EQ(own.host, name.data());
  EXPECT_EQ(own.pid, ::getpid());
  EXPECT_EQ(own.cores, common::available_cpus().size());
  EXPECT_GE(own.cores_of_host, own.cores);
  EXPECT_THAT(own.addresses, testing::Not(testing::Contains("127.0.0.1")));
}

TEST(Greeting, CountsTheCoresOfTheHostWhereItIsPinnedAndStaysPinned) {
  const common::CpuSet all = common::available_cpus();
  const std::uint64_t cores = this_greeting(80, "").cores_of_host;
  common::pin_to({all.front()});
  const Greeting pinned = this_greeting(80, "");
  const common::CpuSet after = common::available_cpus();
  common::pin_to(all);
  EXPECT_EQ(pinned.cores, 1U);
  EXPECT_EQ(pinned.cores_of_host, cores);
  EXPECT_THAT(after, ElementsAre(all.front()));
}

TEST(Greeting, LeavesOutAddressesThatDoNotFit) {
  Greeting greeting = greeting_of("a");
  greeting.addresses.assign(500, "255.255.255.255");
  EXPECT_EQ(greeting_from(view_of(to_record(greeting))).addresses.size(), 64U);
}

TEST(Greeting, ThatIsTooLongIsRefused) {
  EXPECT_THROW(to_record(greeting_of(std::string(5000, 'a'))), common::CannotRun);
}

TEST(Greeting, OfAnotherKindIsRefused) {
  EXPECT_THROW(greeting_from(std::string(4096, '\0')), common::CannotRun);
  EXPECT_THROW(greeting_from("{\"host\":\"a\"}"), common::CannotRun);
  EXPECT_THROW(greeting_from("[1, 2"), common::CannotRun);
}

TEST(Greeting, HostsOfOneBuildWithAllTheirCoresMeasureTogether) {
  EXPECT_THAT(why_not_together({greeting_of("a"), greeting_of("b")}), IsEmpty());
}

TEST(Greeting, AHostWithAnotherBuildIsNamed) {
  Greeting other = greeting_of("b");
  other.build = "4567def (GNU 12.2.0, Release, -O3)";
  EXPECT_THAT(why_not_together({greeting_of("a"), other, greeting_of("c")}),
              ElementsAre(AllOf(HasSubstr("host b has build 4567def"), HasSubstr("0123abc"))));
}

TEST(Greeting, ASecondProcessOnAHostIsNamedWithTheOptionThatSpreadsThem) {
  EXPECT_THAT(why_not_together({greeting_of("a"), greeting_of("b"), greeting_of("b")}),
              ElementsAre(AllOf(HasSubstr("host b"), HasSubstr("ppr:1:node"))));
}

TEST(Greeting, APinnedHostIsNamedWithTheOptionThatFreesIt) {
  Greeting pinned = greeting_of("b");
  pinned.cores = 1;
  EXPECT_THAT(
      why_not_together({greeting_of("a"), pinned}),
      ElementsAre(AllOf(HasSubstr("host b"), HasSubstr("1 of 8"), HasSubstr("--bind-to none"))));
}

}  // namespace
}  // namespace tiga::suite::hosts
