// Cells of plans/autopsy.toml that were never run.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "loadgen/outcome.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::tests {

/// A cell of that many requests, all of which ended so, in so many seconds.
inline suite::records::CellRow made_up_defect(const std::string& arm, std::uint64_t concurrency,
                                              loadgen::Outcome outcome, std::uint64_t requests,
                                              double seconds) {
  suite::records::CellRow cell;
  cell.arm = arm;
  cell.block = 1;
  cell.concurrency = concurrency;
  cell.time_taken_s = seconds;
  cell.attempted = requests;
  cell.complete_requests = requests;
  cell.ab_failed = 0;
  cell.ab_non_2xx = 0;
  cell.outcomes.fill(0);
  cell.outcomes.at(static_cast<std::size_t>(outcome)) = requests;
  cell.not_started = 0;
  cell.bytes_received = outcome == loadgen::Outcome::empty_reply ? 0 : 122 * requests;
  cell.requests_per_second = static_cast<double>(requests) / seconds;
  cell.valid = outcome == loadgen::Outcome::ok;
  return cell;
}

/// A run of those arms at 1 and 50 connections, without cells.
inline suite::records::RunData made_up_autopsy(std::vector<std::string> arms) {
  suite::records::RunData run;
  run.folder = "results/x-autopsy";
  run.manifest.plan.requests = 1000;
  run.manifest.plan.concurrencies = {50, 1};
  for (const std::string& arm : arms) {
    suite::plan::Arm own;
    own.name = arm;
    own.title = suite::text::LocalizedText("the " + arm);
    run.manifest.plan.own_arms.push_back(own);
  }
  run.manifest.plan.arms = std::move(arms);
  return run;
}

/// The silent balancer at 1 and 50 connections, and its twin that answers 502, at 50.
inline suite::records::RunData made_up_silence() {
  using loadgen::Outcome;
  suite::records::RunData run = made_up_autopsy({"silent-balancer", "silent-balancer-corrected"});
  run.cells = {made_up_defect("silent-balancer", 1, Outcome::empty_reply, 1000, 2),
               made_up_defect("silent-balancer", 50, Outcome::empty_reply, 1000, 4),
               made_up_defect("silent-balancer-corrected", 50, Outcome::wrong_status, 1000, 4)};
  run.cells[2].ab_non_2xx = 1000;
  return run;
}

/// Nine noted replies between which the rate falls as served^-exponent.
inline std::string made_up_reply_times(double exponent) {
  std::string text = "1:1";
  double seconds = 1;
  for (int power = 1; power <= 8; ++power) {
    const double reply = std::pow(2.0, power);
    seconds += (reply / 2) / (100 * std::pow(0.75 * reply, -exponent));
    text += " " + std::to_string(static_cast<int>(reply)) + ":" + std::to_string(seconds);
  }
  return text;
}

}  // namespace tiga::tests
