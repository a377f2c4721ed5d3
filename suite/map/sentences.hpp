// The sentences of a map. They claim no more than its verdicts and cells. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "suite/map/data.hpp"
#include "suite/report/machine_notes.hpp"
#include "suite/report/notes.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::map {

/// Whether one arm is ahead at the place of this row.
bool is_won(const records::MapRow& row);

/// "threaded wins 12 of 40 places, async 9; 19 are ties.": the map in one line.
std::string map_headline(const MapData& map, text::Language language);
/// The same of the rows of map.csv.
std::string map_headline(std::span<const records::MapRow> rows, text::Language language);

/// "Sleeps 1 ms: threaded wins at c=16 to 256 (3.9 to 12 times the next); …": a workload in
/// one line.
std::string workload_line(const MeasuredWorkload& workload, text::Language language);

/// A line for each concurrency: the winner, the ratio with its interval, the reason; arms that
/// server CPU and total CPU rank differently, the place of each arm, arms with cells that failed.
std::vector<std::string> level_lines(const MeasuredWorkload& workload,
                                     const std::vector<records::MapRow>& rows,
                                     text::Language language);

/// "198", or "8150 to 13500" if requests may wait for the cores; "" without a prediction.
std::string prediction_text(const records::MapRow& row, text::Language language);

/// Explains the bound, if the arm's handlers are its bottleneck by the model; else "".
std::string bound_by_handlers(const MeasuredWorkload& workload, const records::MapRow& row,
                              text::Language language);

/// A line for each arm: the prediction, the measurement, and explanations if they differ by more
/// than 10 %. Empty if nothing is predicted.
std::vector<std::string> model_lines(const MeasuredWorkload& workload,
                                     const std::vector<records::MapRow>& rows,
                                     text::Language language);

/// Why nothing is predicted for a workload for which model_lines() is empty.
std::string why_no_model(const MeasuredWorkload& workload, text::Language language);

/// The cores that the model counts, and a warning if the generator shares them.
std::string cores_line(const records::Manifest& manifest, text::Language language);

/// " No valid cell: balanced (sleep-5, c=64).": arms that a reader misses at their place on the
/// map;
/// "" if there are none.
std::string missing_arms(const MapData& map, text::Language language);

/// That the map is not complete, and how to go on.
report::Notes about_cut_map(const MapData& map, text::Language language);

/// What disturbed the run of a workload, with its name (report::disturbances).
report::Notes disturbances_of(const MapData& map, text::Language language);

/// Which workloads' runs were disturbed, one sentence; "" if none was.
std::string disturbed_summary(const MapData& map, text::Language language);

/// Warnings: what is missing, and what makes the figures doubtful.
report::Notes about_map(const MapData& map, text::Language language);

}  // namespace tiga::suite::map
