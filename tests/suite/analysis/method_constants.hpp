// All constants of the method by name and as docs/method.md shows them.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "loadgen/summary.hpp"
#include "stats/method.hpp"
#include "suite/plan/method.hpp"

namespace tiga::suite::analysis {

/// One line of the table "Constants".
struct MethodConstant {
  std::string name;   ///< "stolen time"
  std::string value;  ///< "10 %", made from the constant that the code uses
};

inline std::string percent(double share) { return fmt::format("{:.3g} %", share * 100); }
inline std::string times_text(double factor) { return fmt::format("{:.3g} times", factor); }

/// In the order of the table.
inline std::vector<MethodConstant> method_constants() {
  namespace method = plan::method;
  return {
      {"significance", fmt::format("{}", stats::significance)},
      {"interval of a ratio", percent(stats::confidence)},
      {"interval for equivalence", percent(stats::equivalence_confidence)},
      {"interval for the A/A check", percent(stats::copies_confidence)},
      {"copies may differ by", percent(stats::copies_tolerance)},
      {"usual correlation of blocks", fmt::format("{}", stats::usual_correlation)},
      {"most correlation of blocks", fmt::format("{}", stats::most_correlation)},
      {"outlying block", fmt::format("{} deviations", stats::outlier_distance)},
      {"draws", fmt::format("{}", stats::default_draws)},
      {"draws between blocks", fmt::format("{}", method::draws_for_width)},
      {"precision", percent(method::default_precision)},
      {"delta", percent(method::default_delta)},
      {"least blocks", fmt::format("{}", method::least_blocks)},
      {"much widening", times_text(method::much_widening)},
      {"warm-up window", fmt::format("{} batches", method::warm_up_window)},
      {"warm-up agreement", percent(method::warm_up_agreement)},
      {"warm-up at most", fmt::format("{} batches", method::warm_up_most_batches)},
      {"Little's law", percent(method::littles_law_tolerance)},
      {"drift significance", fmt::format("{}", stats::change_significance)},
      {"stolen time", percent(method::much_stolen)},
      {"saturated generator", percent(loadgen::saturated_core_share)},
      {"full core", percent(method::full_core)},
      {"even shares", fmt::format("{}", method::even_shares)},
      {"more server CPU", times_text(method::clearly_more_cpu)},
      {"more context switches", times_text(method::clearly_more_switches)},
      {"more context switches a request", fmt::format("{}", method::least_more_switches)},
      {"more events", times_text(method::clearly_more_events)},
      {"first SYN timeout", fmt::format("{} s", method::first_syn_timeout_s)},
      {"model tolerance", percent(method::model_tolerance)},
      {"steady requests", fmt::format("{}", method::steady_requests)},
      {"narrow range", percent(method::narrow_range)},
      {"connections a thread", fmt::format("{}", method::connections_a_thread)},
      {"much load", times_text(method::much_load)},
      {"much waiting", percent(method::much_waiting)},
      {"full link", percent(method::full_wire)},
      {"much retransmission", percent(method::much_retransmission)},
  };
}

}  // namespace tiga::suite::analysis
