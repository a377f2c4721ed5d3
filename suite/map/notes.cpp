#include "suite/map/notes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suite/text/tr.hpp"

namespace tiga::suite::map {

report::Notes about_map(const MapData& map, text::Language language) {
  report::Notes notes;
  if (map.manifest.status != records::RunStatus::complete) {
    notes.push_back(tr(language,
                       "The map is not complete: tiga map --resume {} goes on where it ended.",
                       map.run_name()));
  }
  for (const std::string& name : map.not_measured) {
    notes.push_back(tr(language, "{} was not measured.", name));
  }
  for (const MapLeftOut& one : map.manifest.left_out) {
    if (one.workload.empty()) {
      notes.push_back(one.why);
    } else {
      notes.push_back(tr(language, "{}{} left out: {}", one.workload,
                         one.arm.empty() ? "" : fmt::format(", {}", one.arm), one.why));
    }
  }
  for (const MeasuredWorkload& workload : map.workloads) {
    const std::uint64_t invalid = workload.run.invalid_cells();
    if (invalid > 0) {
      notes.push_back(tr(language, "{}: {} of {} cells are not valid; they count nowhere.",
                         workload.workload.name, invalid, workload.run.cells.size()));
    }
    for (const std::string& note : report::about_stolen_time(workload.run, language)) {
      notes.push_back(fmt::format("{}: {}", workload.workload.name, note));
    }
  }
  if (!map.workloads.empty()) {
    const records::Manifest& first = map.workloads.front().run.manifest;
    report::append(notes, report::about_build(first.build, language));
    report::append(notes, report::about_cores(first, language));
  }
  notes.emplace_back(tr(
      language,
      "Verdicts are corrected by Holm's method over the pairs and concurrencies of one workload, "
      "not of the whole map: with 12 blocks the sign-flip test cannot go below 2/4096, which a "
      "family as large as the map would never get under 5 %. Among many workloads some verdict "
      "may so be wrong by chance."));
  return notes;
}

}  // namespace tiga::suite::map
