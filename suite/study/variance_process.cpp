#include "suite/study/variance_process.hpp"

#include <fmt/format.h>

#include "common/clock.hpp"
#include "stats/random.hpp"
#include "suite/measure/cell_fields.hpp"
#include "suite/measure/fleet.hpp"
#include "suite/measure/load.hpp"
#include "suite/measure/validity.hpp"
#include "suite/measure/warm_up.hpp"

namespace tiga::suite::study {
namespace {

void refuse(const std::optional<records::Reason>& reason) {
  if (reason) {
    throw measure::InvalidCell(*reason);
  }
}

// The steps of one process; the first that fails throws InvalidCell or CannotRun.
class ProcessRun {
 public:
  ProcessRun(const ProcessSpec& spec, const plan::Plan& plan, const measure::Testbed& testbed,
             const measure::Pulse& pulse)
      : spec_(spec), plan_(plan), arm_(plan.arm(spec.arm)), testbed_(testbed), pulse_(pulse) {}

  std::vector<records::VarianceRow> run(std::uint64_t runs) {
    const common::TimePoint began = common::SteadyClock::now();
    measure::Fleet fleet = measure::Fleet::start(arm_, testbed_, pulse_);
    const measure::WarmedUp before = measure::warm_up(
        plan_, spec_.concurrency,
        [&](std::uint64_t requests) { return load(fleet, {.requests = requests}); });
    for (std::uint64_t number = 1; number <= runs; ++number) {
      count(fleet, number, before.rate);
    }
    refuse(fleet.unexpected_exit());
    const measure::FleetEnd end = fleet.stop(pulse_);
    refuse(end.wrong);
    check(before, end);
    for (records::VarianceRow& row : rows_) {
      row.process_s = measure::seconds(common::SteadyClock::now() - began);
    }
    return std::move(rows_);
  }

 private:
  void count(measure::Fleet& fleet, std::uint64_t number, double rate) {
    const auto before = fleet.use();
    const common::TimePoint began = common::SteadyClock::now();
    counted_.push_back(load(fleet, {.requests = plan_.requests_at(spec_.concurrency, rate),
                                    .time_limit_s = plan_.time_limit_s,
                                    .generator = arm_.generator}));
    const common::Nanoseconds duration = common::SteadyClock::now() - began;
    const auto after = fleet.use();
    records::CellRow cell;
    measure::take_summary(counted_.back(), cell);
    if (before && after) {
      measure::take_server_cpu(*before, *after, cell);
    }
    records::VarianceRow& row = rows_.emplace_back(records::VarianceRow{
        spec_.block, spec_.concurrency, spec_.process, spec_.arm, number, {}, {}, {}, {}, {}});
    row.ok_per_second = cell.ok_per_second;
    row.server_cpu_us_per_request = cell.server_cpu_us_per_request;
    row.run_s = measure::seconds(duration);
  }

  loadgen::Summary load(measure::Fleet& fleet, measure::LoadOrder order) {
    order.url = fmt::format("http://{}{}", fleet.endpoint(), plan_.path);
    order.concurrency = spec_.concurrency;
    const auto pulse = [&] {
      pulse_();
      refuse(fleet.unexpected_exit());
    };
    return run_load(order, testbed_, pulse).summary;
  }

  // Each run by the rules of a cell, the other runs as its warm-up.
  void check(const measure::WarmedUp& before, const measure::FleetEnd& end) const {
    for (std::size_t at = 0; at < counted_.size(); ++at) {
      measure::BothEnds ends{.warm_up = before.batches,
                             .counted = counted_[at],
                             .counts_replies = arm_.counts_replies,
                             .replies = end.front.replies,
                             .given_up = arm_.generator == plan::Generator::wrk
                                             ? spec_.concurrency * counted_.size()
                                             : 0};
      for (std::size_t other = 0; other < counted_.size(); ++other) {
        if (other != at) {
          ends.warm_up.push_back(counted_[other]);
        }
      }
      refuse(why_invalid(ends));
    }
  }

  const ProcessSpec& spec_;
  const plan::Plan& plan_;
  const plan::Arm arm_;
  const measure::Testbed& testbed_;
  const measure::Pulse& pulse_;
  std::vector<loadgen::Summary> counted_;
  std::vector<records::VarianceRow> rows_;
};

}  // namespace

std::vector<ProcessSpec> variance_schedule(const plan::Plan& plan, const VarianceDesign& design,
                                           std::uint32_t seed) {
  stats::Random random(seed);
  std::vector<std::uint32_t> concurrencies = plan.concurrencies;
  std::vector<std::string> arms = plan.measured_arms();
  std::vector<ProcessSpec> schedule;
  for (std::uint64_t block = 1; block <= design.blocks; ++block) {
    random.shuffle(concurrencies);
    for (const std::uint32_t concurrency : concurrencies) {
      for (std::uint64_t process = 1; process <= design.processes; ++process) {
        random.shuffle(arms);
        for (const std::string& arm : arms) {
          schedule.push_back({block, concurrency, process, arm});
        }
      }
    }
  }
  return schedule;
}

std::vector<records::VarianceRow> run_process(const ProcessSpec& spec, const plan::Plan& plan,
                                              std::uint64_t runs, const measure::Testbed& testbed,
                                              const measure::Pulse& pulse) {
  for (measure::Host* host : testbed.all) {
    host->begin_cell();
  }
  records::Reason reason;
  try {
    return ProcessRun(spec, plan, testbed, pulse).run(runs);
  } catch (const measure::InvalidCell& problem) {
    reason = problem.reason();
  } catch (const common::CannotRun& problem) {
    reason = {"failed", problem.what()};
  }
  pulse();  // an interrupt ends children too: then it is the reason
  return {records::VarianceRow{
      spec.block, spec.concurrency, spec.process, spec.arm, 1, {}, {}, {}, {}, std::move(reason)}};
}

}  // namespace tiga::suite::study
