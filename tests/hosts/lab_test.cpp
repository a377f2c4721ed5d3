// The lab itself: its hosts find each other, MPI starts processes on all of them, and nothing of it
// stays.
#include <gmock/gmock.h>
#include <unistd.h>

#include "tests/hosts/lab.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

class LabTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string missing = missing_for_lab();
    TIGA_SKIP_UNLESS(missing.empty(), missing);
  }
};

class RendezvousTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string missing = missing_for_mpi();
    TIGA_SKIP_UNLESS(missing.empty(), missing);
  }

  static common::CommandResult mpirun(const Lab& lab, std::size_t hosts,
                                      const std::vector<std::string>& options) {
    std::vector<std::string> arguments{"mpirun", "--hostfile", lab.host_file(hosts), "--map-by",
                                       "ppr:1:node"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.push_back(program("hosts_greet"));
    return lab.run(1, arguments);
  }
};

TEST_F(LabTest, HostsHaveNamesAddressesAndNobodyElse) {
  const Lab lab(3);
  EXPECT_EQ(lab.run(2, {"uname", "-n"}).output, "h2\n");
  EXPECT_THAT(lab.run(3, {"ip", "-4", "-brief", "address", "show", "dev", "eth0"}).output,
              HasSubstr(" 10.77.0.3/24"));
  EXPECT_EQ(lab.run(1, {"getent", "hosts", "h3"}).output, "10.77.0.3       h3\n");
  EXPECT_THAT(lab.processes(1), IsEmpty());
}

TEST_F(LabTest, HostsReachEachOtherAndLosePacketsWhereTold) {
  const Lab lab(2);
  const auto server = common::ChildProcess::start(
      lab.command(2, {program("async_server"), "--host", "10.77.0.2", "8080"}));
  const auto get = [&] {
    return lab.run(
        1, {"curl", "-sS", "--retry", "20", "--retry-connrefused", "--retry-delay", "1",
            "--max-time", "20", "-o", "/dev/null", "-w", "%{http_code}", "http://h2:8080/"});
  };
  EXPECT_EQ(get().output, "200");
  lab.must(2, "ip link set eth0 down");
  EXPECT_NE(lab.run(1, {"curl", "-sS", "--max-time", "1", "http://h2:8080/"}).report.status, 0);
  lab.must(2, "ip link set eth0 up");
  lab.must(0,
           "nft add table bridge loss && "
           "nft 'add chain bridge loss lossy { type filter hook forward priority 0; }' && "
           "nft add rule bridge loss lossy numgen random mod 4 == 0 counter drop");
  lab.must(1, "tc qdisc add dev eth0 root tbf rate 100mbit burst 64kb latency 50ms");
  // One reply in twenty loses no packet.
  EXPECT_TRUE(wait_until(
      [&] {
        EXPECT_EQ(get().output, "200");
        return lab.run(0, {"nft", "list", "ruleset"}).output.find("packets 0") == std::string::npos;
      },
      60s));
}

TEST_F(LabTest, NothingOutlivesItsFirstProcess) {
  pid_t keeper = 0;
  pid_t sleeper = 0;
  {
    const Lab lab(2);
    keeper = lab.keeper();
    const std::string sleeping = "sleep 98765." + std::to_string(::getpid());
    auto command = lab.command(1, {"sh", "-c", "setsid " + sleeping + " & echo started"});
    auto shell = common::ChildProcess::start(command);
    EXPECT_EQ(shell.read_line(common::Deadline::after(20s)), "started");
    EXPECT_TRUE(wait_until([&] { return lab.process_of(1, sleeping) > 0; }));
    const auto found =
        common::run_command({.arguments = {"pgrep", "-f", "^" + sleeping + "$"}}, 20s);
    sleeper = static_cast<pid_t>(std::stoi(found.output));
  }
  EXPECT_FALSE(is_alive(keeper));
  EXPECT_TRUE(wait_until([&] { return !is_alive(sleeper); }));
}

TEST_F(LabTest, RefusesWhatIsNoNumberOfHosts) {
  for (const char* count : {"0", "100", "two"}) {
    const auto refused = common::run_command(
        {.arguments = {(source_folder() / "scripts/lab").string(), "up", count}}, 20s);
    EXPECT_EQ(refused.report.status, 2) << count;
    EXPECT_THAT(refused.error, HasSubstr("1 to 99"));
  }
}

TEST_F(RendezvousTest, EachOfFourHostsKnowsAllAndHasOneThread) {
  const Lab lab(4);
  const auto result = mpirun(lab, 4, {"--bind-to", "none"});
  EXPECT_EQ(result.report.status, 0) << result.error;
  for (const char* rank : {"0", "1", "2", "3"}) {
    EXPECT_THAT(result.output,
                HasSubstr("rank " + std::string(rank) +
                          " threads 1: h1/10.77.0.1/1000 h2/10.77.0.2/1001 h3/10.77.0.3/1002 "
                          "h4/10.77.0.4/1003\n"));
  }
  EXPECT_THAT(result.output, Not(HasSubstr("refused")));
  EXPECT_TRUE(wait_until([&] { return lab.processes_with("orted").empty(); }));
}

TEST_F(RendezvousTest, APinnedHostIsFound) {
  const Lab lab(2);
  const auto cores = common::run_command({.arguments = {"nproc"}}, 20s).output;
  if (cores == "1\n") {
    return;  // it is pinned to all that there are
  }
  const auto result = mpirun(lab, 2, {"--bind-to", "core"});
  EXPECT_EQ(result.report.status, 0) << result.error;
  EXPECT_THAT(result.output, AllOf(HasSubstr("refused: host h1: this process may use 1 of "),
                                   HasSubstr("refused: host h2: this process may use 1 of "),
                                   HasSubstr("--bind-to none")));
}

TEST_F(RendezvousTest, ASingleProcessNeedsNoMpi) {
  const Lab lab(1);
  EXPECT_EQ(mpirun(lab, 1, {}).output, "alone\n");
}

}  // namespace
}  // namespace tiga::tests
