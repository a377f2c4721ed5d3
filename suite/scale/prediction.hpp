// What the model predicts of a run, beside what was measured.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "queueing/mean_value.hpp"
#include "suite/scale/model.hpp"

namespace tiga::suite::scale {

/// Why prediction and measurement differ, or why not.
enum class Cause : std::uint8_t {
  fits,             ///< they agree within model_tolerance
  fitted,           ///< they agree since the way comes from this level
  other_demands,    ///< a request costs something else here than at the level it was taken from
  short_run,        ///< the run had too few requests a client for a steady state
  stolen,           ///< the hypervisor took time from the cores
  disturbed,        ///< other programs took time from the run (analysis::pressure_of)
  waits,            ///< measured slower: requests waited for what is no station
  overlap,          ///< measured faster than these demands allow one after the other
  fewer_wake_ups,   ///< measured faster: busy threads are not woken, the way gets shorter
  regular_service,  ///< measured faster: service times vary less than exponential ones
};

/// One level of an arm.
struct LevelPrediction {
  LevelFigures measured;
  queueing::Network network;
  queueing::Solution solution;
  double error = 0;  ///< predicted / measured throughput - 1
  /// The same of a simulation in which no service time varies and equal stations are visited in
  /// turn; nothing if that takes too many events.
  std::optional<double> regular_error;
  Cause cause = Cause::fits;

  /// The station that is used most, and how much: 0 to 1. nullptr and 0 if all are delays.
  const queueing::Station* busiest() const;
  double utilisation() const;
  /// Within model_tolerance of the measurement.
  bool is_right() const;
  /// Where the distribution of service cannot be the reason of an error: one request at a time, or
  /// a station that is full (full_core).
  bool must_be_right() const;
};

/// All levels of an arm.
struct ArmPrediction {
  std::string arm;
  Demands demands;             ///< of the level that is extrapolated to other hosts
  std::uint64_t from = 0;      ///< that level: the one asked for, else the highest
  std::optional<Split> split;  ///< of those demands; nothing of an arm without backends
  bool merged = false;         ///< they could use several cores, but are not told apart
  bool way_is_known = false;   ///< the run has a level of one request at a time
  bool is_overlapped = false;  ///< a lone request took less time than its demands: the way is 0
  std::vector<LevelPrediction> levels;
};

/// Predicts each level of the arm from its own demands, or from those of level `from` alone. The
/// way is what is left of the time of a request alone, without its demands; 0 where the run has no
/// level of concurrency 1, or its demands exceed that time. Nothing if no level has figures, or
/// `from` has none, or the arm's concurrency model is unknown (see can_be_modelled).
std::optional<ArmPrediction> predict_arm(const records::RunData& run, const std::string& arm,
                                         std::optional<std::uint64_t> from);

}  // namespace tiga::suite::scale
