// What a request of an arm costs, and what the arm did, as the cells of a run tell it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/records/run_data.hpp"

namespace tiga::suite::scale {

/// What an arm did in the closed loop of one concurrency: medians over its valid cells.
struct LevelFigures {
  std::uint64_t concurrency = 0;
  double per_second = 0;       ///< requests that ended ok
  double server_cpu_s = 0;     ///< of a request, all server processes
  double generator_cpu_s = 0;  ///< of a request
  double requests = 0;         ///< counted; 0: not known
  records::Real front_cpu_s;   ///< of a request, the front's part of server_cpu_s
  records::Real server_core_share;
  records::Real generator_core_share;
  records::Real stolen_share;
};

/// The levels of the run's plan at which the arm has a valid cell with both CPU times, ascending.
std::vector<LevelFigures> figures_of(const records::RunData& run, const std::string& arm);

/// A request's CPU time in an arm with backends, told apart.
struct Split {
  double front_s = 0;
  double backend_s = 0;
  std::string from;  ///< the arm whose servers are like the backends; "": the cells say it
};

/// From the cells themselves; else from an arm of the same run that is one server like the backends
/// alone, at the same level: what it needs a backend needs, the front has the rest. Nothing where
/// there is neither, or nothing is left for the front.
std::optional<Split> split_of(const records::RunData& run, const std::string& arm,
                              const LevelFigures& figures);

/// How long a request for that path blocks without CPU time: of "/workload/sleep/5" 0.005 s, of
/// any other path 0.
double blocking_s(std::string_view path);

/// Whether a handler needs CPU time for a request for that path, more than an event loop needs for
/// any: "/workload/cpu/500", and other workloads that do not just block.
bool has_computing_handler(std::string_view path);

}  // namespace tiga::suite::scale
