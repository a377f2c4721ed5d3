#include "tests/e2e/deployment.hpp"

#include <gmock/gmock.h>

#include "common/unique_fd.hpp"

namespace tiga::tests {
namespace {

void expect_clean_end_of(ServerProcess& server, std::string_view program) {
  const auto report = server.stop();
  EXPECT_TRUE(report.succeeded()) << program << ' ' << report.describe() << '\n' << server.log();
  EXPECT_THAT(server.log(), testing::Not(testing::HasSubstr("Sanitizer"))) << program;
}

}  // namespace

Deployment::Deployment(const suite::Architecture& architecture, const DeploymentOptions& options) {
  std::vector<std::string> front_options = options.options;
  std::vector<std::string> options_behind = options.options;
  options_behind.insert(options_behind.end(), options.behind.begin(), options.behind.end());
  for (int index = 0; index < architecture.backends; ++index) {
    backends_.push_back(
        std::make_unique<ServerProcess>(std::string(architecture.backend), options_behind));
    front_options.insert(front_options.end(), {"--backend", backends_.back()->endpoint()});
  }
  front_options.insert(front_options.end(), options.front.begin(), options.front.end());
  front_ = std::make_unique<ServerProcess>(std::string(architecture.front), front_options,
                                           options.shell_prefix);
}

std::vector<pid_t> Deployment::pids() const {
  std::vector<pid_t> all = {front_->pid()};
  for (const auto& backend : backends_) {
    all.push_back(backend->pid());
  }
  return all;
}

void Deployment::expect_clean_end() {
  expect_clean_end_of(*front_, "front");
  for (const auto& backend : backends_) {
    expect_clean_end_of(*backend, "backend");
  }
}

void OnEachServer::SetUpTestSuite() { common::raise_descriptor_limit(); }

const suite::Architecture& OnEachServer::architecture() {
  return *suite::find_architecture(GetParam());
}

std::vector<std::string> architecture_list() {
  std::vector<std::string> names;
  for (const suite::Architecture& architecture : suite::architectures()) {
    names.emplace_back(architecture.name);
  }
  return names;
}

}  // namespace tiga::tests
