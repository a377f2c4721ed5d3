// tiga serve and tiga load: the programs beside tiga, in its process.
#include <gmock/gmock.h>
#include <signal.h>

#include "loadgen/summary.hpp"
#include "suite/plan/registry.hpp"
#include "tests/suite/tiga_command.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class ByHand : public testing::Test, protected TigaCommand {
 protected:
  // `tiga serve NAME 0`, once it listens: its process, and its URL.
  struct Served {
    common::ChildProcess process;
    std::string url;
  };
  Served serve(const std::string& name, const std::vector<std::string>& options = {}) const {
    common::Command command;
    command.arguments = {(programs() / "tiga").string(), "serve", name, "0"};
    command.arguments.insert(command.arguments.end(), options.begin(), options.end());
    command.error_file = folder() / (name + ".stderr");
    common::ChildProcess process = common::ChildProcess::start(command);
    const std::string ready = process.read_line(common::Deadline::after(30s)).value_or("");
    EXPECT_THAT(ready, StartsWith("listening on ")) << common::read_file(command.error_file);
    return {std::move(process), "http://" + ready.substr(ready.find_last_of(' ') + 1) + "/"};
  }
};

TEST_F(ByHand, ServesAndSendsALoad) {
  Served server = serve("async", {"--stats-file", folder() / "stats"});
  EXPECT_EQ(fs::read_symlink("/proc/" + std::to_string(server.process.pid()) + "/exe").filename(),
            "async_server")
      << "another process would not get the signals";

  const fs::path json = folder() / "load.json";
  const auto load = run({"load", "-q", "-n", "20", "-c", "2", "--json", json, server.url});
  EXPECT_EQ(load.report.status, 0) << load.error;
  EXPECT_THAT(load.output, HasSubstr("Complete requests:"));
  EXPECT_EQ(loadgen::summary_from_json(common::read_file(json)).ok(), 20U);

  EXPECT_EQ(server.process.stop(common::Deadline::after(30s)).status, 0);
  EXPECT_THAT(common::read_file(folder() / "stats"), HasSubstr("\"replies\""));
}

TEST_F(ByHand, ServesEachArchitecture) {
  Served backend = serve("threaded");
  const std::string address = backend.url.substr(7, backend.url.size() - 8);
  for (const plan::Architecture& one : plan::architectures()) {
    if (fs::exists(folder() / (std::string(one.folder) + ".stderr"))) {
      continue;  // served before
    }
    const bool balances = !one.backend.empty();
    Served server =
        serve(std::string(one.folder), balances ? std::vector<std::string>{"--backend", address}
                                                : std::vector<std::string>{});
    EXPECT_EQ(run({"load", "-q", "-n", "1", server.url}).report.status, 0) << one.folder;
  }
}

TEST_F(ByHand, LeavesArgumentsToThePrograms) {
  const auto help = run({"serve", "pool", "--help"});
  EXPECT_EQ(help.report.status, 0);
  EXPECT_THAT(help.output, AllOf(HasSubstr("--threads"), HasSubstr("--max-connections")));
  EXPECT_THAT(run({"load", "--version"}).output, StartsWith("loadgen "));

  const auto wrong = run({"serve", "pool", "--no-such-option"});
  EXPECT_EQ(wrong.report.status, 2);
  EXPECT_THAT(wrong.error, StartsWith("pool_server: "));
  EXPECT_EQ(run({"load"}).report.status, 2);
  EXPECT_EQ(run({"load", "-n", "1", "http://127.0.0.1:1/"}).report.status, 3);
}

TEST_F(ByHand, SaysWhatCanBeServed) {
  const std::vector<std::vector<std::string>> wrong{
      {"serve"}, {"serve", "none"}, {"serve", "--engine", "asio"}};
  for (const std::vector<std::string>& arguments : wrong) {
    expect_refusal(run(arguments), 2, "");
  }
  EXPECT_THAT(run({"serve", "none"}).error, AllOf(HasSubstr("threaded"), HasSubstr("balancer"),
                                                  HasSubstr("; see tiga serve --help")));
  EXPECT_THAT(run({"serve", "--help"}).output, HasSubstr("\n  offload "));
  EXPECT_THAT(run({"load", "--help"}).output, AllOf(HasSubstr("--rate"), HasSubstr("\nExamples:")));

  use_own_programs({"tiga"});
  const auto missing = run({"serve", "async", "0"});
  EXPECT_EQ(missing.report.status, 3);
  EXPECT_THAT(missing.error, HasSubstr("there is no program async_server in "));
}

}  // namespace
}  // namespace tiga::suite
