#include "suite/hosts/agent_processes.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>

namespace tiga::suite::hosts {
namespace {

using testing::ElementsAre;

// A server that has ended.
class Ended final : public measure::ServerProcess {
 public:
  void await_ready(common::Nanoseconds, const measure::Pulse&) override {}
  std::string endpoint() const override { return ""; }
  std::optional<records::Reason> unexpected_exit() override {
    return records::Reason("exited", "server", 1);
  }
  std::optional<std::vector<measure::ProcessUse>> use() override { return std::nullopt; }
  std::uint64_t threads() const override { return 0; }
  measure::ServerEnd stop(common::Nanoseconds, const measure::Pulse&) override { return {}; }
};

// The events but for the threads, which depend on the time.
std::vector<std::string> ends_told(AgentProcesses& processes) {
  std::vector<std::string> told;
  for (const nlohmann::json& event : processes.events()) {
    if (event.at("event") != "threads") {
      told.push_back(event.dump());
    }
  }
  return told;
}

TEST(AgentProcesses, TellTheEndOfAServerOnceItIsWatchedAndOnlyOnce) {
  AgentProcesses processes;
  processes.add_server(7, std::make_unique<Ended>());
  EXPECT_THAT(ends_told(processes), ElementsAre()) << "one that lost its port is started again";
  processes.watch(7);
  EXPECT_THAT(
      ends_told(processes),
      ElementsAre(R"({"event":"ended","reason":"exited program=server status=1","server":7})"));
  EXPECT_THAT(ends_told(processes), ElementsAre());
}

TEST(AgentProcesses, DoNotTellAnEndThatIsExpected) {
  AgentProcesses processes;
  processes.add_server(7, std::make_unique<Ended>());
  processes.watch(7);
  processes.expect_end(7);
  EXPECT_THAT(ends_told(processes), ElementsAre());
}

}  // namespace
}  // namespace tiga::suite::hosts
