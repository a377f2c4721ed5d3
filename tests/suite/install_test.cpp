// tiga as `cmake --install` and the Debian package install it: below a prefix, used in a folder of
// one's own, without a word of where it was built.
#include <gmock/gmock.h>
#include <unistd.h>

#include <chrono>
#include <set>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "suite/cli/manual.hpp"
#include "tests/support/captures.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::StartsWith;

fs::path build_folder() { return fs::path(tests::program("tiga")).parent_path().parent_path(); }

class Install : public testing::Test {
 protected:
  Install() { fs::create_directories(work()); }

  fs::path prefix() const { return folder_.path() / "prefix"; }
  /// Where the user is.
  fs::path work() const { return folder_.path() / "work"; }
  const fs::path& folder() const { return folder_.path(); }

  common::CommandResult run(std::vector<std::string> arguments) const {
    return common::run_command({.arguments = std::move(arguments),
                                .environment = {"TIGA_LOCKS=" + (folder() / "locks").string()},
                                .folder = work()},
                               200s);
  }
  void expect_done(const std::vector<std::string>& arguments) const {
    const auto done = run(arguments);
    EXPECT_EQ(done.report.status, 0) << done.output << done.error;
  }
  void install() const {
    expect_done({"cmake", "--install", build_folder(), "--prefix", prefix()});
  }

  // Lists, measures and reports with it as a user does, and sends a request by hand.
  void use(const fs::path& installed) const {
    const std::string tiga = installed / "bin" / "tiga";
    EXPECT_THAT(run({tiga, "list"}).output, AllOf(HasSubstr("report "), HasSubstr("quick ")));
    common::write_file(work() / "one.toml",
                       "arms = [\"threaded\", \"balanced\"]\nconcurrencies = [1]\nrequests = 5\n"
                       "warm_up_requests = 0\npublished = \"report-2020\"\n");
    fs::remove_all(work() / "tiga-results");
    expect_done({tiga, "run", "one.toml", "--force"});
    const fs::path run_folder = work() / "tiga-results" / "latest";
    EXPECT_TRUE(fs::exists(run_folder / "report.html"));
    EXPECT_THAT(common::read_file(run_folder / "manifest.json"), HasSubstr("\"complete\""));
    expect_done({tiga, "report", "latest"});
    serve_and_load(tiga, installed / "share" / "tiga");
  }

  static void expect_same_page(std::uint16_t port, const fs::path& share) {
    tests::Client client(port);
    EXPECT_THAT(client.exchange("GET /page.html HTTP/1.0\r\n\r\n"),
                HasSubstr(common::read_file(share / "servers" / "www" / "page.html")));
  }

 private:
  void serve_and_load(const std::string& tiga, const fs::path& share) const {
    // Only what was installed has this.
    common::write_file(share / "servers" / "www" / "page.html", "installed in " + share.string());
    common::ChildProcess server =
        common::ChildProcess::start({.arguments = {tiga, "serve", "async", "0"}, .folder = work()});
    const std::string ready = server.read_line(common::Deadline::after(30s)).value_or("");
    ASSERT_THAT(ready, StartsWith("listening on "));
    const std::string address = ready.substr(ready.find_last_of(' ') + 1);
    expect_same_page(static_cast<std::uint16_t>(std::stoi(address.substr(address.find(':') + 1))),
                     share);
    expect_done({tiga, "load", "-q", "-n", "3", "http://" + address + "/page.html"});
    EXPECT_EQ(server.stop(common::Deadline::after(30s)).status, 0);
  }

  common::TemporaryFolder folder_;
};

TEST_F(Install, WorksBelowAPrefixAndAfterThatWasMoved) {
  install();
  use(prefix());
  const fs::path moved = folder() / "moved";
  fs::rename(prefix(), moved);
  use(moved);
  EXPECT_THAT(run({moved / "bin" / "tiga", "report", "no-run", "--home", work()}).error,
              HasSubstr("neither in tiga-results "))
      << "where runs go does not depend on where plans are";
  for (const char* const page : {"README.md", "docs/README.md", "docs/install.md", "LICENSE"}) {
    EXPECT_TRUE(fs::exists(moved / "share" / "tiga" / page)) << page;
  }
  std::vector<std::string> in_path;
  for (const fs::directory_entry& entry : fs::directory_iterator(moved / "bin")) {
    in_path.push_back(entry.path().filename());
  }
  EXPECT_THAT(in_path, ElementsAre("tiga"));
}

TEST_F(Install, ExamplesNameOptionsOfTheirPrograms) {
  const std::vector<cli::CommandPage> pages = cli::all_pages();
  const auto known = [&](const std::string& line) {
    std::set<std::string> names;
    for (const cli::CommandPage& page : pages) {
      if (!line.starts_with(page.name + " ")) {
        continue;
      }
      for (const cli::HelpSection& section : page.help.sections) {
        for (const cli::HelpEntry& entry : section.entries) {
          const std::vector<std::string> of_entry = option_names(entry);
          names.insert(of_entry.begin(), of_entry.end());
        }
      }
    }
    return names;
  };
  int examples = 0;
  for (const cli::CommandPage& page : pages) {
    if (page.name != "tiga serve" && page.name != "tiga load") {
      continue;
    }
    for (const cli::HelpEntry& example : page.help.sections.back().entries) {
      EXPECT_THAT(known(example.term),
                  IsSupersetOf(tests::captures(example.term, " (--?[a-z][a-z-]*)")))
          << example.term;
      ++examples;
    }
  }
  EXPECT_EQ(examples, 4);
}

