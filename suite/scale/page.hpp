// What `tiga predict` prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suite/scale/prediction.hpp"

namespace tiga::suite::scale {

/// The hosts to which a run's arms are extrapolated.
struct Extrapolation {
  std::vector<std::uint32_t> backends{1, 2, 4, 8, 16, 32, 64};
  std::vector<std::uint64_t> clients{1, 100, 10'000, 1'000'000};
  std::uint32_t balancers = 1;
  double network_us = 0;
};

/// One arm: its stations, then each level: measured, predicted, the error, the busiest station and
/// the likely cause.
std::string prediction_text(const plan::Plan& plan, const ArmPrediction& prediction);

/// An arm with backends on hosts that there are not: a line for each number of backends, with its
/// limit and the throughput and response time of each number of clients. A line that says why not,
/// if its balancer and backends are not told apart; "" of an arm without backends.
std::string extrapolation_text(const plan::Plan& plan, const ArmPrediction& prediction,
                               const Extrapolation& extrapolation);

/// Names the arms of the plan that cannot be modelled, and why; "" if there are none.
std::string unmodelled_text(const plan::Plan& plan);

}  // namespace tiga::suite::scale
