// slowhttptest's attacks on each server, all at once: each is cut at a deadline, and those that are
// not slow are served.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/conformance/cases.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::simple_request;
using testing::HasSubstr;

// One mode of the attack.
struct Attack {
  std::vector<std::string> mode;
  bool seen_to_end;  ///< a slow reader sees the end of what was cut only once it has read that far
};

const std::vector<Attack>& attacks() {
  static const std::vector<Attack> all = {
      {{"-H"}, true},
      {{"-B", "-s", "100000"}, true},
      {{"-X", "-k", "3", "-w", "10", "-y", "20", "-n", "1", "-z", "8"}, false},
      {{"-R", "-t", "HEAD"}, true}};
  return all;
}

class SlowHttpTest : public OnEachServer {
 protected:
  SlowHttpTest() {
    common::write_file(folder_.path() / "large", "");
    std::filesystem::resize_file(folder_.path() / "large", std::uintmax_t{64} << 20);
  }
  common::CommandResult run(const Attack& attack, const std::string& url) const {
    // Those that see their end are done long before -l unless the machine is busy; the others last
    // as long as it says.
    const std::string length = attack.seen_to_end ? "60" : "8";
    std::vector<std::string> command = {"slowhttptest", "-c",   "50", "-r", "50", "-i", "1",
                                        "-l",           length, "-p", "10", "-u", url};
    command.insert(command.begin() + 1, attack.mode.begin(), attack.mode.end());
    return common::run_command({.arguments = command}, 90s);
  }
  static bool is_served(const Deployment& servers) {
    Client client(servers.port());
    client.send(simple_request);
    return receive_replies(client, 1).statuses() == std::vector<int>{200};
  }

  common::TemporaryFolder folder_;
};

TEST_P(SlowHttpTest, AttacksAreSurvived) {
  TIGA_SKIP_UNLESS(!common::find_program("slowhttptest").empty(), "slowhttptest");
  std::vector<std::string> options = room_for(architecture(), 300);
  options.insert(options.end(),
                 {"--header-timeout", "2", "--body-timeout", "2", "--idle-timeout", "2"});
  Deployment servers(architecture(),
                     {.options = {"--root", folder_.path().string()}, .front = options});
  const auto open = [&] { return servers.sockets_at_front(); };
  std::vector<common::CommandResult> results(attacks().size());
  std::atomic<std::size_t> left = attacks().size();
  std::vector<std::jthread> attackers;
  attackers.reserve(attacks().size());
  for (std::size_t index = 0; index < attacks().size(); ++index) {
    attackers.emplace_back([&, index] {
      results[index] = run(attacks()[index], servers.url("/large"));
      --left;
    });
  }
  std::size_t most = 0;
  int served = 0;
  while (left > 0) {
    EXPECT_TRUE(is_served(servers));
    ++served;
    most = std::max(most, open());
    std::this_thread::sleep_for(10ms);
  }
  attackers.clear();
  EXPECT_GT(served, 10);
  EXPECT_GT(most, 130U) << "where were the attacks?";
  EXPECT_TRUE(wait_until([&] { return open() < most - 110; }, 10s)) << open() << " of " << most;
  for (std::size_t index = 0; index < attacks().size(); ++index) {
    const Attack& attack = attacks()[index];
    EXPECT_THAT(results[index].output, Not(HasSubstr("service available:   NO"))) << attack.mode[0];
    if (attack.seen_to_end) {
      EXPECT_THAT(results[index].output, HasSubstr("No open connections left")) << attack.mode[0];
    }
  }
  servers.expect_clean_end();
}

TIGA_ON_EACH_SERVER(SlowHttpTest);

}  // namespace
}  // namespace tiga::tests
