// Features that extend the general report for some runs.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "suite/charts/registry.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite {

/// The extension of `tiga report` by a feature. A feature has its own folder; the folders below
/// depend only on this interface.
struct Feature {
  /// Whether the feature applies to a run of that plan. The other functions are called only for
  /// such plans.
  bool (*applies_to)(const plan::Plan& plan);
  /// The published tables that its page needs.
  std::vector<std::string> (*published_tables)(const plan::Plan& plan);
  /// Writes data files into the run's folder, before charts are drawn.
  void (*write_data)(const records::RunData& run, const records::Published& published);
  /// Charts in addition to those of every run.
  std::vector<charts::ChartKind> (*charts)(const plan::Plan& plan);
  /// Its findings, for the terminal.
  report::Summary (*summary)(const records::RunData& run, const records::Published& published,
                             text::Language language);
  /// Its part of the page. `why_no_chart` says why a chart is missing; "" if it exists.
  report::FeaturePage (*page)(
      const records::RunData& run, const records::Published& published, text::Language language,
      const std::function<std::string(const std::string& id)>& why_no_chart);
};

/// The feature that applies to a run of that plan; nullptr if there is none.
const Feature* find_feature(const plan::Plan& plan);

}  // namespace tiga::suite
