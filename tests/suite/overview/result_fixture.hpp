// A results/ folder of runs and maps that were never measured.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "common/files.hpp"
#include "suite/analysis/estimates.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/map/manifest.hpp"
#include "suite/records/run_data.hpp"
#include "tests/suite/made_up_verdicts.hpp"
#include "tests/suite/recorded_run.hpp"

namespace tiga::tests {

inline constexpr std::string_view two_arms_text =
    "arms = [\"threaded\", \"async\"]\nconcurrencies = [50]\nrequests = 1000\nblocks = 12\n";

class ResultFixture : public testing::Test {
 protected:
  std::filesystem::path results() const { return folder_.path() / "results"; }

  /// A complete run of two arms, 2 s for each of its 24 cells. Its name begins with when it
  /// started.
  std::filesystem::path make_run(const std::string& name,
                                 std::string_view plan_text = two_arms_text) const {
    std::vector<suite::records::CellRow> cells = two_arms();
    for (suite::records::CellRow& cell : cells) {
      cell.cell_s = 2;
    }
    const std::filesystem::path run = record_run(results(), name, plan_text, cells);
    change(run, [&](suite::records::Manifest& manifest) {
      manifest.started = name.substr(0, name.find('-'));
    });
    return run;
  }

  /// As `tiga report` leaves it, but for the figures that nothing here reads.
  static void report(const std::filesystem::path& run) {
    const suite::records::RunData data = suite::records::read_run(run);
    const suite::plan::Plan& plan = data.manifest.plan;
    common::write_file(run / "verdicts.csv",
                       verdicts_csv(suite::analysis::make_verdicts(plan, data.cells, seed)));
    common::write_file(run / "estimates.csv",
                       csv_file(suite::records::estimate_columns(),
                                suite::analysis::make_estimates(plan, data.cells)));
    common::write_file(run / "report.html", "<!doctype html>\n");
  }

  /// Changes what stands in its manifest.
  template <class Change>
  static void change(const std::filesystem::path& run, const Change& change_it) {
    suite::records::Manifest manifest = suite::records::read_run(run).manifest;
    change_it(manifest);
    common::write_file(run / "manifest.json", to_json(manifest));
  }

  /// An empty map.
  std::filesystem::path make_map(const std::string& name) const {
    const std::filesystem::path folder = results() / name;
    std::filesystem::create_directories(folder);
    suite::map::MapManifest manifest;
    manifest.name = "map";
    manifest.started = name.substr(0, name.find('-'));
    manifest.status = suite::records::RunStatus::complete;
    manifest.text.file = "map.toml";
    manifest.text.text =
        "arms = [\"async\"]\nconcurrencies = [50]\nrequests = 10\n[workload.tiny]\n";
    write_map_manifest(folder, manifest);
    return folder;
  }

 private:
  common::TemporaryFolder folder_;
};

}  // namespace tiga::tests
