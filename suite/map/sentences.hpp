// What a map says, in sentences. None says more than its verdicts and cells do. Pure.
#pragma once

#include <string>
#include <vector>

#include "suite/map/data.hpp"
#include "suite/report/notes.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::map {

/// "threaded wins 12 of 40 places, async 9; 19 are ties.": the map in a line.
std::string map_headline(const MapData& map, text::Language language);

/// "Sleeps 1 ms: threaded wins at c=16 to 256 (3.9 to 12 times the next); …": a workload in a line.
std::string workload_line(const MeasuredWorkload& workload, text::Language language);

/// Each concurrency: who wins, by how much with its interval, and why the next is behind.
std::vector<std::string> level_lines(const MeasuredWorkload& workload,
                                     const std::vector<records::MapRow>& rows,
                                     text::Language language);

/// "198", or "8150 to 13500" where requests may wait for the cores; "" where nothing is predicted.
std::string prediction_text(const records::MapRow& row, text::Language language);

/// Where the model says that an arm's handlers are what limits it: how they work, and what follows;
/// else "".
std::string bound_by_handlers(const MeasuredWorkload& workload, const records::MapRow& row,
                              text::Language language);

/// Each arm: what the model predicts, how far the measurement is from it, and what else limits
/// where they differ by more than 10 %. Empty where nothing is predicted.
std::vector<std::string> model_lines(const MeasuredWorkload& workload,
                                     const std::vector<records::MapRow>& rows,
                                     text::Language language);

/// Why nothing is predicted for a workload of which model_lines() has nothing to say.
std::string why_no_model(const MeasuredWorkload& workload, text::Language language);

/// Which cores the model counts, and what it leaves out where the generator shares them.
std::string cores_line(const records::Manifest& manifest, text::Language language);

/// What to know before believing a map: what is missing, what makes figures doubtful.
report::Notes about_map(const MapData& map, text::Language language);

}  // namespace tiga::suite::map
