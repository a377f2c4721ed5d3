// scripts/install-packages with commands that stand in for dpkg, apt, sudo and id.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <sstream>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* debian_12 = "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n";
constexpr const char* debian_13 = "ID=debian\nVERSION_ID=\"13\"\nVERSION_CODENAME=trixie\n";
constexpr const char* ubuntu_24_04 =
    "ID=ubuntu\nVERSION_ID=\"24.04\"\nVERSION_CODENAME=noble\nID_LIKE=debian\n";

// A user who is not root on a machine where every package is there; tests take something away.
class InstallPackages : public testing::Test {
 protected:
  InstallPackages() {
    os_release(debian_12);
    put_command("id", "echo 1000");
    put_command("sudo", "exit 1");
    put_command("systemctl", "exit 1");
    put_command("apt-get", "echo \"apt-get $*\" >>" + calls_file().string());
    installed(packages("all"));
  }

  void put_command(const std::string& name, const std::string& body) {
    const auto path = folder_.path() / name;
    common::write_file(path, "#!/bin/sh\n" + body + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }
  void os_release(const std::string& text) {
    common::write_file(folder_.path() / "os-release", text);
  }

  common::CommandResult run(const std::vector<std::string>& arguments) const {
    const std::string folder = folder_.path().string();
    std::vector<std::string> command = {"env", "PATH=" + folder + ":/usr/bin:/bin",
                                        (source_folder() / "scripts/install-packages").string(),
                                        "--os-release", folder + "/os-release"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return common::run_command({.arguments = command}, 20s);
  }
  std::vector<std::string> packages(const std::string& set) const {
    std::istringstream lines(run({"--print", set}).output);
    std::vector<std::string> names;
    for (std::string name; lines >> name;) {
      names.push_back(name);
    }
    return names;
  }
  void installed(const std::vector<std::string>& names) {
    std::string answers;
    for (const std::string& name : names) {
      answers += "echo '" + name + " installed'\n";
    }
    put_command("dpkg-query", answers + "exit 1");
  }
  // Everything of the set but one package is there.
  void take_away(const std::string& package) {
    auto left = packages("all");
    std::erase(left, package);
    installed(left);
  }
  std::string calls() const {
    return std::filesystem::exists(calls_file()) ? common::read_file(calls_file()) : "";
  }

 private:
  std::filesystem::path calls_file() const { return folder_.path() / "calls"; }

  common::TemporaryFolder folder_;
};

TEST_F(InstallPackages, PrintsNothingIfNothingIsMissing) {
  const auto result = run({"all"});
  EXPECT_EQ(result.report.status, 0);
  EXPECT_EQ(result.output + result.error, "");
  EXPECT_EQ(calls(), "");
}

TEST_F(InstallPackages, WithoutRootPrintsThePackagesAndTheCommand) {
  take_away("ninja-build");
  const auto result = run({"build"});
  EXPECT_EQ(result.report.status, 3);
  EXPECT_EQ(std::count(result.error.begin(), result.error.end(), '\n'), 1) << result.error;
  EXPECT_THAT(result.error, HasSubstr("apt-get install ninja-build\n"));
  EXPECT_EQ(calls(), "");
}

TEST_F(InstallPackages, InstallsOnlyMissingPackages) {
  take_away("gnuplot-nox");
  put_command("sudo", R"([ "$1" = -n ] && exit 0; case $1 in env) exec "$@" ;; esac)");
  const auto result = run({"build"});
  EXPECT_EQ(result.report.status, 0) << result.error;
  EXPECT_THAT(result.output, HasSubstr("installing 1 packages: gnuplot-nox\n"));
  EXPECT_THAT(calls(),
              testing::MatchesRegex("apt-get .* update\napt-get .* install .* gnuplot-nox\n"));
}

TEST_F(InstallPackages, ReportsAFailureOfApt) {
  take_away("gnuplot-nox");
  put_command("sudo", R"([ "$1" = -n ] && exit 0; case $1 in env) exec "$@" ;; esac)");
  put_command("apt-get", "exit 100");
  const auto result = run({"build"});
  EXPECT_EQ(result.report.status, 3);
  EXPECT_THAT(result.error, HasSubstr("could not install: gnuplot-nox\n"));
}

TEST_F(InstallPackages, AReportNeedsNoneOfTheTestsPackages) {
  for (const char* package : {"libgtest-dev", "wrk", "nginx", "hey", "nghttp2-client", "jq",
                              "r-base-core", "chromium", "clang-tidy"}) {
    EXPECT_THAT(packages("build"), Not(Contains(package)));
  }
  EXPECT_THAT(packages("test"),
              testing::IsSupersetOf({"wrk", "apache2-utils", "nghttp2-client", "hey", "jq"}));
  EXPECT_THAT(packages("deb"), testing::IsSupersetOf({"g++", "dpkg-dev"}));
  EXPECT_THAT(packages("deb"), Not(Contains("libgtest-dev")));
  for (const char* package : {"chromium", "pandoc"}) {
    EXPECT_THAT(packages("test"), Not(Contains(package)));
    EXPECT_THAT(packages("all"), Contains(package));
  }
}

TEST_F(InstallPackages, LibreOfficeIsInstalledForItsOwnTestsOnly) {
  const auto is_of_libreoffice = testing::StartsWith("libreoffice");
  EXPECT_THAT(packages("office"), testing::AllOf(Contains(is_of_libreoffice), Contains("pandoc")));
  for (const char* set : {"build", "test", "peers", "hosts", "all"}) {
    EXPECT_THAT(packages(set), testing::Each(Not(is_of_libreoffice))) << set;
  }
}

TEST_F(InstallPackages, SomeDependOnTheRelease) {
  EXPECT_THAT(packages("build"), Contains("libboost1.81-dev"));
  EXPECT_THAT(packages("build"), Not(Contains("qpdf")));
  for (const char* newer : {debian_13, "ID=debian\n", ubuntu_24_04,
                            "ID=linuxmint\nVERSION_ID=\"22\"\nID_LIKE=\"ubuntu debian\"\n"}) {
    os_release(newer);
    EXPECT_THAT(packages("build"), testing::IsSupersetOf({"libboost-dev", "qpdf"})) << newer;
  }
}

// A name that a release does not have stops the whole installation there, so each difference is
// listed here: what else is added must have the same name in all of them.
TEST_F(InstallPackages, OnlyTheseNamesDifferBetweenTheReleases) {
  using Names = std::set<std::string>;
  const auto all_of = [&](const char* release) {
    os_release(release);
    Names names;
    for (const char* set : {"all", "office", "peers", "hosts"}) {
      const auto some = packages(set);
      names.insert(some.begin(), some.end());
    }
    return names;
  };
  const auto only_in = [](const Names& some, const Names& others) {
    Names left;
    std::set_difference(some.begin(), some.end(), others.begin(), others.end(),
                        std::inserter(left, left.end()));
    return left;
  };
  const Names bookworm = all_of(debian_12);
  const Names trixie = all_of(debian_13);
  const Names noble = all_of(ubuntu_24_04);
  EXPECT_EQ(only_in(bookworm, trixie), Names({"libboost1.81-dev"}));
  EXPECT_EQ(only_in(trixie, bookworm), Names({"libboost-dev", "qpdf"}));
  EXPECT_EQ(only_in(trixie, noble), Names({"chromium"}));
  EXPECT_EQ(only_in(noble, trixie), Names());
}

TEST_F(InstallPackages, RefusesUnsupportedSystemsAndArguments) {
  for (const char* other :
       {"ID=debian\nVERSION_ID=\"11\"\n", "ID=ubuntu\nVERSION_ID=\"22.04\"\n", "ID=fedora\n"}) {
    os_release(other);
    const auto result = run({"build"});
    EXPECT_EQ(result.report.status, 3) << other;
    EXPECT_EQ(std::count(result.error.begin(), result.error.end(), '\n'), 1) << result.error;
  }
  EXPECT_EQ(run({"everything"}).report.status, 2);
}

}  // namespace
}  // namespace tiga::tests
