#include "suite/runs/left_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/sequences.hpp"
#include "common/uring/uring.hpp"
#include "suite/plan/placeholders.hpp"

namespace tiga::suite::runs {
namespace {

bool needs_io_uring(const plan::Arm& arm) {
  return std::ranges::any_of(
      std::array{&arm.front, &arm.backend}, [](const plan::ServerCommand* one) {
        return one->is_ours() && common::contains(one->arguments, "io_uring");
      });
}

// The programs of others that an arm needs.
std::vector<std::string> foreign_programs(const plan::Arm& arm) {
  std::vector<std::string> programs;
  for (const plan::ServerCommand* command : {&arm.front, &arm.backend}) {
    if (!command->arguments.empty() && !command->is_ours()) {
      programs.push_back(plan::fill(command->arguments[0], command->values));
    }
  }
  if (arm.generator == plan::Generator::wrk) {
    programs.emplace_back("wrk");
  }
  return programs;
}

// Empty if nothing is missing.
records::Reason what_is_missing(const std::string& name, const plan::Arm& arm) {
  for (const std::string& program : foreign_programs(arm)) {
    if (!common::is_installed(program)) {
      return {"no_program", name, program};
    }
  }
  return needs_io_uring(arm) && !common::Uring::offered() ? records::Reason("no_io_uring", name)
                                                          : records::Reason();
}

}  // namespace

std::vector<records::Reason> leave_out_missing(plan::Plan& plan) {
  std::vector<records::Reason> reasons;
  std::erase_if(plan.arms, [&](const std::string& name) {
    records::Reason reason = what_is_missing(name, plan.arm(name));
    const bool missing = !reason.empty();
    if (missing) {
      reasons.push_back(std::move(reason));
    }
    return missing;
  });
  if (plan.aa && !common::contains(plan.arms, *plan.aa)) {
    plan.aa = plan.default_aa();
    reasons.push_back(plan.aa ? records::Reason("copy_of_another", *plan.aa)
                              : records::Reason("no_copy"));
  }
  if (plan.arms.empty()) {
    std::string told;
    for (const records::Reason& reason : reasons) {
      told += (told.empty() ? "" : "; ") + reason.in(text::Language::english);
    }
    throw common::CannotRun(fmt::format("no arm of the plan can run: {}", told));
  }
  return reasons;
}

}  // namespace tiga::suite::runs
