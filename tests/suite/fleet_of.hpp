// Fleets of servers on this machine, for tests.
#pragma once

#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/measure/fleet.hpp"
#include "suite/measure/local_host.hpp"
#include "suite/plan/plan.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"

namespace tiga::suite::measure {

class FleetOf : public testing::Test {
 protected:
  // A shell that runs that; `server` in it is async_server on a free port, its counters kept.
  static plan::Arm shell(const std::string& script) {
    plan::Arm arm;
    arm.name = "shell";
    arm.front.arguments = {"sh", "-c", script};
    arm.front.ready_line = "listening on ";
    arm.front.values = {{"server", tests::program("async_server") + " 0 --stats-file {stats}"}};
    for (std::string& argument : arm.front.arguments) {
      const std::string name = "{server}";
      if (const std::size_t at = argument.find(name); at != std::string::npos) {
        argument.replace(at, name.size(), arm.front.values.at("server"));
      }
    }
    arm.counts_replies = true;
    return arm;
  }

  Bench bench() const {
    return {.programs = std::filesystem::path(tests::program("tiga")).parent_path(),
            .work = folder_.path()};
  }

  Fleet start(const plan::Arm& arm) {
    return Fleet::start(arm, on_one_host(host_), [] {});
  }

  std::string complaint(const plan::Arm& arm,
                        common::Nanoseconds time_to_start = std::chrono::seconds(10)) {
    Testbed quick = on_one_host(host_);
    quick.time_to_start = time_to_start;
    try {
      Fleet::start(arm, quick, [] {});
    } catch (const common::CannotRun& error) {
      return error.what();
    }
    return "no complaint";
  }

  static std::string get(const Fleet& fleet) {
    tests::Client client(common::parse_endpoint(fleet.endpoint()).port);
    return client.exchange("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
  }

  static FleetEnd stop(Fleet& fleet) {
    return fleet.stop([] {});
  }

  common::TemporaryFolder folder_;
  plan::Plan plan_;
  LocalHost host_{bench(), plan_, "here"};
};

}  // namespace tiga::suite::measure
