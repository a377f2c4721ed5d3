#include "suite/map/data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "common/error.hpp"
#include "common/sequences.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/estimates.hpp"
#include "suite/report/words.hpp"

namespace tiga::suite::map {
namespace {

namespace fs = std::filesystem;

const records::EstimateRow* estimate_of(const MeasuredWorkload& from, std::string_view metric,
                                        std::string_view arm, std::uint64_t concurrency) {
  return common::find_where(from.estimates, [&](const records::EstimateRow& row) {
    return row.metric == metric && row.arm == arm && row.concurrency == concurrency && !row.load;
  });
}

records::Real estimated_median(const MeasuredWorkload& from, std::string_view metric,
                               std::string_view arm, std::uint64_t concurrency) {
  const records::EstimateRow* row = estimate_of(from, metric, arm, concurrency);
  return row == nullptr ? std::nullopt : records::Real(row->median);
}

OwnCost own_cost_of(const MeasuredWorkload* without_work, const std::string& arm,
                    std::uint64_t concurrency) {
  OwnCost own;
  if (without_work != nullptr) {
    own.cpu_s = estimated_median(*without_work, "server_cpu", arm, concurrency).value_or(0) / 1e6;
    if (const records::Real alone = estimated_median(*without_work, "throughput", arm, 1);
        alone && *alone > 0) {
      own.alone_s = 1 / *alone;
    }
  }
  return own;
}

void add_prediction(records::MapRow& row, const MeasuredWorkload& from,
                    const MeasuredWorkload* without_work) {
  if (!from.workload.service || from.workload.own_cost) {
    return;
  }
  const plan::Plan& plan = from.run.manifest.plan;
  const Service& service = *from.workload.service;
  const OwnCost own = own_cost_of(without_work, row.arm, row.concurrency);
  const auto prediction = predict(plan.arm(row.arm).concurrency_model, service, own,
                                  row.concurrency, server_cores(from.run.manifest));
  if (!prediction) {
    return;
  }
  row.predicted_cpu_us = (service.cpu_s + own.cpu_s) * 1e6;
  row.predicted = prediction->per_second;
  row.predicted_at_least = prediction->at_least;
  row.limit = to_string(prediction->limit);
  if (row.throughput) {
    row.measured_to_predicted = *row.throughput / prediction->per_second;
  }
}

records::MapRow row_of(const MeasuredWorkload& from, const LevelDecision& decision,
                       const std::string& arm) {
  const auto concurrency = static_cast<std::uint32_t>(decision.concurrency);
  records::MapRow row;
  row.workload = from.workload.name;
  row.concurrency = concurrency;
  row.arm = arm;
  if (const records::EstimateRow* estimate = estimate_of(from, "throughput", arm, concurrency)) {
    row.blocks = estimate->blocks;
    row.throughput = estimate->median;
    row.lower = estimate->lower;
    row.upper = estimate->upper;
    row.bound = estimate->bound;
  }
  const analysis::ArmSummary facts =
      analysis::facts_of(from.run.manifest.plan, from.run.cells, arm, {concurrency, std::nullopt});
  row.server_cpu_us_per_request = facts.server_cpu_us_per_request;
  row.context_switches = facts.switches_per_request;
  row.server_core_share = facts.server_core_share;
  row.generator_core_share = facts.generator_core_share;
  row.winner = fmt::format("{}", fmt::join(decision.best, "="));
  row.ranked_by = to_string(decision.by);
  row.ratio = decision.ratio;
  row.ratio_lower = decision.lower;
  row.ratio_upper = decision.upper;
  row.at_least = decision.at_least;
  row.verdict = to_string(decision.decision);
  return row;
}

}  // namespace

const LevelDecision* MeasuredWorkload::find_decision(std::uint64_t concurrency) const {
  return common::find_where(decisions, [&](const LevelDecision& decision) {
    return decision.concurrency == concurrency;
  });
}

std::string MapData::run_name() const { return folder.filename().string(); }

std::vector<std::string> MapData::arms() const {
  std::vector<std::string> arms;
  for (const MeasuredWorkload& workload : workloads) {
    for (const std::string& arm : workload.run.manifest.plan.arms) {
      if (!common::contains(arms, arm)) {
        arms.push_back(arm);
      }
    }
  }
  return arms;
}

std::vector<std::uint32_t> MapData::concurrencies() const {
  std::set<std::uint32_t> levels;
  for (const MeasuredWorkload& workload : workloads) {
    const auto& own = workload.run.manifest.plan.concurrencies;
    levels.insert(own.begin(), own.end());
  }
  return {levels.begin(), levels.end()};
}

const plan::Plan& MapData::plan_of(const std::string& arm) const {
  for (const MeasuredWorkload& workload : workloads) {
    if (common::contains(workload.run.manifest.plan.arms, arm)) {
      return workload.run.manifest.plan;
    }
  }
  throw std::out_of_range("no run has the arm " + arm);
}

std::size_t server_cores(const records::Manifest& manifest) {
  const std::size_t cores =
      manifest.placement.servers ? manifest.placement.servers->size() : manifest.machine.cores;
  return std::max<std::size_t>(cores, 1);
}

MeasuredWorkload measured(Workload workload, records::RunData run) {
  const plan::Plan& plan = run.manifest.plan;
  std::vector<analysis::Verdict> verdicts =
      analysis::make_verdicts(plan, run.cells, run.manifest.seed);
  std::vector<records::EstimateRow> estimates = analysis::make_estimates(plan, run.cells);
  std::vector<LevelDecision> decisions;
  for (const plan::Level& level : analysis::sorted_levels(plan)) {
    decisions.push_back(decide(plan, run.cells, verdicts, level.concurrency));
  }
  return {std::move(workload), std::move(run), std::move(verdicts), std::move(estimates),
          std::move(decisions)};
}

std::vector<records::MapRow> map_rows(const std::vector<MeasuredWorkload>& workloads) {
  const MeasuredWorkload* without_work = common::find_where(
      workloads, [](const MeasuredWorkload& measured) { return measured.workload.own_cost; });
  std::vector<records::MapRow> rows;
  for (const MeasuredWorkload& workload : workloads) {
    for (const LevelDecision& decision : workload.decisions) {
      for (const std::string& arm : workload.run.manifest.plan.arms) {
        rows.push_back(row_of(workload, decision, arm));
        add_prediction(rows.back(), workload, without_work);
      }
    }
  }
  return rows;
}

const records::MapRow* find_row(const std::vector<records::MapRow>& rows, std::string_view workload,
                                std::string_view arm, std::uint64_t concurrency) {
  return common::find_where(rows, [&](const records::MapRow& row) {
    return row.workload == workload && row.arm == arm && row.concurrency == concurrency;
  });
}

std::vector<std::string> map_letters(const std::vector<std::string>& arms) {
  std::vector<std::string> letters;
  for (const std::string& arm : arms) {
    for (const char letter : arm + "abcdefghijklmnopqrstuvwxyz0123456789") {
      const std::string capital = report::capitalised({letter});
      if (letter != '-' && letter != '_' && !common::contains(letters, capital)) {
        letters.push_back(capital);
        break;
      }
    }
  }
  return letters;
}

MapData read_map_data(const fs::path& folder) {
  MapData data;
  data.folder = folder;
  data.manifest = read_map_manifest(folder);
  for (Workload& workload : read_map(data.manifest.text, data.manifest.choice).workloads) {
    const fs::path run = folder / workload.name;
    if (fs::exists(run / "manifest.json")) {
      records::RunData found = records::read_run(run);
      if (!found.cells.empty()) {
        data.workloads.push_back(measured(std::move(workload), std::move(found)));
        continue;
      }
    }
    data.not_measured.push_back(workload.name);
  }
  data.rows = map_rows(data.workloads);
  return data;
}

}  // namespace tiga::suite::map
