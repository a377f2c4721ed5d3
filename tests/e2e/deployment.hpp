// A running architecture: the front that clients connect to, and its backends.
#pragma once

#include <gtest/gtest.h>

#include <exception>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "suite/plan/registry.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::tests {

/// How to start one.
struct DeploymentOptions {
  std::vector<std::string> options = {};  ///< for every process
  std::vector<std::string> front = {};    ///< for the front alone
  std::vector<std::string> behind = {};   ///< for its backends, if it has any
  std::string shell_prefix = {};          ///< for the front: "ulimit -n 64"
};

/// New processes of one architecture on free ports; the destructor kills them.
class Deployment {
 public:
  explicit Deployment(const suite::plan::Architecture& architecture,
                      const DeploymentOptions& options = {});

  ServerProcess& front() { return *front_; }
  std::vector<std::unique_ptr<ServerProcess>>& backends() { return backends_; }
  /// Of every process.
  std::vector<pid_t> pids() const;
  /// The sum of `figure(pid)` over the front and the processes that serve for it; those that end
  /// meanwhile do not count.
  template <typename Figure>
  auto of_front(Figure figure) const {
    auto sum = figure(front_->pid());
    for (const pid_t pid : children_of_front()) {
      try {
        sum += figure(pid);
      } catch (const std::exception&) {  // it has ended
      }
    }
    return sum;
  }
  /// Sockets that the front has open.
  std::size_t sockets_at_front() const;
  std::uint16_t port() const { return front_->port(); }
  std::string url(const std::string& path = "/") const { return front_->url(path); }

  /// Sends SIGTERM to each, front first; expects exit status 0 and no sanitizer output on standard
  /// error.
  void expect_clean_end();

 private:
  std::vector<pid_t> children_of_front() const;

  std::vector<std::unique_ptr<ServerProcess>> backends_;
  std::unique_ptr<ServerProcess> front_;
};

/// A test that runs on each architecture of the registry.
class OnEachServer : public testing::TestWithParam<std::string> {
 protected:
  static void SetUpTestSuite();  // raises the limit on descriptors, which children inherit
  static const suite::plan::Architecture& architecture();
};

/// An architecture's name as a part of a test's, which has no hyphens.
std::string test_name(std::string architecture);

/// Instantiates a suite derived from OnEachServer.
#define TIGA_ON_EACH_SERVER(suite_name)                                          \
  INSTANTIATE_TEST_SUITE_P(                                                      \
      Server, suite_name, testing::ValuesIn(::tiga::tests::architecture_list()), \
      [](const auto& instance) { return ::tiga::tests::test_name(instance.param); })

/// Options with which the front serves that many connections at once, if it has a fixed number of
/// threads or processes.
std::vector<std::string> room_for(const suite::plan::Architecture& architecture,
                                  std::size_t connections);

/// Whether each client has a process of its own, so that descriptors run out for none of them.
bool has_processes(const suite::plan::Architecture& architecture);

/// The names of the registry, and of the other servers on io_uring (`loops-uring`,
/// `offload-uring`); without io_uring none that needs it.
std::vector<std::string> architecture_list();

/// The programs that clients connect to, each once.
std::set<std::string> server_programs();

}  // namespace tiga::tests
