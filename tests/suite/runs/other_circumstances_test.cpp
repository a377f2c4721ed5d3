// What a run must have in common with the one that it goes on with.
#include <gmock/gmock.h>

#include "common/error.hpp"
#include "suite/runs/active_run.hpp"

namespace tiga::suite::runs {
namespace {

using testing::HasSubstr;
using testing::Not;

records::HostFacts host_here(const std::string& name, const std::string& role) {
  records::HostFacts host = records::this_host();
  host.name = name;
  host.roles = {role};
  return host;
}

std::string refusal(const records::Manifest& manifest, bool force,
                    std::span<const records::HostFacts> hosts) {
  try {
    refuse_other_circumstances(manifest, force, hosts);
  } catch (const common::CannotRun& error) {
    return error.what();
  }
  return "";
}

TEST(OtherCircumstances, AreNoneOnTheSameMachineByTheSameBuild) {
  records::Manifest manifest;
  manifest.machine = records::this_machine();
  manifest.build = records::build_facts();
  EXPECT_EQ(refusal(manifest, false, {}), "");
  manifest.build.flags += " -O9";
  EXPECT_THAT(refusal(manifest, false, {}), HasSubstr("--force resumes all the same"));
  EXPECT_EQ(refusal(manifest, true, {}), "");
}

TEST(OtherCircumstances, OfARunOnSeveralHostsAreComparedByHost) {
  records::Manifest manifest;
  manifest.hosts = {host_here("a", "generate"), host_here("b", "serve")};
  std::vector<records::HostFacts> now = manifest.hosts;
  EXPECT_EQ(refusal(manifest, false, now), "");
  now[1].machine.kernel = "Linux 99";
  EXPECT_THAT(refusal(manifest, false, now), HasSubstr("host b was "));
  EXPECT_EQ(refusal(manifest, true, now), "");
}

TEST(OtherCircumstances, OfOtherHostsCannotBeForced) {
  records::Manifest manifest;
  manifest.hosts = {host_here("a", "generate"), host_here("b", "serve")};
  EXPECT_EQ(refusal(manifest, true, {}),
            "cannot resume: it was measured on a (generate), b (serve), this is one machine");
  const std::vector<records::HostFacts> other{host_here("a", "generate"), host_here("c", "serve")};
  EXPECT_THAT(refusal(manifest, true, other), HasSubstr("this is a (generate), c (serve)"));
  EXPECT_THAT(refusal({}, true, other), Not(HasSubstr("--force")));
}

}  // namespace
}  // namespace tiga::suite::runs
