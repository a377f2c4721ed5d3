// A system that forbids io_uring: what needs it says so, everything else works.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/endpoint.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> without_io_uring(const std::string& name,
                                          const std::vector<std::string>& arguments) {
  std::vector<std::string> all = {program("without_io_uring"), program(name)};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return all;
}

common::CommandResult run(const std::string& name, const std::vector<std::string>& arguments,
                          const std::vector<std::string>& environment = {}) {
  return common::run_command(
      {.arguments = without_io_uring(name, arguments), .environment = environment}, 60s);
}

TEST(WithoutIoUring, TheEngineIsRefusedInOneLine) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> all = {
      {"async_server", {"0"}},
      {"loops_server", {"0"}},
      {"offload_server", {"0"}},
      {"balancer", {"0", "--backend", "127.0.0.1:1"}},
      {"loadgen", {"-n", "1", "http://127.0.0.1:1/"}}};
  for (auto [name, arguments] : all) {
    arguments.insert(arguments.begin(), {"--engine", "io_uring"});
    const auto result = run(name, arguments);
    EXPECT_EQ(result.report.status, 3) << name;
    EXPECT_EQ(std::ranges::count(result.error, '\n'), 1) << result.error;
    EXPECT_THAT(result.error, HasSubstr("do not offer it; use --engine ")) << name;
  }
}

TEST(WithoutIoUring, ServersAndGeneratorUseTheOtherEngine) {
  auto server = common::ChildProcess::start({.arguments = without_io_uring("async_server", {"0"})});
  const auto ready = server.read_line(common::Deadline::after(30s));
  ASSERT_TRUE(ready);
  const std::string address = ready->substr(ready->rfind(' ') + 1);
  const auto load = run("loadgen", {"-n", "100", "-c", "10", "-k", "http://" + address + "/"});
  EXPECT_EQ(load.report.status, 0) << load.error;
  EXPECT_TRUE(server.stop(common::Deadline::after(10s)).succeeded());
}

TEST(WithoutIoUring, AnArmThatNeedsItIsLeftOut) {
  const common::TemporaryFolder folder;
  const auto plan = folder.path() / "both.toml";
  common::write_file(
      plan, "arms = [\"async\", \"uring\"]\nconcurrencies = [2]\nrequests = 20\nblocks = 2\n");
  const auto result = run(
      "tiga", {"run", plan.string(), "--force", "--results", (folder.path() / "results").string()},
      {"TIGA_LOCKS=" + (folder.path() / "locks").string()});
  EXPECT_EQ(result.report.status, 0) << result.error;
  EXPECT_THAT(result.error, HasSubstr("uring is left out: this kernel or its settings do not"));
  const std::string cells = common::read_file(folder.path() / "results" / "latest" / "cells.csv");
  EXPECT_THAT(cells, HasSubstr(",async,"));
  EXPECT_THAT(cells, Not(HasSubstr(",uring,")));
}

}  // namespace
}  // namespace tiga::tests