TEST_F(Install, ManPagesAreRead) {
  TIGA_SKIP_UNLESS(common::is_installed("groff"), "groff is not installed");
  const fs::path man = build_folder() / "share" / "man" / "man1";
  int pages = 0;
  for (const fs::directory_entry& page : fs::directory_iterator(man)) {
    const auto read = run({"groff", "-man", "-Tutf8", "-ww", "-Wbreak", "-P-cbu", page.path()});
    EXPECT_EQ(read.report.status, 0) << page.path();
    EXPECT_EQ(read.error, "") << page.path();
    EXPECT_THAT(read.output, AllOf(HasSubstr("SYNOPSIS"), HasSubstr("EXAMPLES"))) << page.path();
    ++pages;
  }
  EXPECT_GT(pages, 10);
  const auto load = run({"groff", "-man", "-Tutf8", "-P-cbu", man / "tiga-load.1"});
  EXPECT_THAT(load.output, HasSubstr("--expect-status")) << "the options of the generator";
}

TEST_F(Install, BashCompletesWhatIsTyped) {
  const std::string script = build_folder() / "share" / "bash-completion" / "completions" / "tiga";
  // The words before, and what is typed of the next one.
  const auto completed = [&](const std::string& before, const std::string& typed) {
    const auto done =
        run({"bash", "-c",
             "PATH=$1:$PATH; . \"$2\"; COMP_WORDS=(tiga $3 \"$4\"); "
             "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _tiga; printf '%s\\n' \"${COMPREPLY[@]}\"",
             "bash", tests::program(""), script, before, typed});
    EXPECT_EQ(done.error, "");
    return done.output;
  };
  EXPECT_EQ(completed("", "stu"), "study\n");
  EXPECT_EQ(completed("run --pinning", "s"), "split\n");
  EXPECT_EQ(completed("run", "qui"), "quick\n");
  EXPECT_EQ(completed("run", "--bud"), "--budget\n");
  EXPECT_EQ(completed("study", "va"), "variance\n");
  EXPECT_EQ(completed("study aa", "--min"), "--minutes\n");
  EXPECT_EQ(completed("serve", "thr"), "threaded\n");
  EXPECT_EQ(completed("serve pool", "--thr"), "--threads\n");
  EXPECT_EQ(completed("load", "--expect"), "--expect-status\n");
  EXPECT_EQ(completed("run --results", ""), "\n") << "bash then completes names of files";

  for (const char* const name : {"20261130T120000Z-quick", "2026 $(touch ran)"}) {
    fs::create_directories(work() / "tiga-results" / name);
    common::write_file(work() / "tiga-results" / name / "manifest.json", "{}");
  }
  EXPECT_EQ(completed("report", "2026"), "20261130T120000Z-quick\n");
  EXPECT_FALSE(fs::exists(work() / "ran")) << "the name of a folder is no command";
}

TEST_F(Install, ThePackageIsInstalledUsedAndRemoved) {
  for (const char* const program : {"cpack", "dpkg", "dpkg-shlibdeps", "file"}) {
    TIGA_SKIP_UNLESS(common::is_installed(program), std::string(program) + " is not installed");
  }
  expect_done({"cpack", "-G", "DEB", "--config", build_folder() / "CPackConfig.cmake", "-B",
               folder() / "package"});
  fs::path package;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder() / "package")) {
    package = entry.path().extension() == ".deb" ? entry.path() : package;
  }
  ASSERT_THAT(package.filename().string(), StartsWith("tiga_"));
  const std::string facts = run({"dpkg-deb", "--info", package}).output;
  EXPECT_THAT(facts, AllOf(HasSubstr("Depends: "), HasSubstr("libc6"), HasSubstr("liburing"),
                           HasSubstr("Recommends: gnuplot-nox")));

  const fs::path root = folder() / "root";
  fs::create_directories(root / "var" / "lib" / "dpkg" / "updates");
  fs::create_directories(root / "var" / "lib" / "dpkg" / "info");
  common::write_file(root / "var" / "lib" / "dpkg" / "status", "");
  // dpkg itself wants root; what it unpacks works for anybody.
  const bool is_root = ::geteuid() == 0;
  const std::string with_root = "--root=" + root.string();
  if (is_root) {
    expect_done({"dpkg", with_root, "--force-depends", "--log=/dev/null", "-i", package});
  } else {
    expect_done({"dpkg", "-x", package, root});
  }
  use(root / "usr");
  if (is_root) {
    expect_done({"dpkg", with_root, "--log=/dev/null", "--purge", "tiga"});
    for (const char* const left :
         {"bin/tiga", "libexec/tiga", "share/tiga", "share/man/man1/tiga.1"}) {
      EXPECT_FALSE(fs::exists(fs::symlink_status(root / "usr" / left))) << left;
    }
    EXPECT_TRUE(fs::exists(work() / "tiga-results" / "latest" / "report.html"))
        << "runs belong to the user";
  }
}

}  // namespace
}  // namespace tiga::suite
