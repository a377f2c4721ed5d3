#include "suite/plan/installed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "common/child_process.hpp"
#include "common/error.hpp"

namespace tiga::suite::plan {
namespace {

// The programs of others that an arm needs.
std::vector<std::string> foreign_programs(const Arm& arm) {
  std::vector<std::string> programs;
  for (const ServerCommand* command : {&arm.front, &arm.backend}) {
    if (!command->arguments.empty() && !command->is_ours()) {
      programs.push_back(fill(command->arguments[0], command->values));
    }
  }
  if (arm.generator == Generator::wrk) {
    programs.emplace_back("wrk");
  }
  return programs;
}

}  // namespace

std::vector<std::string> own_programs(const Plan& plan) {
  std::set<std::string> programs{"loadgen"};  // it also warms up for the others
  for (const std::string& name : plan.arms) {
    const Arm arm = plan.arm(name);
    for (const ServerCommand* command : {&arm.front, &arm.backend}) {
      if (command->is_ours()) {
        programs.insert(fill(command->arguments[0], {{"programs", ""}}).substr(1));
      }
    }
  }
  return {programs.begin(), programs.end()};
}

std::vector<std::string> leave_out_missing(Plan& plan) {
  std::vector<std::string> told;
  std::erase_if(plan.arms, [&](const std::string& name) {
    for (const std::string& program : foreign_programs(plan.arm(name))) {
      if (!common::is_installed(program)) {
        told.push_back(
            fmt::format("{} is left out: there is no program {}; install it", name, program));
        return true;
      }
    }
    return false;
  });
  if (plan.aa && std::ranges::find(plan.arms, *plan.aa) == plan.arms.end()) {
    plan.aa = plan.default_aa();
    told.push_back(plan.aa ? fmt::format("the copy is of {} instead", *plan.aa)
                           : "there is no copy, since one arm is left");
  }
  if (plan.arms.empty()) {
    throw common::CannotRun(fmt::format("no arm of the plan can run: {}", fmt::join(told, "; ")));
  }
  return told;
}

}  // namespace tiga::suite::plan
