#include "suite/hosts/host_setup.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/sequences.hpp"
#include "suite/hosts/listener.hpp"
#include "suite/plan/placeholders.hpp"
#include "suite/runs/active_run.hpp"

namespace tiga::suite::hosts {
namespace {

// Programs of others that an arm needs on this host.
std::vector<std::string> foreign_programs_here(const plan::Arm& arm, const HostSetup& setup) {
  std::vector<std::string> programs;
  if (setup.serves) {
    for (const plan::ServerCommand* command : {&arm.front, &arm.backend}) {
      if (!command->arguments.empty() && !command->is_ours()) {
        programs.push_back(plan::fill(command->arguments[0], command->values));
      }
    }
  }
  if (setup.generates && arm.generator == plan::Generator::wrk) {
    programs.emplace_back("wrk");
  }
  return programs;
}

void add_problem(std::string line, std::vector<std::string>& problems) {
  if (!line.empty() && !common::contains(problems, line)) {
    problems.push_back(std::move(line));
  }
}

}  // namespace

nlohmann::json json_of(const HostSetup& setup) {
  return {{"plan_text", setup.plan_text},
          {"plan_file", setup.plan_file.string()},
          {"arms", setup.arms},
          {"aa", setup.aa ? nlohmann::json(*setup.aa) : nlohmann::json()},
          {"pinning", plan::to_string(setup.pinning)},
          {"address", setup.address},
          {"serves", setup.serves},
          {"generates", setup.generates},
          {"force", setup.force}};
}

HostSetup host_setup_from(const nlohmann::json& from) {
  HostSetup setup;
  from.at("plan_text").get_to(setup.plan_text);
  setup.plan_file = from.at("plan_file").get<std::string>();
  from.at("arms").get_to(setup.arms);
  if (!from.at("aa").is_null()) {
    setup.aa = from.at("aa").get<std::string>();
  }
  setup.pinning =
      plan::parse_pinning(from.at("pinning").get<std::string>()).value_or(plan::Pinning::split);
  from.at("address").get_to(setup.address);
  from.at("serves").get_to(setup.serves);
  from.at("generates").get_to(setup.generates);
  from.at("force").get_to(setup.force);
  return setup;
}

plan::Plan plan_of(const HostSetup& setup) {
  plan::Plan plan = plan::parse_plan(setup.plan_text, setup.plan_file);
  plan.arms = setup.arms;
  plan.aa = setup.aa;
  plan.pinning = setup.pinning;
  return plan;
}

std::vector<std::string> host_problems(const HostSetup& setup, const plan::Plan& plan,
                                       const std::filesystem::path& programs) {
  std::vector<std::string> problems;
  try {
    runs::require_programs(plan, programs);
  } catch (const common::CannotRun& missing) {
    problems.emplace_back(missing.what());
  }
  for (const std::string& name : plan.arms) {
    for (const std::string& program : foreign_programs_here(plan.arm(name), setup)) {
      if (!common::is_installed(program)) {
        add_problem(fmt::format("there is no program {}, which arm {} needs; install it there",
                                program, name),
                    problems);
      }
    }
  }
  add_problem(why_not_bindable(setup.address), problems);
  return problems;
}

}  // namespace tiga::suite::hosts
