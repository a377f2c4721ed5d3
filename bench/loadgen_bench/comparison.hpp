// Makes rows from the rounds of one cell: the cost of loadgen compared with each other generator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/loadgen_bench/generators.hpp"
#include "bench/loadgen_bench/reading.hpp"
#include "stats/paired.hpp"

namespace tiga::bench {

/// All rounds of one mode, concurrency and server.
struct Cell {
  Mode mode = Mode::keep_alive;
  std::uint64_t concurrency = 1;
  std::string server = {};
  std::vector<std::string> generators = {};       ///< names
  std::vector<bool> ours = {};                    ///< whether generators[i] is a loadgen
  std::vector<std::vector<Reading>> rounds = {};  ///< rounds[r][i] is of generators[i]
};

/// One loadgen engine compared with one other generator in one cell.
struct Row {
  const Cell* cell = nullptr;
  std::string ours = {};
  std::string peer = {};
  std::size_t rounds = 0;  ///< without a fault of either: only those are compared
  double our_us = 0;       ///< CPU time per request, the median of those rounds
  double peer_us = 0;
  double our_counted_us = 0;                     ///< by loadgen's own clock around the counted part
  std::optional<stats::RatioEstimate> cpu = {};  ///< ours / peer's; none: too few rounds
  std::optional<stats::RatioEstimate> throughput = {};  ///< ours / peer's
};

/// A row for each pair of a loadgen and another generator. `cell` must outlive them.
std::vector<Row> compare(const Cell& cell);

/// "reached" or "missed", by the ratio and its target (set by the project): 0.80 with keep-alive,
/// 0.75 with one connection per request; with "(not certain)" if the interval contains the target,
/// and "not measured" if there is no ratio.
std::string judge(const Row& row);

/// The rows as one table.
std::string render(const std::vector<Row>& rows);

/// One line for each fault: cell, round, generator, description.
std::vector<std::string> faults_of(const Cell& cell);

}  // namespace tiga::bench
