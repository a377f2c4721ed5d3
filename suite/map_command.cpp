// `tiga map`: runs one workload after the other, each in the map's folder, then writes the map's
// page.
#include <fmt/format.h>

#include <algorithm>

#include "common/attempts.hpp"
#include "common/clock.hpp"
#include "common/text.hpp"
#include "suite/commands.hpp"
#include "suite/map/active_map.hpp"
#include "suite/records/run_data.hpp"
#include "suite/records/run_folder.hpp"
#include "suite/runs/active_run.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

bool is_complete(const fs::path& run) {
  return fs::exists(run / "manifest.json") &&
         records::read_run(run).manifest.status == records::RunStatus::complete;
}

bool is_left_out(const map::MapManifest& manifest, const std::string& workload) {
  return std::ranges::any_of(manifest.left_out, [&](const map::MapLeftOut& one) {
    return one.workload == workload && one.arm.empty();
  });
}

// The runs of a map, in order.
struct Journey {
  map::ActiveMap& active;
  const map::MapOrder& order;
  const fs::path& programs;
  const common::GroupKeeper& keeper;
  runs::Interrupt& interrupt;
  runs::CoreLock& cores;

  void travel() {
    try {
      active.manifest.status =
          visit_all() ? records::RunStatus::complete : records::RunStatus::interrupted;
    } catch (const runs::Interrupted& what) {
      active.manifest.status = records::RunStatus::interrupted;
      runs::say(fmt::format("tiga: {}; {} goes on\n", what.what(), to_go_on()));
    }
    active.manifest.finished = common::utc_stamp();
    write_map_manifest(active.folder, active.manifest);
  }

  std::string to_go_on() const {
    return fmt::format("{} map --resume {}", records::own_command(),
                       common::shell_word(records::for_people(active.folder)));
  }

  // False when one was interrupted.
  bool visit_all() {
    const std::vector<map::Workload>& workloads = active.map.workloads;
    for (std::size_t at = 0; at < workloads.size(); ++at) {
      if (!visit(workloads[at], at)) {
        return false;
      }
    }
    return true;
  }

  bool visit(const map::Workload& workload, std::size_t at) {
    const fs::path folder = active.folder / workload.name;
    if (is_complete(folder) || is_left_out(active.manifest, workload.name)) {
      return true;
    }
    interrupt.check();
    std::optional<runs::ActiveRun> run =
        fs::exists(folder / "manifest.json")
            ? runs::resume_run(folder, programs, order.force, cores)
            : begin(workload, at);
    if (!run) {
      return true;
    }
    runs::say(fmt::format("workload {} of {}, {} ({}): {} cells at most, {} a block; {}\n", at + 1,
                          active.map.workloads.size(), workload.name,
                          workload.title.in(text::Language::english), run->manifest.cells_planned,
                          run->manifest.plan.cells_per_block(),
                          place_caption(run->manifest, text::Language::english)));
    measure_run(*run, programs, keeper, interrupt, to_go_on());
    return run->manifest.status == records::RunStatus::complete;
  }

  // `nullopt` if no arm offers the workload.
  std::optional<runs::ActiveRun> begin(const map::Workload& workload, std::size_t at) {
    std::erase_if(active.manifest.left_out, [&](const map::MapLeftOut& one) {
      return one.workload == workload.name;  // of a probe that was interrupted
    });
    plan::Plan plan = workload.plan;
    leave_out_refusing(active, workload.name, plan, programs, keeper, interrupt);
    if (plan.arms.empty()) {
      active.manifest.left_out.push_back({workload.name, "", records::Reason("no_arm")});
      write_map_manifest(active.folder, active.manifest);
      return std::nullopt;
    }
    write_map_manifest(active.folder, active.manifest);
    const auto seed = static_cast<std::uint32_t>(active.manifest.seed + at);
    fs::create_directories(active.folder / workload.name);
    records::Manifest manifest = runs::new_manifest(std::move(plan), workload.plan_text, seed);
    manifest.beside_another_run = cores.is_shared();
    return runs::begin_run(active.folder / workload.name, std::move(manifest));
  }
};

bool all_valid(const map::ActiveMap& map) {
  return std::ranges::all_of(map.map.workloads, [&](const map::Workload& workload) {
    const fs::path run = map.folder / workload.name;
    return !fs::exists(run / "manifest.json") || records::read_run(run).invalid_cells() == 0;
  });
}

}  // namespace

common::Exit run_map(const map::MapOrder& order, const records::Paths& paths) {
  const fs::path programs = records::programs_folder();
  const common::GroupKeeper keeper;  // before the locks, which it must not share
  runs::CoreLock cores;
  map::ActiveMap map = begin_or_resume(order, paths, programs, cores);
  records::point_latest_to(map.folder);
  runs::Interrupt interrupt;  // until the end: measured cells are always reported
  common::Attempts attempts;  // what was measured before a disk was full is shown all the same
  Journey journey{map, order, programs, keeper, interrupt, cores};
  attempts([&] { journey.travel(); });
  attempts([&] { report_map(map.folder, {map.folder.string(), order.language}, paths); });
  if (map.manifest.status != records::RunStatus::complete) {
    attempts([&] { common::print(fmt::format("go on   {}\n", journey.to_go_on())); });
  }
  attempts.check();
  const bool well = map.manifest.status == records::RunStatus::complete && all_valid(map);
  return well ? common::Exit::ok : common::Exit::failed;
}

}  // namespace tiga::suite
