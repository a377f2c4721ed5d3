#include "tests/e2e/deployment.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/unique_fd.hpp"
#include "common/uring/uring.hpp"
#include "tests/support/process_info.hpp"

namespace tiga::tests {
namespace {

constexpr std::string_view on_io_uring = "--engine io_uring";
// Servers with an event loop that no arm has on io_uring.
constexpr auto no_arms = std::to_array<suite::plan::Architecture>({{.name = "loops-uring",
                                                                    .title = {},
                                                                    .folder = "loops",
                                                                    .front = "loops_server",
                                                                    .backend = "",
                                                                    .backends = 0,
                                                                    .front_options = "--loops 4",
                                                                    .options = on_io_uring},
                                                                   {.name = "offload-uring",
                                                                    .title = {},
                                                                    .folder = "offload",
                                                                    .front = "offload_server",
                                                                    .backend = "",
                                                                    .backends = 0,
                                                                    .options = on_io_uring}});

void expect_clean_end_of(ServerProcess& server, std::string_view program) {
  const auto report = server.stop();
  EXPECT_TRUE(report.succeeded()) << program << ' ' << report.describe() << '\n' << server.log();
  EXPECT_THAT(server.log(), testing::Not(testing::HasSubstr("Sanitizer"))) << program;
}

}  // namespace

Deployment::Deployment(const suite::plan::Architecture& architecture,
                       const DeploymentOptions& options) {
  std::vector<std::string> front_options = suite::plan::front_options_of(architecture);
  front_options.insert(front_options.end(), options.options.begin(), options.options.end());
  std::vector<std::string> options_behind = suite::plan::backend_options_of(architecture);
  options_behind.insert(options_behind.end(), options.options.begin(), options.options.end());
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

std::vector<pid_t> Deployment::children_of_front() const {
  std::vector<pid_t> family = with_children(front_->pid());
  family.erase(family.begin());
  return family;
}

std::size_t Deployment::sockets_at_front() const {
  return of_front([](pid_t pid) {
    const auto is_socket = [](const std::string& name) { return name.starts_with("socket:"); };
    return static_cast<std::size_t>(std::ranges::count_if(open_descriptors(pid), is_socket));
  });
}

void Deployment::expect_clean_end() {
  expect_clean_end_of(*front_, "front");
  for (const auto& backend : backends_) {
    expect_clean_end_of(*backend, "backend");
  }
}

void OnEachServer::SetUpTestSuite() { common::raise_descriptor_limit(); }

const suite::plan::Architecture& OnEachServer::architecture() {
  const auto* other = std::ranges::find(no_arms, GetParam(), &suite::plan::Architecture::name);
  return other == no_arms.end() ? *suite::plan::find_architecture(GetParam()) : *other;
}

std::vector<std::string> room_for(const suite::plan::Architecture& architecture,
                                  std::size_t connections) {
  if (architecture.front == "pool_server") {
    return {"--threads", std::to_string(connections)};
  }
  if (architecture.front == "prefork_server") {
    return {"--processes", std::to_string(connections)};
  }
  return {};
}

bool has_processes(const suite::plan::Architecture& architecture) {
  return architecture.front == "process_server" || architecture.front == "prefork_server";
}

std::vector<std::string> architecture_list() {
  std::vector<std::string> names;
  const auto add = [&](const suite::plan::Architecture& architecture) {
    if (architecture.options != on_io_uring || common::Uring::offered()) {
      names.emplace_back(architecture.name);
    }
  };
  std::ranges::for_each(suite::plan::architectures(), add);
  std::ranges::for_each(no_arms, add);
  return names;
}

std::string test_name(std::string architecture) {
  std::ranges::replace(architecture, '-', '_');
  return architecture;
}

std::set<std::string> server_programs() {
  std::set<std::string> programs;
  for (const suite::plan::Architecture& architecture : suite::plan::architectures()) {
    programs.emplace(architecture.front);
  }
  return programs;
}

}  // namespace tiga::tests
