// What the page of all runs says of one run or map. Pure: made from what stands in its folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/map/manifest.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::overview {

struct Entry {
  std::string name;     ///< of its folder
  std::string started;  ///< UTC; "" if it cannot be read
  std::string plan;
  bool is_map = false;
  std::string result;          ///< the first sentence of its page
  std::string machine;         ///< "AMD EPYC, 2 cores"
  records::Real spent_s = {};  ///< what its cells took together
  std::vector<document::Bar> bars = {};
  std::string about_bars = {};  ///< what the bars show
  bool has_page = false;        ///< whether its folder has a report.html
  std::string baseline = {};    ///< the newest run before it that it can be compared with; or ""
  bool other_machine = false;   ///< whether that was measured on another one
  std::string problem = {};     ///< why it cannot be read; all but `name` is empty then
};

/// What a run has on record.
struct RunFiles {
  const records::RunData& run;
  const records::Published& published;                       ///< autopsy::published_tables()
  std::optional<std::vector<records::VerdictRow>> verdicts;  ///< none: no report was made of it
  std::vector<records::EstimateRow> estimates;
};

/// What a map has on record.
struct MapFiles {
  std::string name;  ///< of its folder
  map::MapManifest manifest;
  std::optional<std::vector<records::MapRow>> rows;  ///< none: no report was made of it
  std::vector<records::RunData> runs;                ///< of its workloads, those that began
};

/// The bars are the throughput of each arm at the plan's middle concurrency.
Entry run_entry(const RunFiles& files, text::Language language);

/// The bars are the places of the map at which each arm is ahead.
Entry map_entry(const MapFiles& files, text::Language language);

}  // namespace tiga::suite::overview
