#include "suite/scale/demands.hpp"

#include <algorithm>

#include "common/numbers.hpp"
#include "suite/analysis/arm_summary.hpp"

namespace tiga::suite::scale {
namespace {

using records::CellRow;

constexpr double micro = 1e-6;

records::Real generator_cpu_s(const CellRow& cell) {
  const auto ok = cell.outcomes[static_cast<std::size_t>(loadgen::Outcome::ok)].value_or(0);
  if (!cell.generator_cpu_s || ok == 0) {
    return std::nullopt;
  }
  return *cell.generator_cpu_s / static_cast<double>(ok);
}

records::Real requests(const CellRow& cell) {
  return cell.attempted ? records::Real(static_cast<double>(*cell.attempted)) : std::nullopt;
}

std::optional<LevelFigures> figures_at(const records::RunData& run, const std::string& arm,
                                       std::uint32_t concurrency) {
  const analysis::Cells cells = analysis::cells_of(run.cells, arm, {concurrency, std::nullopt});
  const records::Real per_second = analysis::median_over(cells, &CellRow::ok_per_second);
  const records::Real server_us = analysis::median_over(cells, &CellRow::server_cpu_us_per_request);
  const records::Real generator_s = analysis::median_over(cells, generator_cpu_s);
  if (!per_second || !server_us || !generator_s || *per_second <= 0) {
    return std::nullopt;
  }
  LevelFigures figures;
  figures.concurrency = concurrency;
  figures.per_second = *per_second;
  figures.server_cpu_s = *server_us * micro;
  figures.generator_cpu_s = *generator_s;
  figures.requests = analysis::median_over(cells, requests).value_or(0);
  if (const auto front_us = analysis::median_over(cells, &CellRow::front_cpu_us_per_request)) {
    figures.front_cpu_s = *front_us * micro;
  }
  figures.server_core_share = analysis::median_over(cells, &CellRow::server_core_share);
  figures.generator_core_share = analysis::median_over(cells, &CellRow::generator_core_share);
  figures.stolen_share = analysis::median_over(cells, &CellRow::stolen_share);
  return figures;
}

// The arm of the run that is one such server alone, or "".
std::string alone(const plan::Plan& plan, const plan::ServerCommand& server) {
  for (const std::string& name : plan.arms) {
    const plan::Arm arm = plan.arm(name);
    if (arm.backends == 0 && arm.front.arguments == server.arguments &&
        arm.front.files == server.files) {
      return name;
    }
  }
  return "";
}

}  // namespace

std::vector<LevelFigures> figures_of(const records::RunData& run, const std::string& arm) {
  std::vector<std::uint32_t> levels = run.manifest.plan.concurrencies;
  std::ranges::sort(levels);
  std::vector<LevelFigures> all;
  for (const std::uint32_t level : levels) {
    if (const auto figures = figures_at(run, arm, level)) {
      all.push_back(*figures);
    }
  }
  return all;
}

std::optional<Split> split_of(const records::RunData& run, const std::string& arm,
                              const LevelFigures& figures) {
  if (figures.front_cpu_s) {
    return Split{*figures.front_cpu_s, figures.server_cpu_s - *figures.front_cpu_s, ""};
  }
  const plan::Plan& plan = run.manifest.plan;
  const std::string other = alone(plan, plan.arm(arm).backend);
  if (other.empty()) {
    return std::nullopt;
  }
  const auto backend = figures_at(run, other, static_cast<std::uint32_t>(figures.concurrency));
  if (!backend || backend->server_cpu_s >= figures.server_cpu_s) {
    return std::nullopt;
  }
  return Split{figures.server_cpu_s - backend->server_cpu_s, backend->server_cpu_s, other};
}

double blocking_s(std::string_view path) {
  constexpr std::string_view sleep = "/workload/sleep/";
  path = path.substr(0, path.find('?'));
  if (!path.starts_with(sleep)) {
    return 0;
  }
  const auto milliseconds = common::to_number<std::uint64_t>(path.substr(sleep.size()));
  return static_cast<double>(milliseconds.value_or(0)) / 1000;
}

bool has_computing_handler(std::string_view path) {
  return path.starts_with("/workload/") && blocking_s(path) == 0;
}

}  // namespace tiga::suite::scale
