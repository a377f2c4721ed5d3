// The results and the cost of one run of one generator.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tiga::bench {

/// One run. All generators are compared by the CPU time of their whole process, from exec to exit,
/// since wrk and ab report nothing else; start-up and report count for all of them.
struct Reading {
  std::uint64_t requests = 0;  ///< that the generator completed
  double elapsed_s = 0;        ///< by its own clock
  double cpu_s = 0;            ///< user and system time of the process (wait4(2))
  /// loadgen's own figure for the counted part; less than cpu_s.
  std::optional<double> counted_cpu_s = {};
  std::string fault = {};  ///< the fault of the run; empty: none

  bool good() const { return fault.empty(); }
  double cpu_us_per_request() const { return cpu_s * 1e6 / static_cast<double>(requests); }
  double requests_per_second() const { return static_cast<double>(requests) / elapsed_s; }
};

/// wrk's report: "N requests in T"; socket errors and statuses above 399 are faults.
Reading read_wrk(const std::string& report);

/// ab's report: complete requests and time taken; failed ones and statuses other than 2xx are
/// faults.
Reading read_ab(const std::string& report);

/// loadgen's JSON: every request must have ended ok, none failed or abandoned.
Reading read_loadgen(const std::string& json);

}  // namespace tiga::bench
