// 10,000 requests at concurrency 1000 on each server (where the number of threads or processes is
// fixed, kept connections are as many as those): every one answered, and nothing left behind.
// Sanitized builds run it too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "loadgen/summary.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;

// The allocator keeps the memory of a thousand connections once they were there. How much of it
// differs from load to load, by up to 24 KiB a connection; what is lost on the way shows sooner or
// later, since the margin is the same after each load.
constexpr std::size_t kept_memory = std::size_t{24} << 20;

// Of backends: until then a balancer keeps connections to them. It is longer than a busy machine
// keeps a request from being sent: that would cross the close, and the next try, too.
constexpr std::chrono::seconds idle_timeout{4};
// By how much a busy machine may close a connection later than that.
constexpr std::chrono::milliseconds settling = 1500ms;

struct Resources {
  std::size_t descriptors = 0;
  std::size_t threads = 0;
  std::size_t memory = 0;
};

// Of the process and those that serve for it.
Resources resources_of(pid_t pid) {
  Resources all;
  for (const pid_t one : with_children(pid)) {
    try {
      const Resources its{open_descriptors(one).size(), thread_count(one), resident_bytes(one)};
      all.descriptors += its.descriptors;
      all.threads += its.threads;
      all.memory += its.memory;
    } catch (const std::exception&) {
      EXPECT_NE(one, pid);  // a child has just ended
    }
  }
  return all;
}

class Load : public OnEachServer {
 protected:
  void run_load(const std::vector<std::string>& options) {
    std::vector<std::string> command = {program("loadgen"), "-q",          "-s", "60",
                                        "--json",           json_.string()};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(servers_.url());
    const auto result = common::run_command({.arguments = command}, 100s);
    ASSERT_TRUE(result.report.succeeded())
        << result.report.describe() << result.error << result.output;
    const auto summary = loadgen::summary_from_json(common::read_file(json_));
    EXPECT_EQ(std::to_string(summary.attempted), options[1]);
    EXPECT_EQ(summary.ok(), summary.attempted);
  }

  // A balancer's connections end within the idle timeout, threads and their memory a moment after
  // their connection.
  void expect_back_to(const std::vector<Resources>& before) {
    const auto pids = servers_.pids();
    for (std::size_t index = 0; index < pids.size(); ++index) {
      Resources now;
      const auto is_back = [&] {
        now = resources_of(pids[index]);
        return now.descriptors == before[index].descriptors &&
               now.threads == before[index].threads &&
               (is_sanitized() || now.memory <= before[index].memory + kept_memory);
      };
      EXPECT_TRUE(wait_until(is_back, 20s))
          << "process " << index << ": " << now.descriptors << " descriptors, " << now.threads
          << " threads, " << now.memory << " bytes; before " << before[index].descriptors << ", "
          << before[index].threads << ", " << before[index].memory;
    }
  }

  // What the processes use once no descriptor has come or gone for a while; of a balancer for
  // longer than the idle timeout.
  std::vector<Resources> resources_at_rest() {
    const common::Nanoseconds a_while =
        servers_.backends().empty() ? settling : idle_timeout + settling;
    std::vector<Resources> seen = resources();
    auto quiet = common::Deadline::after(a_while);
    wait_until(
        [&] {
          const std::vector<Resources> now = resources();
          if (!std::ranges::equal(now, seen, {}, &Resources::descriptors,
                                  &Resources::descriptors)) {
            quiet = common::Deadline::after(a_while);
          }
          seen = now;
          return quiet.passed();
        },
        30s);
    return seen;
  }

  std::vector<Resources> resources() const {
    std::vector<Resources> all;
    for (const pid_t pid : servers_.pids()) {
      all.push_back(resources_of(pid));
    }
    return all;
  }

  Deployment servers_{architecture(),
                      {.behind = {"--idle-timeout", std::to_string(idle_timeout.count())}}};

 private:
  common::TemporaryFolder folder_;
  std::filesystem::path json_ = folder_.path() / "load.json";
};

// Kept connections that all find a thread or process. With more of them an idle one is closed after
// a second, which a busy machine may keep the generator from sending: its request would cross the
// close. FewThreads has the tests of that.
std::string kept_connections(const suite::plan::Architecture& architecture) {
  return room_for(architecture, 1).empty() ? "1000" : "64";
}

TEST_P(Load, LeaksNoDescriptorThreadOrProcess) {
  run_load({"-n", "10000", "-c", "1000"});  // what is made at the first such load only
  const auto before = resources_at_rest();
  run_load({"-n", "10000", "-c", "1000"});
  expect_back_to(before);
  run_load({"-n", "10000", "-c", kept_connections(architecture()), "-k"});
  expect_back_to(before);
  run_load({"-n", "10000", "-c", "1000"});
  expect_back_to(before);
  servers_.expect_clean_end();
}

TIGA_ON_EACH_SERVER(Load);

}  // namespace
}  // namespace tiga::tests
