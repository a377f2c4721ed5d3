// `tiga map`: one run after the other, each in the map's folder, and then the map's page.
#include <fmt/format.h>

#include <algorithm>

#include "common/clock.hpp"
#include "suite/commands.hpp"
#include "suite/map_probe.hpp"
#include "suite/map_under_way.hpp"
#include "suite/run_data.hpp"
#include "suite/run_folder.hpp"
#include "suite/run_under_way.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

bool is_complete(const fs::path& run) {
  return fs::exists(run / "manifest.json") && read_run(run).manifest.status == RunStatus::complete;
}

bool is_left_out(const MapManifest& manifest, const std::string& workload) {
  return std::ranges::any_of(manifest.left_out, [&](const MapLeftOut& one) {
    return one.workload == workload && one.arm.empty();
  });
}

// The runs of a map, in order.
class Journey {
 public:
  Journey(MapUnderWay& map, const MapOrder& order, const fs::path& programs,
          const common::GroupKeeper& keeper)
      : map_(map), order_(order), programs_(programs), keeper_(keeper) {}

  void travel(Interrupt& interrupt) {
    const std::vector<Workload>& workloads = map_.map.workloads;
    map_.manifest.status = RunStatus::complete;
    try {
      for (std::size_t at = 0; at < workloads.size(); ++at) {
        if (!visit(workloads[at], at, interrupt)) {
          map_.manifest.status = RunStatus::interrupted;
          break;
        }
      }
    } catch (const Interrupted& what) {
      map_.manifest.status = RunStatus::interrupted;
      say(fmt::format("tiga: {}; {} goes on\n", what.what(), to_go_on()));
    }
    map_.manifest.finished = common::utc_stamp();
    write_map_manifest(map_.folder, map_.manifest);
  }

 private:
  std::string to_go_on() const {
    return fmt::format("tiga map --resume {}", for_people(map_.folder));
  }

  // False when it was interrupted.
  bool visit(const Workload& workload, std::size_t at, Interrupt& interrupt) {
    const fs::path folder = map_.folder / workload.name;
    if (is_complete(folder) || is_left_out(map_.manifest, workload.name)) {
      return true;
    }
    interrupt.check();
    std::optional<RunUnderWay> run = fs::exists(folder / "manifest.json")
                                         ? resume_run(folder, programs_, order_.force)
                                         : begin(workload, at, interrupt);
    if (!run) {
      return true;
    }
    say(fmt::format("workload {} of {}, {} ({}): {} cells at most, {} a block; {}\n", at + 1,
                    map_.map.workloads.size(), workload.name, workload.title.english,
                    run->manifest.cells_planned, run->manifest.plan.cells_per_block(),
                    place_caption(run->manifest, Language::english)));
    measure_run(*run, programs_, keeper_, interrupt, to_go_on());
    return run->manifest.status == RunStatus::complete;
  }

  // Nothing where no arm offers the workload.
  std::optional<RunUnderWay> begin(const Workload& workload, std::size_t at, Interrupt& interrupt) {
    std::erase_if(map_.manifest.left_out, [&](const MapLeftOut& one) {
      return one.workload == workload.name;  // of a probe that was cut
    });
    Plan plan = workload.plan;
    leave_out_refusing(map_, workload.name, plan, programs_, keeper_, interrupt);
    if (plan.arms.empty()) {
      map_.manifest.left_out.push_back({workload.name, "", "no arm offers it"});
      write_map_manifest(map_.folder, map_.manifest);
      return std::nullopt;
    }
    write_map_manifest(map_.folder, map_.manifest);
    const auto seed = static_cast<std::uint32_t>(map_.manifest.seed + at);
    fs::create_directories(map_.folder / workload.name);
    return begin_run(map_.folder / workload.name,
                     new_manifest(std::move(plan), workload.plan_text, seed));
  }

  MapUnderWay& map_;
  const MapOrder& order_;
  const fs::path& programs_;
  const common::GroupKeeper& keeper_;
};

bool all_valid(const MapUnderWay& map) {
  return std::ranges::all_of(map.map.workloads, [&](const Workload& workload) {
    const fs::path run = map.folder / workload.name;
    return !fs::exists(run / "manifest.json") || read_run(run).invalid_cells() == 0;
  });
}

}  // namespace

common::Exit run_map(const MapOrder& order, const Home& home) {
  const fs::path programs = programs_folder();
  const common::GroupKeeper keeper;  // before the locks, which it must not share
  MapUnderWay map = begin_or_resume(order, home, programs);
  point_latest_to(map.folder);
  Interrupt interrupt;  // until the end: what was measured is reported whatever comes
  Journey(map, order, programs, keeper).travel(interrupt);
  report_map(map.folder, home, order.language);
  const bool well = map.manifest.status == RunStatus::complete && all_valid(map);
  return well ? common::Exit::ok : common::Exit::failed;
}

}  // namespace tiga::suite
