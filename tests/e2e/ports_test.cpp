// A machine with few local ports: a network namespace of the test's own, in which there are a
// hundred.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "loadgen/summary.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

constexpr std::chrono::seconds limit{50};

/// A server on all addresses of the namespace, 127.0.0.1 and 192.0.2.1 among them, and then what
/// the arguments are.
const std::string in_namespace = R"(
  set -eu
  ip link set lo up
  ip address add 192.0.2.1/32 dev lo
  echo '40000 40099' >/proc/sys/net/ipv4/ip_local_port_range
  server=$1; ready=$2; shift 2
  "$server" 30000 --host 0.0.0.0 >"$ready" &
  trap 'kill $!; wait $!' EXIT
  for try in $(seq 1500); do [ -s "$ready" ] && break; sleep 0.02; done
  "$@" || echo "status $?"
)";

bool may_make_namespaces() {
  common::Command command;
  command.arguments = {"unshare", "--net", "true"};
  return common::is_installed("unshare") && common::is_installed("ip") &&
         common::run_command(command, limit).report.succeeded();
}

class FewPorts : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    TIGA_SKIP_UNLESS(may_make_namespaces(), "network namespaces (root, unshare, iproute2)");
  }

  /// Runs loadgen with `arguments`; it must be able to.
  loadgen::Summary run(const std::vector<std::string>& arguments) const {
    const common::TemporaryFolder folder;
    const std::string json = folder.path() / "load.json";
    common::Command command;
    command.arguments = {"unshare",
                         "--net",
                         "bash",
                         "-c",
                         in_namespace,
                         "bash",
                         program("async_server"),
                         folder.path() / "ready",
                         program("loadgen"),
                         "-q",
                         "--engine",
                         GetParam(),
                         "--json",
                         json};
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    const common::CommandResult result = common::run_command(command, limit);
    EXPECT_TRUE(result.report.succeeded()) << result.error;
    return loadgen::summary_from_json(common::read_file(json));
  }
};

INSTANTIATE_TEST_SUITE_P(, FewPorts, testing::Values("epoll", "io_uring"),
                         [](const auto& test) { return test.param; });

TEST_P(FewPorts, MoreConnectionsThanPortsUseMoreAddresses) {
  const loadgen::Summary summary =
      run({"-c", "300", "-n", "3000", "-k", "http://127.0.0.1:30000/"});
  EXPECT_EQ(summary.ok(), 3000u);
  EXPECT_EQ(summary.connections_opened, 300u);
  EXPECT_EQ(summary.sources, 4u);
}

/// The server closes first, so a hundred ports are enough for any number of connections, one after
/// the other.
TEST_P(FewPorts, EndedConnectionsReleaseTheirPorts) {
  const loadgen::Summary summary = run({"-c", "50", "-n", "5000", "http://127.0.0.1:30000/"});
  EXPECT_EQ(summary.ok(), 5000u);
  EXPECT_EQ(summary.connections_opened, 5000u);
}

/// To an address that is not loopback there is one way. What finds no port is counted, and the
/// others go on.
TEST_P(FewPorts, ExhaustedPortsAreCounted) {
  const loadgen::Summary summary =
      run({"-c", "150", "-n", "2000", "-k", "http://192.0.2.1:30000/"});
  const std::uint64_t without_port = summary.outcomes[loadgen::Outcome::no_local_port];
  EXPECT_GE(without_port, 50u);
  EXPECT_EQ(summary.ok() + without_port, 2000u);
  EXPECT_LE(summary.connections_opened, 100u);
  EXPECT_EQ(summary.sources, 1u);
  EXPECT_EQ(summary.local_ports, 100u);
}

}  // namespace
}  // namespace tiga::tests
