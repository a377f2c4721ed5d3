// What is known of an arm at one level of a run: where verdicts and their reasons look.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::analysis {

/// Some cells of a run. They live as long as its rows.
using Cells = std::vector<const records::CellRow*>;

/// The cells of an arm at a level, valid or not, in the order they ran.
Cells cells_of(std::span<const records::CellRow> cells, const std::string& arm,
               const plan::Level& level);

/// A figure of a cell; nothing where it is not known.
using CellFigure = std::function<records::Real(const records::CellRow&)>;

/// The values of the valid cells in which the figure is known, in the order of the cells.
std::vector<double> known_values(const Cells& cells, const CellFigure& figure);

/// Their median (stats/median.hpp), which every text and chart calls by that name; nothing where
/// there is none.
records::Real median_over(const Cells& cells, const CellFigure& figure);

/// Voluntary and involuntary context switches a request; nothing where either is not known.
records::Real switches_per_request(const records::CellRow& cell);

/// Each figure is the median over the valid cells in which it is known; unknown where it is in
/// none.
struct ArmSummary {
  bool relays = false;        ///< a front passes requests to backends
  bool parses_twice = false;  ///< one of ours, which passes them one by one
  bool on_hosts = false;      ///< its servers are not on the generator's machine alone
  records::Real time_taken_s;
  records::Real generator_core_share;
  records::Real server_cpu_us_per_request;
  records::Real switches_per_request;  ///< voluntary and involuntary
  records::Real listen_overflows;
  records::Real syn_retransmits;
  records::Real server_core_share;
  records::Real backend_jain_index;
};

ArmSummary facts_of(const plan::Plan& plan, std::span<const records::CellRow> cells,
                    const std::string& arm, const plan::Level& level);

/// Cells that are not valid for the same reason, whatever examples it has of them.
struct FailedAlike {
  const records::CellRow* first = nullptr;
  std::size_t count = 0;
};

/// Those of the commonest reason; none where all cells are valid.
FailedAlike commonest_failure(const Cells& cells);

/// Their reason, as the first of them tells it, and how many they are; none and 0 where all are
/// valid.
std::pair<records::Reason, std::size_t> commonest_reason(const Cells& cells);

}  // namespace tiga::suite::analysis
