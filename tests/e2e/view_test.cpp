// scripts/view: the page of all runs, or a run's, served by our own server.
#include <gmock/gmock.h>
#include <signal.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

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
    common::write_file(folder_.path() / "results" / "index.html",
                       "<!doctype html><title>All runs</title>");
    fs::create_symlink(run.filename(), folder_.path() / "results" / "latest");
  }

  // Without a desktop, or with one whose xdg-open writes down what it opens.
  common::ChildProcess start(const std::vector<std::string>& runs = {},
                             bool desktop = false) const {
    common::Command command;
    command.arguments = {"setsid", script().string()};
    command.arguments.insert(command.arguments.end(), runs.begin(), runs.end());
    command.environment = {"WAYLAND_DISPLAY=", desktop ? "DISPLAY=:9" : "DISPLAY="};
    if (desktop) {
      const fs::path opener = folder_.path() / "desktop" / "xdg-open";
      fs::create_directories(opener.parent_path());
      common::write_file(opener, "#!/bin/sh\necho \"$1\" >" + opened_file().string() + "\n");
      fs::permissions(opener, fs::perms::owner_all);
      command.environment.push_back("PATH=" + opener.parent_path().string() + ":" +
                                    std::getenv("PATH"));
    }
    command.output_file = folder_.path() / "stdout";
    command.error_file = folder_.path() / "stderr";
    return common::ChildProcess::start(command);
  }

  fs::path opened_file() const { return folder_.path() / "opened"; }

  std::string said() const { return common::read_file(folder_.path() / "stdout"); }

  common::TemporaryFolder folder_;
};

// "http://127.0.0.1:PORT/report.html" of what was said.
std::string address_in(const std::string& text) { return text.substr(0, text.find(' ')); }

std::string get(const std::string& address) {
  return common::run_command({.arguments = {"curl", "-si", "-m", "5", address}}, 10s).output;
}

TEST_F(View, ServesThePageOfAllRunsAndThoseItLinksUntilItIsInterrupted) {
  TIGA_SKIP_UNLESS(common::is_installed("curl"), "curl is not installed");
  make_run();
  common::ChildProcess view = start();
  ASSERT_TRUE(wait_until([&] { return said().ends_with('\n'); }));
  const std::string address = address_in(said());
  EXPECT_THAT(address, AllOf(StartsWith("http://127.0.0.1:"), HasSubstr("/index.html")));
  EXPECT_THAT(get(address), AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("text/html"),
                                  HasSubstr("<title>All runs</title>")));
  const std::string root = address.substr(0, address.rfind('/'));
  EXPECT_THAT(get(root + "/20261123T124633Z-report/report.html"),
              HasSubstr("<title>A run</title>"));

  view.signal(SIGINT);
  const auto end = view.wait(common::Deadline::after(10s));
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->status, 0) << common::read_file(folder_.path() / "stderr");
  const auto gone = common::run_command({.arguments = {"curl", "-s", "-m", "5", address}}, 10s);
  EXPECT_EQ(gone.report.status, 7) << "nobody listens any more";
}

TEST_F(View, LeavesNoServerWhenItIsKilled) {
  TIGA_SKIP_UNLESS(common::is_installed("curl"), "curl is not installed");
  make_run();
  common::ChildProcess view = start();
  ASSERT_TRUE(wait_until([&] { return said().ends_with('\n'); }));
  view.signal(SIGKILL);
  EXPECT_TRUE(view.wait(common::Deadline::after(10s)).has_value());
  EXPECT_TRUE(wait_until([&] { return get(address_in(said())).empty(); }));
}

TEST_F(View, ServesOneRun) {
  TIGA_SKIP_UNLESS(common::is_installed("curl"), "curl is not installed");
  make_run();
  const fs::path latest = folder_.path() / "results" / "latest";
  for (const std::string& run : {latest.string(), std::string("latest")}) {
    common::write_file(folder_.path() / "stdout", "");
    common::ChildProcess view = start({run});
    ASSERT_TRUE(wait_until([&] { return said().ends_with('\n'); })) << run;
    EXPECT_THAT(address_in(said()), HasSubstr("/report.html"));
    EXPECT_THAT(get(address_in(said())), HasSubstr("<title>A run</title>"));
    view.signal(SIGINT);
    EXPECT_TRUE(view.wait(common::Deadline::after(10s)).has_value());
  }
}

TEST_F(View, OpensThePageOnADesktop) {
  make_run();
  common::ChildProcess view = start({}, true);
  ASSERT_TRUE(wait_until([&] {
    return fs::exists(opened_file()) && common::read_file(opened_file()).ends_with('\n');
  }));
  EXPECT_EQ(common::read_file(opened_file()), address_in(said()) + "\n");
  view.signal(SIGINT);
  EXPECT_TRUE(view.wait(common::Deadline::after(10s)).has_value());
}

TEST_F(View, ReportsAMissingPage) {
  const auto none = common::run_command({.arguments = {script().string()}}, 10s);
  EXPECT_EQ(none.report.status, 3);
  EXPECT_THAT(none.error,
              AllOf(StartsWith("view: there is no index.html in "), HasSubstr("make report")));
  make_run();
  fs::remove(folder_.path() / "results" / "index.html");
  const auto old = common::run_command({.arguments = {script().string()}}, 10s);
  EXPECT_EQ(old.report.status, 3);
  EXPECT_THAT(old.error, HasSubstr("tiga report latest\n")) << "runs of before there was one";
  const auto other = common::run_command({.arguments = {script().string(), "nowhere"}}, 10s);
  EXPECT_EQ(other.report.status, 3);
  EXPECT_THAT(other.error, StartsWith("view: there is no report.html in nowhere; "));
  const auto blank = common::run_command({.arguments = {script().string(), "a run"}}, 10s);
  EXPECT_THAT(blank.error, HasSubstr("tiga report a\\ run\n"));
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"a", "b"}, std::vector<std::string>{"--help"}}) {
    std::vector<std::string> arguments{script().string()};
    arguments.insert(arguments.end(), wrong.begin(), wrong.end());
    EXPECT_EQ(common::run_command({.arguments = arguments}, 10s).report.status, 2);
  }
}

}  // namespace
}  // namespace tiga::tests
