// What `tiga predict` prints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/scale/prediction.hpp"

namespace tiga::suite::scale {

/// The hosts to which a run's arms are extrapolated.
struct Extrapolation {
  std::vector<std::uint32_t> backends{1, 2, 4, 8, 16, 32, 64};
  std::vector<std::uint64_t> clients{1, 100, 10'000, 1'000'000};
  std::uint32_t balancers = 1;
  double network_us = 0;
  std::vector<std::uint32_t> fan_out{1, 2, 4, 8, 16, 32, 64};  ///< answers that a request needs
};

/// Stands before the figures of a solution: "~" if they are approximate.
std::string_view mark(const queueing::Solution& solution);

/// One arm: its stations, then each level: measured, predicted, the error, that of a simulation
/// with regular service, the busiest station and the likely cause.
std::string prediction_text(const plan::Plan& plan, const ArmPrediction& prediction);

/// Levels at which a prediction must be right, and those of them at which it is.
struct Accuracy {
  std::size_t judged = 0;
  std::size_t right = 0;
};

Accuracy accuracy_of(const std::vector<ArmPrediction>& predictions);

/// The errors of all arms and levels, a table in Markdown, and accuracy_of() in a sentence.
std::string accuracy_text(const plan::Plan& plan, const std::vector<ArmPrediction>& predictions);

/// An arm with backends on hosts that there are not: a line for each number of backends, with its
/// limit and the throughput and response time of each number of clients; what one balancer more for
/// each changes; the tails of requests that need several answers, by simulation. A line that says
/// why not, if its balancer and backends are not told apart; "" of an arm without backends.
std::string extrapolation_text(const plan::Plan& plan, const ArmPrediction& prediction,
                               const Extrapolation& extrapolation);

/// Names the arms of the plan that cannot be modelled, and why; "" if there are none.
std::string unmodelled_text(const plan::Plan& plan);

}  // namespace tiga::suite::scale
