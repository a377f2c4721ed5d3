// Folders of runs that were never measured.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "common/files.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/manifest.hpp"

namespace tiga::tests {

/// "quick" of "20261123T124633Z-quick", as tiga names folders; "made-up" of another name.
inline std::string plan_of(const std::string& name) {
  constexpr std::size_t stamp = 17;
  return name.size() > stamp && name[stamp - 1] == '-' && name[stamp - 2] == 'Z'
             ? name.substr(stamp)
             : "made-up";
}

/// Writes manifest.json and cells.csv of a complete run into a new folder of that name in
/// `results`; returns the folder. `measures`: whether its build does. `placement`: of its
/// processes.
inline std::filesystem::path record_run(const std::filesystem::path& results,
                                        const std::string& name, std::string_view plan_text,
                                        std::span<const suite::records::CellRow> cells,
                                        bool measures = true,
                                        const suite::records::Placement& placement = {}) {
  const std::filesystem::path folder = results / name;
  std::filesystem::create_directories(folder);
  suite::records::Manifest manifest;
  manifest.plan_text = plan_text;
  manifest.plan = suite::plan::parse_plan(plan_text, plan_of(name) + ".toml");
  manifest.seed = 7;
  manifest.started = name;
  manifest.status = suite::records::RunStatus::complete;
  manifest.build.measures = measures;
  manifest.placement = placement;
  common::write_file(folder / "manifest.json", to_json(manifest));
  common::write_file(folder / "cells.csv", csv_file(suite::records::cell_columns(), cells));
  return folder;
}

}  // namespace tiga::tests
