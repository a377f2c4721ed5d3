// Which runs can be compared, and how they differ otherwise.
#include <gmock/gmock.h>

#include "tests/suite/compare/made_up_runs.hpp"

namespace tiga::suite::compare {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using tests::run_of;

TEST(Compare, ListsDifferencesThatDoNotPreventAComparison) {
  records::RunData run = run_of("b");
  EXPECT_THAT(differences(run, run_of("a")), IsEmpty());
  run.manifest.build.git_describe = "v2";
  run.manifest.machine.kernel = "7.0";
  EXPECT_THAT(differences(run, run_of("a")),
              ElementsAre("another kernel: 7.0, before ", "another commit: v2, before v1"));
  EXPECT_EQ(why_not_comparable(run, run_of("a")), std::nullopt);
}

TEST(Compare, ReportsAnArmWithAnotherConfiguration) {
  const auto with = [](const auto& change) {
    records::RunData run = run_of("b");
    records::RunData baseline = run_of("a");
    for (records::RunData* each : {&run, &baseline}) {
      plan::Arm own;
      own.name = "own";
      own.front.arguments = {"serve", "{port}"};
      own.backend.arguments = {"back"};
      own.backends = 2;
      own.front.files = {{"conf", "one"}};
      each->manifest.plan.own_arms = {own};
      each->manifest.plan.arms = {"own"};
    }
    change(run.manifest.plan.own_arms[0]);
    EXPECT_EQ(why_not_comparable(run, baseline), std::nullopt);
    return differences(run, baseline);
  };
  EXPECT_THAT(with([](plan::Arm&) {}), IsEmpty());
  EXPECT_THAT(with([](plan::Arm& arm) { arm.front.arguments[0] = "other"; }),
              ElementsAre("another command of own: other {port}, before serve {port}"));
  EXPECT_THAT(with([](plan::Arm& arm) { arm.backend.arguments = {"b2"}; }),
              ElementsAre("another backend of own: b2, before back"));
  EXPECT_THAT(with([](plan::Arm& arm) { arm.backends = 3; }),
              ElementsAre("another number of backends of own: 3, before 2"));
  EXPECT_THAT(with([](plan::Arm& arm) { arm.front.files[0].second = "two"; }),
              ElementsAre("other files of own: see both manifests"));
}

records::HostFacts host_of(const std::string& name, const std::string& role) {
  records::HostFacts host;
  host.name = name;
  host.roles = {role};
  host.machine.kernel = "6.1";
  return host;
}

TEST(Compare, RefusesRunsOnOtherHosts) {
  records::RunData run = run_of("b");
  records::RunData baseline = run_of("a");
  run.manifest.hosts = {host_of("x", "generate"), host_of("y", "serve")};
  EXPECT_EQ(why_not_comparable(run, baseline),
            "hosts is one machine in a and x (generate), y (serve) in b: another load");
  baseline.manifest.hosts = run.manifest.hosts;
  EXPECT_EQ(why_not_comparable(run, baseline), std::nullopt);
  run.manifest.hosts[1].machine.kernel = "7.0";
  EXPECT_THAT(differences(run, baseline), ElementsAre("another kernel of host y: 7.0, before 6.1"));
  run.manifest.hosts[1].roles = {"balance"};
  EXPECT_THAT(why_not_comparable(run, baseline).value_or(""), HasSubstr("y (balance) in b"));
}

std::string refusal(const records::RunData& run, const records::RunData& baseline = run_of("a")) {
  return why_not_comparable(run, baseline).value_or("");
}

TEST(Compare, RefusesARunAgainstItself) {
  EXPECT_THAT(refusal(run_of("a")), StartsWith("a is given twice"));
  records::RunData copied = run_of("b");
  copied.manifest.started = "a";
  EXPECT_THAT(refusal(copied), StartsWith("b is given twice"));
}

TEST(Compare, RefusesRunsWithDifferentLoads) {
  const auto with = [](const auto& change) {
    records::RunData run = run_of("b");
    change(run);
    return refusal(run);
  };
  EXPECT_EQ(with([](records::RunData&) {}), "");
  EXPECT_EQ(with([](records::RunData& run) { run.manifest.plan.requests = 5; }),
            "requests is 1000 in a and 5 in b: another load");
  EXPECT_THAT(with([](records::RunData& run) { run.manifest.plan.keep_alive = true; }),
              StartsWith("keep_alive is false in a"));
  EXPECT_THAT(with([](records::RunData& run) { run.manifest.plan.background_clients.idle = 9; }),
              StartsWith("idle is 0 in "));
  EXPECT_THAT(with([](records::RunData& run) { run.manifest.plan.body_bytes = 9; }),
              StartsWith("body_bytes is 0 in "));
  EXPECT_THAT(with([](records::RunData& run) { run.manifest.plan.path = "/x"; }),
              StartsWith("path is /"));
  EXPECT_THAT(with([](records::RunData& run) { run.manifest.plan.duration_s = 2; }),
              StartsWith("duration_s is 0"));
  EXPECT_THAT(with([](records::RunData& run) { run.manifest.plan.requests_per_connection = 2; }),
              StartsWith("requests_per_connection is 0"));
  EXPECT_THAT(with([](records::RunData& run) { run.manifest.plan.poisson = true; }),
              StartsWith("arrivals is constant"));
  EXPECT_THAT(
      with([](records::RunData& run) { run.manifest.plan.warm_up = plan::WarmUp::adaptive; }),
      StartsWith("warm_up is batch"));
  EXPECT_THAT(with([](records::RunData& run) { run.manifest.plan.warm_up_requests = 1; }),
              StartsWith("warm_up_requests is 200"));
  EXPECT_THAT(
      with([](records::RunData& run) { run.manifest.placement.pinning = plan::Pinning::split; }),
      StartsWith("pinning is free"));
}

TEST(Compare, RefusesAnotherFileRootButNotAnotherCheckout) {
  const auto at = [](const std::string& name, const std::string& folder, const std::string& root) {
    records::RunData run = run_of(name);
    run.manifest.plan.folder = folder;
    run.manifest.plan.server_options = {"--root", root};
    return run;
  };
  EXPECT_EQ(refusal(at("b", "/new/plans", "/new/site"), at("a", "/old/plans", "/old/site")), "");
  EXPECT_THAT(differences(at("b", "/new/plans", "/new/site"), at("a", "/old/plans", "/old/site")),
              IsEmpty());
  EXPECT_EQ(refusal(at("b", "/new", "/srv/www"), at("a", "/x/old", "/srv/www")), "");
  EXPECT_EQ(refusal(at("b", "/p", "/p/big"), at("a", "/p", "/p/small")),
            "root is /p/small in a and /p/big in b: another load");
  EXPECT_EQ(refusal(at("b", "/p", "/p/big")),
            "root is the page OK in a and /p/big in b: another load");
}

TEST(Compare, RefusesRunsWithDifferentGenerators) {
  records::RunData run = run_of("b");
  records::RunData baseline = run_of("a");
  for (records::CellRow& cell : run.cells) {
    cell.generator_engine = "io_uring";
  }
  for (records::CellRow& cell : baseline.cells) {
    cell.generator_engine = "epoll";
  }
  EXPECT_EQ(refusal(run, baseline),
            "the generator of threaded waits by epoll in a and by io_uring in b: another load");
}

TEST(Compare, RefusesRunsThatCannotBeCompared) {
  records::RunData run = run_of("b");
  run.manifest.build.measures = false;
  EXPECT_THAT(refusal(run), HasSubstr("sanitized or not optimised"));
  EXPECT_THAT(refusal(run_of("b", 1, 1, 1)), StartsWith("b has a single block"));
  EXPECT_THAT(refusal(run_of("b"), run_of("a", 1, 1, 1)), StartsWith("a has a single block"));
  run = run_of("b");
  run.manifest.plan.arms = {"balanced"};
  EXPECT_EQ(refusal(run), "a and b have no arm and level in common");
  run = run_of("b");
  run.manifest.plan.concurrencies = {1};
  EXPECT_EQ(refusal(run), "a and b have no arm and level in common");
}

}  // namespace
}  // namespace tiga::suite::compare
