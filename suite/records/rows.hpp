// The rows of the files that a run leaves. An empty optional is a value that is not known: an empty
// field, never 0.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "loadgen/summary.hpp"
#include "suite/records/reason.hpp"

namespace tiga::suite::records {

using Count = std::optional<std::uint64_t>;
using Real = std::optional<double>;

/// One cell that was run: a line of cells.csv. columns.cpp says what each field means.
struct CellRow {
  // Which one.
  std::uint64_t cell = 0;
  std::uint64_t block = 0;
  std::string arm;
  std::uint64_t concurrency = 0;
  Real load;
  std::string server_hosts;
  std::string generator_hosts;
  std::string started;
  Real cell_s;
  Count requests;
  Real rate;
  std::uint64_t warm_up_requests = 0;
  Count warm_up_batches;
  std::optional<bool> steady_state;
  bool valid = false;

  // What the generator counted.
  Real time_taken_s;
  Count attempted;
  Count complete_requests;
  Count failed;
  std::array<Count, loadgen::outcome_count> outcomes;  ///< by loadgen::Outcome
  Count not_started;
  Count ab_failed;
  Count ab_non_2xx;
  Count bytes_received;
  Real requests_per_second;
  Real ok_per_second;
  Real latency_min_us;
  Real latency_mean_us;
  Real latency_p50_us;
  Real latency_p90_us;
  Real latency_p95_us;
  Real latency_p99_us;
  Real latency_p99_lower_us;
  Real latency_p99_upper_us;
  Real latency_p99_9_us;
  Real latency_max_us;
  Count connections_opened;
  Real mean_in_flight;
  Real littles_law_ratio;
  Real start_delay_p99_us;
  Real start_spread_us;
  Real generator_cpu_s;
  Real generator_core_share;
  std::string generator_engine;

  // What the servers used and counted.
  Count replies_sent;
  std::string reply_times;
  std::string backend_replies;
  Real backend_jain_index;
  Real server_cpu_s;
  Real server_cpu_us_per_request;
  Real front_cpu_us_per_request;
  Real total_cpu_us_per_request;
  Real server_core_share;
  Real server_cpu_total_s;
  Count server_peak_memory_kib;
  Count server_threads;
  Count server_voluntary_switches;
  Count server_involuntary_switches;
  Real server_voluntary_switches_per_request;
  Real server_involuntary_switches_per_request;

  // What the kernel and the machine did in the counted run.
  Count listen_overflows;
  Count syn_retransmits;
  Count segments_retransmitted;
  Real stolen_share;
  Real cpu_pressure_share;

  Reason reason;    ///< why it is not valid
  std::string log;  ///< of a cell that is not valid: what its programs printed
};

/// A line of tables/*.csv and of the published tables: one real run.
struct TableRow {
  std::uint64_t no = 0;
  std::uint64_t concurrency_level = 0;
  Real time_taken_s;
  Count complete_requests;
  Count failed_requests;
  Count total_transferred_bytes;
  Real requests_per_second;
  Real time_per_request_ms;
  Real transfer_rate_kbytes_per_s;
};

/// A line of latency.csv: one bin of a cell's latency histogram.
struct LatencyRow {
  std::uint64_t cell = 0;
  std::uint64_t block = 0;
  std::string arm;
  std::uint64_t concurrency = 0;
  Real load;
  std::uint64_t lower_ns = 0;
  std::uint64_t upper_ns = 0;
  std::uint64_t count = 0;
};

/// A line of verdicts.csv: one comparison of an arm with its baseline.
struct VerdictRow {
  std::string metric;
  std::uint64_t concurrency = 0;
  Real load;
  std::string arm;
  std::string baseline;
  bool copy = false;
  std::uint64_t blocks = 0;
  Real ratio;
  Real lower;
  Real upper;
  Real lower_90;
  Real upper_90;
  Real lower_99;
  Real upper_99;
  Real p_value;
  Real p_holm;
  std::string verdict;
  std::string bound;
  std::optional<bool> precise;
  Real block_correlation;
  std::string reason;
};

/// A line of variance.csv: one counted run of a process.
struct VarianceRow {
  std::uint64_t block = 0;
  std::uint64_t concurrency = 0;
  std::uint64_t process = 0;
  std::string arm;
  std::uint64_t run = 0;
  Real ok_per_second;
  Real server_cpu_us_per_request;
  Real run_s;
  Real process_s;
  Reason reason;
};

/// A line of estimates.csv: one figure of an arm at a level, over the blocks.
struct EstimateRow {
  std::string metric;
  std::uint64_t concurrency = 0;
  Real load;
  std::string arm;
  double median = 0;
  Real lower;
  Real upper;
  std::string bound;
  std::uint64_t blocks = 0;
};

/// A line of map.csv: what one arm did under one workload at one concurrency, and who won there.
struct MapRow {
  std::string workload;
  std::uint64_t concurrency = 0;
  std::string arm;
  std::uint64_t blocks = 0;
  Real throughput;
  Real lower;
  Real upper;
  std::string bound;
  Real server_cpu_us_per_request;
  Real context_switches;
  Real server_core_share;
  Real generator_core_share;
  Real predicted_cpu_us;
  Real predicted_at_least;
  Real predicted;
  std::string limit;
  Real measured_to_predicted;
  std::string winner;
  std::string ranked_by;
  Real ratio;
  Real ratio_lower;
  Real ratio_upper;
  bool at_least = false;
  std::string verdict;
};

/// A line of distributions.csv: a point of the distribution of an arm's latencies at a level.
struct DistributionRow {
  std::uint64_t concurrency = 0;
  Real load;
  std::string arm;
  std::uint64_t blocks = 0;
  std::uint64_t requests = 0;
  double latency_us = 0;
  double share = 0;
};

}  // namespace tiga::suite::records
