#include "suite/cell.hpp"

#include <fmt/format.h>

#include "common/clock.hpp"
#include "common/error.hpp"
#include "suite/fleet.hpp"
#include "suite/load.hpp"

namespace tiga::suite {
namespace {

double seconds(common::Nanoseconds time) { return std::chrono::duration<double>(time).count(); }

// "990 of 1000 requests ended ok; 7 reset, 3 timed_out", or nothing when all did.
std::optional<std::string> shortfall(const loadgen::Summary& summary, std::string_view where) {
  if (summary.ok() == summary.attempted && summary.not_started == 0) {
    return std::nullopt;
  }
  std::string kinds;
  const auto add = [&](std::uint64_t count, std::string_view name) {
    if (count > 0) {
      kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", count, name);
    }
  };
  loadgen::for_each_outcome([&](loadgen::Outcome outcome) {
    if (outcome != loadgen::Outcome::ok) {
      add(summary.outcomes[outcome], loadgen::name_of(outcome));
    }
  });
  add(summary.not_started, "not_started");
  return fmt::format("{}{} of {} requests ended ok; {}", where, summary.ok(),
                     summary.attempted + summary.not_started, kinds);
}

void take_counts(const loadgen::Summary& summary, CellRow& row) {
  row.time_taken_s = summary.elapsed_s;
  row.attempted = summary.attempted;
  row.complete_requests = summary.ab.complete;
  row.failed = summary.failed();
  loadgen::for_each_outcome([&](loadgen::Outcome outcome) {
    row.outcomes[static_cast<std::size_t>(outcome)] = summary.outcomes[outcome];
  });
  row.not_started = summary.not_started;
  row.octets_received = summary.octets_received;
  row.requests_per_second = summary.requests_per_second();
  row.ok_per_second = summary.ok_per_second();
  row.connections_opened = summary.connections_opened;
  row.mean_in_flight = summary.mean_in_flight;
  row.generator_cpu_s = summary.generator.cpu_s;
  row.generator_core_share = summary.generator.core_share;
  row.generator_engine = summary.generator.engine;
}

void take_latency(const loadgen::Summary& summary, CellResult& result) {
  CellRow& row = result.row;
  row.latency_min_us = summary.latency_us.min;
  row.latency_mean_us = summary.latency_us.mean;
  row.latency_p50_us = summary.latency_us.p50;
  row.latency_p90_us = summary.latency_us.p90;
  row.latency_p95_us = summary.latency_us.p95;
  row.latency_p99_us = summary.latency_us.p99;
  row.latency_p99_9_us = summary.latency_us.p99_9;
  row.latency_max_us = summary.latency_us.max;
  for (const loadgen::LatencyBin& bin : summary.latency_bins) {
    result.latency.push_back({row.cell, row.block, row.arm, row.concurrency, row.load, bin.lower_ns,
                              bin.upper_ns, bin.count});
  }
}

void take_end(const FleetEnd& end, const std::optional<loadgen::Summary>& warm_up, CellRow& row) {
  row.server_cpu_total_s = seconds(end.cpu_time);
  row.server_peak_memory_kib = end.peak_memory_kib;
  row.server_voluntary_switches = end.voluntary_switches;
  row.server_involuntary_switches = end.involuntary_switches;
  // How many replies the warm-up took is certain only where all of them arrived.
  const std::uint64_t before = warm_up ? warm_up->ok() : 0;
  const bool known = !warm_up || warm_up->ok() == warm_up->attempted;
  if (known && end.front.replies && *end.front.replies >= before) {
    row.replies_sent = *end.front.replies - before;
  }
}

// The steps of one cell, in their order; the first that fails throws CannotRun.
class CellRun {
 public:
  CellRun(const CellSpec& spec, const Plan& plan, const Bench& bench, const Pulse& pulse)
      : plan_(plan), bench_(bench), pulse_(pulse) {
    CellRow& row = result_.row;
    row.cell = spec.cell;
    row.block = spec.block;
    row.arm = spec.arm;
    row.concurrency = spec.level.concurrency;
    row.load = spec.level.load;
    row.started = common::utc_stamp();
    row.requests = plan.requests_at(spec.level.concurrency, 0);
    row.warm_up_requests = plan.warm_up_at(spec.level.concurrency);
  }

