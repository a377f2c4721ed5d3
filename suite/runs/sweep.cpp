#include "suite/runs/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "suite/records/run_data.hpp"
#include "suite/runs/interrupt.hpp"

namespace tiga::suite::runs {
namespace {

bool another_fits(const plan::Plan& plan, std::uint32_t blocks,
                  std::span<const records::CellRow> done) {
  const double spent_s = records::seconds_of(done).value_or(0);
  return !plan.budget_s || spent_s + spent_s / blocks <= *plan.budget_s;
}

// What the arm of an open loop did in the closed loop of the same block.
std::optional<double> capacity_of(const plan::CellSpec& spec,
                                  std::span<const records::CellRow> done) {
  const auto closed = std::ranges::find_if(done, [&](const records::CellRow& cell) {
    return cell.block == spec.block && cell.arm == spec.arm &&
           cell.concurrency == spec.level.concurrency && !cell.load && cell.valid;
  });
  return closed == done.end() ? std::nullopt : closed->ok_per_second;
}

}  // namespace

records::SweepEnd sweep(const std::vector<plan::CellSpec>& schedule, const plan::Plan& plan,
                        const measure::Testbed& testbed, std::vector<records::CellRow> done,
                        const SweepWatch& watch) {
  std::uint32_t begun = done.empty() ? 0 : static_cast<std::uint32_t>(done.back().block);
  for (std::size_t at = done.size(); at < schedule.size(); ++at) {
    const plan::CellSpec& spec = schedule[at];
    if (spec.block != begun) {
      if (const auto end = why_end(plan, begun, done, watch.precise)) {
        return *end;
      }
      begun = spec.block;
    }
    if (watch.before_cell) {
      watch.before_cell();
    }
    measure::CellResult result =
        measure::run_cell(spec, plan, testbed, capacity_of(spec, done), watch.pulse);
    watch.sink(spec, result);
    if (!result.lost_host.empty()) {
      throw Interrupted(fmt::format("host {} was lost in cell {}", result.lost_host, spec.cell));
    }
    done.push_back(std::move(result.row));
  }
  return watch.precise(done) ? records::SweepEnd::precise : records::SweepEnd::blocks;
}

std::optional<records::SweepEnd> why_end(
    const plan::Plan& plan, std::uint32_t blocks, std::span<const records::CellRow> done,
    const std::function<bool(std::span<const records::CellRow>)>& precise) {
  if (blocks == 0) {
    return std::nullopt;
  }
  const std::size_t arms = plan.measured_arms().size();
  const bool look = blocks >= plan.blocks && blocks == plan::whole_squares(blocks, arms);
  if (look && precise(done)) {
    return records::SweepEnd::precise;
  }
  return another_fits(plan, blocks, done) ? std::nullopt : std::optional(records::SweepEnd::budget);
}

}  // namespace tiga::suite::runs
