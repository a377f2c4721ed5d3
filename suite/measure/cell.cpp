#include "suite/measure/cell.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "common/error.hpp"
#include "common/sequences.hpp"
#include "suite/measure/cell_fields.hpp"
#include "suite/measure/cell_log.hpp"
#include "suite/measure/fleet.hpp"
#include "suite/measure/load.hpp"
#include "suite/measure/validity.hpp"

namespace tiga::suite::measure {
namespace {

// The steps of one cell, in their order; the first that fails throws InvalidCell or what it met.
class CellRun {
 public:
  CellRun(const plan::CellSpec& spec, const plan::Plan& plan, const Testbed& testbed,
          const Pulse& pulse)
      : plan_(plan), testbed_(testbed), pulse_(pulse) {
    records::CellRow& row = result_.row;
    row.cell = spec.cell;
    row.block = spec.block;
    row.arm = spec.arm;
    row.concurrency = spec.level.concurrency;
    row.load = spec.level.load;
    row.started = common::utc_stamp();
  }

  CellResult run(std::optional<double> capacity) {
    const common::TimePoint began = common::SteadyClock::now();
    try {
      for (Host* host : testbed_.all) {
        host->begin_cell();
      }
      offer(capacity);
      measure();
      result_.row.valid = true;
    } catch (const HostLost& lost) {
      lose(lost);
    } catch (const InvalidCell& problem) {
      result_.row.reason = problem.reason();
    } catch (const common::CannotRun& problem) {
      result_.row.reason = {"failed", problem.what()};
    } catch (const std::filesystem::filesystem_error& problem) {
      result_.row.reason = {"failed", problem.what()};
    }
    if (result_.lost_host.empty()) {
      look_up();
    }
    if (!result_.row.valid) {
      keep_log();
    }
    result_.row.cell_s = seconds(common::SteadyClock::now() - began);
    return std::move(result_);
  }

 private:
  void lose(const HostLost& lost) {
    result_.row.valid = false;
    result_.row.reason = lost.reason();
    result_.lost_host = lost.host();
  }

  // An interrupt ends children too: then it is the reason, and the cell was not run. So may a host
  // that is lost be the cause of what failed, but its cell stays on record.
  void look_up() {
    try {
      pulse_();
    } catch (const HostLost& lost) {
      lose(lost);
    }
  }

  void keep_log() {
    std::vector<HostLog> logs;
    try {
      for (Host* host : testbed_.all) {
        const bool alone = testbed_.all.size() == 1;
        logs.push_back({alone ? "" : host->name(), host->log_files()});
        if (!result_.lost_host.empty()) {
          break;  // the row must be on record before others are waited for, perhaps in vain
        }
        require_room(*host);
      }
    } catch (const HostLost& lost) {
      result_.lost_host = lost.host();
    }
    result_.row.log = cell_log_name(result_.row);
    result_.log = cell_log(result_.row, logs);
  }

  // On a full disk servers and generator fail in ways of their own, since what they print goes to
  // files: that is no fault of theirs, and the cells to come would fail, too.
  void require_room(Host& host) const {
    constexpr std::uint64_t of_a_cell = 65536;  // more than a cell's files have, beside the body
    host.require_room(of_a_cell + plan_.body_bytes);
  }

  void offer(std::optional<double> capacity) {
    records::CellRow& row = result_.row;
    if (!row.load) {
      return;
    }
    if (!capacity) {
      throw InvalidCell({"no_capacity", row.arm, row.concurrency});
    }
    row.rate = *row.load * *capacity;
  }

  void measure() {
    records::CellRow& row = result_.row;
    const plan::Arm arm = plan_.arm(row.arm);
    Fleet fleet = Fleet::start(arm, testbed_, pulse_);
    const WarmedUp before =
        warm_up(plan_, static_cast<std::uint32_t>(row.concurrency),
                [&](std::uint64_t count) { return load(fleet, {.requests = count}).summary; });
    row.warm_up_requests = before.requests();
    row.warm_up_batches = before.batches.size();
    row.steady_state = before.steady;
    BothEnds ends{.warm_up = before.batches,
                  .counted = count(fleet, arm.generator, before.rate),
                  .counts_replies = arm.counts_replies,
                  // wrk gives up what is in flight at its end and does not say how much.
                  .given_up = arm.generator == plan::Generator::wrk ? row.concurrency : 0};
    refuse(fleet.unexpected_exit());
    const FleetEnd end = fleet.stop(pulse_);
    take_end(end, before, row);
    if (plan_.background_clients.slow_readers > 0) {
      row.replies_sent.reset();  // theirs are among them
    }
    ends.replies = end.front.replies;
    refuse(end.wrong);
    refuse(why_invalid(ends));
  }

  // The counted requests, and what servers and system did meanwhile.
  loadgen::Summary count(Fleet& fleet, plan::Generator generator, double closed_rate) {
    records::CellRow& row = result_.row;
    const std::uint64_t requests = plan_.requests_at(static_cast<std::uint32_t>(row.concurrency),
                                                     row.rate.value_or(closed_rate));
    if (generator == plan::Generator::loadgen) {
      row.requests = requests;
    }
    const auto before = fleet.use();
    for (Host* host : testbed_.all) {
      host->begin_count();
    }
    LoadEnd counted = load(fleet, {.requests = requests,
                                   .rate = row.rate,
                                   .time_limit_s = plan_.time_limit_s,
                                   .generator = generator});
    take_system_use(common::transformed(testbed_.all, [](Host* host) { return host->end_count(); }),
                    row);
    const auto after = fleet.use();
    take_summary(counted.summary, row);
    if (testbed_.all.size() > 1) {
      take_hosts(fleet.host_names(), counted.hosts, row);
      row.start_spread_us = counted.start_spread_us;
    }
    result_.latency = latency_rows(counted.summary, row);
    if (before && after) {
      take_server_cpu(*before, *after, row);
    }
    return std::move(counted.summary);
  }

  // With a dead server the generator would count refused connections to the end, or fail itself:
  // the server is the cause that a reader wants.
  LoadEnd load(Fleet& fleet, LoadOrder order) {
    records::CellRow& row = result_.row;
    const Pulse pulse = [&] {
      pulse_();
      refuse(fleet.unexpected_exit());
      row.server_threads = std::max(row.server_threads.value_or(0), fleet.threads());
    };
    order.url = fmt::format("http://{}{}", fleet.endpoint(), plan_.path);
    order.concurrency = row.concurrency;
    try {
      return run_load(order, testbed_, pulse);
    } catch (const HostLost&) {
      throw;
    } catch (const common::CannotRun&) {
      refuse(fleet.unexpected_exit());
      throw;
    }
  }

  static void refuse(const std::optional<records::Reason>& reason) {
    if (reason) {
      throw InvalidCell(*reason);
    }
  }

  const plan::Plan& plan_;
  const Testbed& testbed_;
  const Pulse& pulse_;
  CellResult result_;
};

}  // namespace

CellResult run_cell(const plan::CellSpec& spec, const plan::Plan& plan, const Testbed& testbed,
                    std::optional<double> capacity, const Pulse& pulse) {
  return CellRun(spec, plan, testbed, pulse).run(capacity);
}

}  // namespace tiga::suite::measure