  CellResult run() {
    try {
      measure();
      result_.row.valid = true;
    } catch (const common::CannotRun& problem) {
      result_.row.reason = problem.what();
    } catch (const std::filesystem::filesystem_error& problem) {
      result_.row.reason = problem.what();
    }
    pulse_();  // an interrupt ends children too: then it is the reason, and the cell was not run
    return std::move(result_);
  }

 private:
  void measure() {
    std::filesystem::remove_all(bench_.work);
    std::filesystem::create_directories(bench_.work);
    CellRow& row = result_.row;
    const Arm arm = plan_.arm(row.arm);
    Fleet fleet =
        Fleet::start(arm, {bench_.programs, bench_.work, bench_.servers, bench_.keeper}, pulse_);
    BothEnds ends;
    ends.counts_replies = arm.counts_replies;
    // wrk gives up what is in flight at its end and does not say how much.
    ends.given_up = arm.generator == Generator::wrk ? row.concurrency : 0;
    if (row.warm_up_requests > 0) {
      ends.warm_up = load(fleet, row.warm_up_requests, Generator::loadgen);
    }
    const auto cpu_before = fleet.cpu_time();
    ends.counted = load(fleet, row.requests, arm.generator);
    const auto cpu_after = fleet.cpu_time();
    if (cpu_before && cpu_after) {
      row.server_cpu_s = seconds(*cpu_after - *cpu_before);
    }
    take_counts(ends.counted, row);
    take_latency(ends.counted, result_);
    refuse(fleet.casualty());
    const FleetEnd end = fleet.stop();
    take_end(end, ends.warm_up, row);
    ends.replies = end.front.replies;
    refuse(end.wrong);
    refuse(why_invalid(ends));
  }

  // With a dead server the generator would count refused connections to the end, or fail itself:
  // the server is the cause that a reader wants.
  loadgen::Summary load(Fleet& fleet, std::uint64_t requests, Generator generator) {
    const CellRow& row = result_.row;
    const Pulse pulse = [&] {
      pulse_();
      refuse(fleet.casualty());
    };
    try {
      return run_load({.program = bench_.programs / "loadgen",
                       .work = bench_.work,
                       .url = fmt::format("http://127.0.0.1:{}{}", fleet.port(), plan_.path),
                       .requests = requests,
                       .concurrency = row.concurrency,
                       .keep_alive = plan_.keep_alive,
                       .cpus = bench_.generator,
                       .generator = generator,
                       .duration_s = plan_.duration_s},
                      pulse);
    } catch (const common::CannotRun&) {
      refuse(fleet.casualty());
      throw;
    }
  }

  static void refuse(const std::optional<std::string>& reason) {
    if (reason) {
      throw common::CannotRun(*reason);
    }
  }

  const Plan& plan_;
  const Bench& bench_;
  const Pulse& pulse_;
  CellResult result_;
};

}  // namespace

CellResult run_cell(const CellSpec& spec, const Plan& plan, const Bench& bench,
                    const Pulse& pulse) {
  return CellRun(spec, plan, bench, pulse).run();
}

std::optional<std::string> why_invalid(const BothEnds& ends) {
  std::uint64_t least = ends.counted.ok();
  std::uint64_t most = ends.counted.attempted;
  if (ends.warm_up) {
    if (auto reason = shortfall(*ends.warm_up, "warm-up: ")) {
      return reason;
    }
    least += ends.warm_up->ok();
    most += ends.warm_up->attempted;
  }
  if (auto reason = shortfall(ends.counted, "")) {
    return reason;
  }
  if (!ends.counts_replies) {
    return std::nullopt;
  }
  most += ends.given_up;
  if (!ends.replies) {
    return "the servers left no count of their replies";
  }
  if (*ends.replies < least || *ends.replies > most) {
    return fmt::format(
        "counters disagree: the servers sent {} replies, the generator counts {} ok and {} started",
        *ends.replies, least, most);
  }
  return std::nullopt;
}

}  // namespace tiga::suite
