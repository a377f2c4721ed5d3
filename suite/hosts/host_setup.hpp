// What a host of a run must know and have before the first cell.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "suite/plan/plan.hpp"

namespace tiga::suite::hosts {

/// What the first host tells another one before the first cell.
struct HostSetup {
  std::string plan_text;            ///< whole, as plan::read_plan_text() gives it
  std::filesystem::path plan_file;  ///< its folder is what `{here}` stands for, on each host
  std::vector<std::string> arms;    ///< of the plan, those that are run
  std::optional<std::string> aa;    ///< the arm that a copy runs beside
  plan::Pinning pinning = plan::Pinning::split;
  std::string address;     ///< where its servers listen, IPv4
  bool serves = false;     ///< servers run there, the front or backends
  bool generates = false;  ///< a generator runs there
  bool force = false;      ///< also on cores that another run measures on
};

nlohmann::json json_of(const HostSetup& setup);
/// Throws nlohmann::json::exception where a field is missing or of another type.
HostSetup host_setup_from(const nlohmann::json& from);

/// The plan of a run as its first host has it. Throws UsageError.
plan::Plan plan_of(const HostSetup& setup);

/// What this host lacks for the plan, a line each: programs, the address. `programs` is the folder
/// of the suite's own ones.
std::vector<std::string> host_problems(const HostSetup& setup, const plan::Plan& plan,
                                       const std::filesystem::path& programs);

}  // namespace tiga::suite::hosts
