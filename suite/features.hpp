// Features that know more of some runs than the general report does, and plug in to it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "suite/charts/registry.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite {

/// What a feature adds to `tiga report`. It has its own room; the rooms below know only this.
struct Feature {
  /// Whether it knows more of a run of that plan. The other functions are called for such plans.
  bool (*applies_to)(const plan::Plan& plan);
  /// The published tables that its page needs.
  std::vector<std::string> (*published_tables)(const plan::Plan& plan);
  /// Writes data files into the run's folder, before charts are drawn.
  void (*write_data)(const records::RunData& run, const records::Published& published);
  /// Charts beside those of every run.
  std::vector<charts::ChartKind> (*charts)(const plan::Plan& plan);
  /// What it found, for the terminal.
  report::Summary (*summary)(const records::RunData& run, const records::Published& published,
                             text::Language language);
  /// Its part of the page. `why_no_chart` says why a chart is not there, "" if it is.
  report::FeaturePage (*page)(
      const records::RunData& run, const records::Published& published, text::Language language,
      const std::function<std::string(const std::string& id)>& why_no_chart);
};

/// The feature that knows more of a run of that plan; nullptr if none does.
const Feature* find_feature(const plan::Plan& plan);

}  // namespace tiga::suite
