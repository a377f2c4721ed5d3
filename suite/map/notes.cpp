#include "suite/map/notes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suite/text/told.hpp"

namespace tiga::suite::map {

report::Notes about_map(const MapData& map, text::Language language) {
  report::Notes notes;
  if (map.manifest.status != records::RunStatus::complete) {
    notes.push_back(
        told(language, "The map is not complete: tiga map --resume {} goes on where it ended.",
             "Peta ini belum lengkap: tiga map --resume {} melanjutkannya.", map.run_name()));
  }
  for (const std::string& name : map.not_measured) {
    notes.push_back(told(language, "{} was not measured.", "{} tidak diukur.", name));
  }
  for (const MapLeftOut& one : map.manifest.left_out) {
    if (one.workload.empty()) {
      notes.push_back(one.why);
    } else {
      notes.push_back(told(language, "{}{} left out: {}", "{}{} tidak disertakan: {}", one.workload,
                           one.arm.empty() ? "" : fmt::format(", {}", one.arm), one.why));
    }
  }
  for (const MeasuredWorkload& workload : map.workloads) {
    const std::uint64_t invalid = workload.run.invalid_cells();
    if (invalid > 0) {
      notes.push_back(told(language, "{}: {} of {} cells are not valid; they count nowhere.",
                           "{}: {} dari {} sel tidak sah; sel itu tidak dihitung.",
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
  notes.emplace_back(either(
      language,
      "Verdicts are corrected by Holm's method over the pairs and concurrencies of one workload, "
      "not of the whole map: with 12 blocks the sign-flip test cannot go below 2/4096, which a "
      "family as large as the map would never get under 5 %. Among many workloads some verdict "
      "may so be wrong by chance.",
      "Putusan dikoreksi dengan metode Holm atas pasangan dan konkurensi dalam satu beban kerja, "
      "bukan seluruh peta: dengan 12 blok uji pembalikan tanda tidak dapat di bawah 2/4096, yang "
      "bagi keluarga sebesar peta tidak pernah di bawah 5 %. Karena itu, di antara banyak beban "
      "kerja, ada putusan yang mungkin keliru secara kebetulan."));
  return notes;
}

}  // namespace tiga::suite::map
