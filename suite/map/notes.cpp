// Warnings about a map, and explanations of its model.
#include <fmt/format.h>

#include <algorithm>

#include "common/text.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/map/sentences.hpp"
#include "suite/report/machine_notes.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::map {

report::Notes about_cut_map(const MapData& map, text::Language language) {
  if (map.manifest.status == records::RunStatus::complete) {
    return {};
  }
  return {tr(language, "The map is not complete: tiga map --resume {} goes on where it ended.",
             common::shell_word(map.run_name()))};
}

std::string missing_arms(const MapData& map, text::Language language) {
  std::vector<std::string> missing;
  for (const MeasuredWorkload& workload : map.workloads) {
    const records::RunData& run = workload.run;
    for (const LevelDecision& decision : workload.decisions) {
      const auto concurrency = static_cast<std::uint32_t>(decision.concurrency);
      for (const std::string& arm : run.manifest.plan.arms) {
        const analysis::Cells cells = analysis::cells_of(run.cells, arm, {concurrency, {}});
        const bool failed =
            std::ranges::none_of(cells, [](const records::CellRow* cell) { return cell->valid; });
        if (failed && !cells.empty()) {
          missing.push_back(fmt::format("{} ({}, c={})", arm, workload.workload.name, concurrency));
        }
      }
    }
  }
  return missing.empty() ? "" : tr(language, " No valid cell: {}.", fmt::join(missing, ", "));
}

report::Notes about_map(const MapData& map, text::Language language) {
  report::Notes notes = about_cut_map(map, language);
  for (const std::string& name : map.not_measured) {
    notes.push_back(tr(language, "{} was not measured.", name));
  }
  for (const MapLeftOut& one : map.manifest.left_out) {
    if (one.workload.empty()) {
      notes.push_back(one.why.in(language));
    } else {
      notes.push_back(tr(language, "{}{} left out: {}", one.workload,
                         one.arm.empty() ? "" : fmt::format(", {}", one.arm),
                         one.why.in(language)));
    }
  }
  for (const MeasuredWorkload& workload : map.workloads) {
    const std::uint64_t invalid = workload.run.invalid_cells();
    if (invalid > 0) {
      notes.push_back(tr(language, "{}: {} of {} cells are not valid; they count nowhere.",
                         workload.workload.name, invalid, workload.run.cells.size()));
    }
  }
  if (!map.workloads.empty()) {
    const records::Manifest& first = map.workloads.front().run.manifest;
    report::append(notes, report::about_build(first.build, language));
    report::append(notes, report::about_cpu_quota(first, language));
    report::append(notes, report::about_cores(first, language));
  }
  notes.emplace_back(tr(
      language,
      "Verdicts are corrected by Holm's method over the pairs and concurrencies of one workload, "
      "not of the whole map. So some verdict among many workloads may be wrong by chance."));
  return notes;
}

report::Notes disturbances_of(const MapData& map, text::Language language) {
  report::Notes notes;
  for (const MeasuredWorkload& workload : map.workloads) {
    for (const std::string& note :
         report::disturbances(workload.run, workload.verdicts, language)) {
      notes.push_back(fmt::format("{}: {}", workload.workload.name, note));
    }
  }
  return notes;
}

std::string disturbed_summary(const MapData& map, text::Language language) {
  std::vector<std::string> disturbed;
  for (const MeasuredWorkload& workload : map.workloads) {
    if (!report::disturbances(workload.run, workload.verdicts, language).empty()) {
      disturbed.push_back(workload.workload.name);
    }
  }
  return disturbed.empty()
             ? ""
             : tr(language, "Workloads disturbed: {} of {} ({}). The section of each says by what.",
                  disturbed.size(), map.workloads.size(), fmt::join(disturbed, ", "));
}

std::string why_no_model(const MeasuredWorkload& workload, text::Language language) {
  const plan::BackgroundClients& beside = workload.run.manifest.plan.background_clients;
  text::Message why = text::message(
      "how long a request's bytes take depends on memory, disk and kernel, and is not known "
      "before it is measured");
  if (workload.workload.own_cost) {
    why = text::message(
        "what a request costs each architecture besides its work is taken from this workload");
  } else if (workload.workload.service) {
    why = text::message(
        "nothing was measured, or how these servers share out their requests is not known");
  } else if (beside.slow_readers > 0) {
    why = text::message(
        "slow readers hold a server's handlers for as long as they like to read, which is no "
        "service time of a request");
  } else if (beside.idle > 0) {
    why = text::message(
        "a request has no work, and what idle connections beside it cost is what is measured");
  }
  return tr(language, "Nothing is predicted here: {}.", tr(language, why));
}

std::string cores_line(const records::Manifest& manifest, text::Language language) {
  const std::size_t cores = server_cores(manifest);
  if (manifest.placement.servers) {
    return tr(language, "The cores that it counts are those of the servers: {}.", cores);
  }
  return tr(language,
            "Nothing was pinned: the model counts all cores, {}, and the generator works on the "
            "same ones. Where the cores are the limit it promises more than the generator "
            "leaves.",
            cores);
}

}  // namespace tiga::suite::map
