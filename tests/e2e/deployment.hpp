// An architecture, running: the front that clients connect to, and the backends behind it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "suite/registry.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::tests {

/// How to start one.
struct DeploymentOptions {
  std::vector<std::string> options = {};  ///< for every process
  std::vector<std::string> front = {};    ///< for the front alone
  std::vector<std::string> behind = {};   ///< for its backends, if it has any
  std::string shell_prefix = {};          ///< for the front: "ulimit -n 64"
};

/// Fresh processes of one architecture on free ports. Its end kills them.
class Deployment {
 public:
  explicit Deployment(const suite::Architecture& architecture,
                      const DeploymentOptions& options = {});

  ServerProcess& front() { return *front_; }
  std::vector<std::unique_ptr<ServerProcess>>& backends() { return backends_; }
  /// Of every process.
  std::vector<pid_t> pids() const;
  std::uint16_t port() const { return front_->port(); }
  std::string url(const std::string& path = "/") const { return front_->url(path); }

  /// SIGTERM to each, front first; expects exit status 0 and nothing on standard error that a
  /// sanitizer wrote.
  void expect_clean_end();

 private:
  std::vector<std::unique_ptr<ServerProcess>> backends_;
  std::unique_ptr<ServerProcess> front_;
};

/// A test that runs on each architecture of the registry.
class OnEachServer : public testing::TestWithParam<std::string> {
 protected:
  static void SetUpTestSuite();  // raises the limit on descriptors, which children inherit
  static const suite::Architecture& architecture();
};

/// Instantiates a suite derived from OnEachServer.
#define TIGA_ON_EACH_SERVER(suite_name)                                           \
  INSTANTIATE_TEST_SUITE_P(Server, suite_name,                                    \
                           testing::ValuesIn(::tiga::tests::architecture_list()), \
                           [](const auto& instance) { return instance.param; })

/// The names of the registry.
std::vector<std::string> architecture_list();

}  // namespace tiga::tests
