// scripts/view: a run's page, served by our own server.
#include <gmock/gmock.h>
#include <signal.h>

#include <filesystem>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class View : public testing::Test {
 protected:
  View() {
    // The script looks for the server beside itself.
    fs::create_directories(folder_.path() / "scripts");
    fs::create_directories(folder_.path() / "build" / "release" / "bin");
    fs::copy_file(source_folder() / "scripts" / "view", script());
    fs::create_symlink(program("async_server"),
                       folder_.path() / "build" / "release" / "bin" / "async_server");
  }

  fs::path script() const { return folder_.path() / "scripts" / "view"; }

  void make_run() const {
    const fs::path run = folder_.path() / "results" / "20261123T124633Z-report";
    fs::create_directories(run);
    common::write_file(run / "report.html", "<!doctype html><title>A run</title>");
    fs::create_symlink(run.filename(), folder_.path() / "results" / "latest");
  }

  common::ChildProcess start() const {
    common::Command command;
    command.arguments = {"setsid", script().string()};
    command.output_file = folder_.path() / "stdout";
    command.error_file = folder_.path() / "stderr";
    return common::ChildProcess::start(command);
  }

  std::string said() const { return common::read_file(folder_.path() / "stdout"); }

  common::TemporaryFolder folder_;
};

// "http://127.0.0.1:PORT/report.html" of what was said.
std::string address_in(const std::string& text) { return text.substr(0, text.find(' ')); }

TEST_F(View, ServesTheNewestRunUntilItIsInterrupted) {
  TIGA_SKIP_UNLESS(common::is_installed("curl"), "curl is not installed");
  make_run();
  common::ChildProcess view = start();
  ASSERT_TRUE(wait_until([&] { return said().ends_with('\n'); }));
  const std::string address = address_in(said());
  EXPECT_THAT(address, AllOf(StartsWith("http://127.0.0.1:"), HasSubstr("/report.html")));
  const auto got = common::run_command({.arguments = {"curl", "-si", "-m", "5", address}}, 10s);
  EXPECT_THAT(got.output, AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("text/html"),
                                HasSubstr("<title>A run</title>")));

  view.signal(SIGINT);
  const auto end = view.wait(common::Deadline::after(10s));
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->status, 0) << common::read_file(folder_.path() / "stderr");
  const auto gone = common::run_command({.arguments = {"curl", "-s", "-m", "5", address}}, 10s);
  EXPECT_EQ(gone.report.status, 7) << "nobody listens any more";
}

TEST_F(View, ReportsAMissingPage) {
  const auto none = common::run_command({.arguments = {script().string()}}, 10s);
  EXPECT_EQ(none.report.status, 3);
  EXPECT_THAT(none.error,
              AllOf(StartsWith("view: there is no page in "), HasSubstr("make report")));
  const auto many = common::run_command({.arguments = {script().string(), "a", "b"}}, 10s);
  EXPECT_EQ(many.report.status, 2);
}

}  // namespace
}  // namespace tiga::tests
