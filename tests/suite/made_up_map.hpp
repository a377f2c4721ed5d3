// A map that was never measured.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "suite/map/data.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::tests {

/// What an arm does under a workload at a concurrency.
struct MadeUpPlace {
  std::string arm;
  std::uint64_t concurrency = 1;
  double per_second = 1000;
  double cpu_us = 50;
  double generator_share = 0.5;
};

inline suite::map::MeasuredWorkload made_up_workload(const std::string& name,
                                                     std::optional<suite::map::Service> service,
                                                     std::vector<std::string> arms,
                                                     const std::vector<MadeUpPlace>& places,
                                                     std::uint64_t blocks = 12) {
  std::vector<suite::records::CellRow> cells;
  std::vector<std::uint32_t> levels;
  for (const MadeUpPlace& place : places) {
    for (suite::records::CellRow& cell :
         made_up_arm(place.arm, blocks, place.per_second, place.cpu_us)) {
      cell.concurrency = place.concurrency;
      cell.generator_core_share = place.generator_share;
      cells.push_back(cell);
    }
    const auto level = static_cast<std::uint32_t>(place.concurrency);
    if (std::ranges::find(levels, level) == levels.end()) {
      levels.push_back(level);
    }
  }
  suite::records::RunData run = made_up_run(std::move(arms), std::move(cells));
  run.manifest.plan.concurrencies = levels;
  suite::map::Workload workload;
  workload.name = name;
  workload.title = suite::text::LocalizedText([name](suite::text::Language language) {
    return (language == suite::text::Language::english ? "Work " : "Kerja ") + name;
  });
  workload.service = service;
  workload.own_cost = !service;
  return suite::map::measured(std::move(workload), std::move(run));
}

inline suite::map::MapData made_up_map(std::vector<suite::map::MeasuredWorkload> workloads) {
  suite::map::MapData map;
  map.folder = "results/20261123T124633Z-map";
  map.manifest.name = "map";
  map.manifest.seed = 7;
  map.manifest.status = suite::records::RunStatus::complete;
  map.manifest.started = "20261123T124633Z";
  map.manifest.choice.arms = workloads.front().run.manifest.plan.arms;
  map.manifest.text.text = "arms = []\n";
  map.workloads = std::move(workloads);
  map.rows = suite::map::map_rows(map.workloads);
  return map;
}

}  // namespace tiga::tests
