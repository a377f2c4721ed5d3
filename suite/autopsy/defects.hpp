// The defects of plans/autopsy.toml: which arms show each, which published table it accounts for,
// and what is said of it. docs/autopsy.md tells more.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::autopsy {

struct Defect {
  std::string_view id;                      ///< of its section and its chart: "autopsy-backlog"
  std::string_view published;               ///< name of the published table
  std::vector<std::string_view> arms;       ///< with the defect, in the plan's order
  std::vector<std::string_view> corrected;  ///< their twins
  text::Message title;
  text::Message what;      ///< what the server does, and its twin does not
  text::Message shows;     ///< what its chart shows
  bool by_served = false;  ///< its chart is one of rate against connections served
  bool by_time = false;    ///< its chart is one of time taken
};

/// All of them.
std::span<const Defect> autopsy_defects();

/// Arms of the plan that show the defect, then their twins; empty where none of the first is.
std::vector<std::string> arms_of(const Defect& defect, const plan::Plan& plan);

/// Whether the plan has an arm with a defect.
bool shows_defects(const plan::Plan& plan);

/// The cell that stands for an arm at a concurrency, valid or not: in the lower middle by time
/// among those with a known time; nullptr if there is none.
const records::CellRow* typical_cell(const records::RunData& run, std::string_view arm,
                                     std::uint64_t concurrency);

/// The typical cell of an arm at each concurrency of the plan, ascending; without those that were
/// not run.
std::vector<const records::CellRow*> typical_cells(const records::RunData& run,
                                                   std::string_view arm);

/// The published tables that a plan's page needs: those of its arms, and of its defects.
std::vector<std::string> published_tables(const plan::Plan& plan);

/// A point of a chart.
struct AutopsyPoint {
  std::string chart;   ///< id of the defect
  std::string series;  ///< "published", or an arm
  double x = 0;        ///< concurrency, or connections served
  double y = 0;        ///< requests a second as ab counts them, or seconds
  bool cut = false;    ///< the time limit ended that run: it had requests left
};

/// What a defect's chart is drawn from, by series, x ascending; none where the plan does not have
/// it. `published` has the tables of published_tables().
std::vector<AutopsyPoint> points_of(const Defect& defect, const records::RunData& run,
                                    const records::Published& published);

/// Those of all defects.
std::vector<AutopsyPoint> autopsy_points(const records::RunData& run,
                                         const records::Published& published);

/// The same as a file, autopsy.csv.
std::string autopsy_csv(const std::vector<AutopsyPoint>& points);

}  // namespace tiga::suite::autopsy
