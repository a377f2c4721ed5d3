// `tiga run`: plan, schedule, cells, and then what `tiga report` makes of them.
#include <fmt/format.h>

#include <random>

#include "suite/commands.hpp"
#include "suite/run_data.hpp"
#include "suite/run_folder.hpp"
#include "suite/run_under_way.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

Manifest make_manifest(const RunOrder& order, const Home& home) {
  const fs::path file = find_plan(home, order.plan);
  std::string text = read_plan_text(for_people(file));
  Plan plan = parse_plan(text, for_people(file));
  plan.pinning = order.pinning.value_or(plan.pinning);
  return new_manifest(std::move(plan), std::move(text),
                      order.seed ? *order.seed : std::random_device()());
}

void say_what_is_planned(const Manifest& manifest) {
  say(fmt::format("plan {}: {} cells at most, {} a block, seed {}; {}\n", manifest.plan.name,
                  manifest.cells_planned, manifest.plan.cells_per_block(), manifest.seed,
                  place_caption(manifest, Language::english)));
}

RunUnderWay begin(const RunOrder& order, const Home& home, const fs::path& programs) {
  Manifest manifest = make_manifest(order, home);
  refuse_build_that_does_not_measure(order.force);
  require_programs(manifest.plan, programs);
  const fs::path folder = create_run_folder(home.results, manifest.plan.name);
  return begin_run(folder, std::move(manifest));
}

}  // namespace

common::Exit run_plan(const RunOrder& order, const Home& home) {
  const fs::path programs = programs_folder();
  const common::GroupKeeper keeper;  // before the lock, which it must not share
  RunUnderWay run = order.resume ? resume_run(find_run(home, *order.resume), programs, order.force)
                                 : begin(order, home, programs);
  point_latest_to(run.folder);
  say_what_is_planned(run.manifest);
  Interrupt interrupt;  // until the end: what was measured is reported whatever comes
  measure_run(run, programs, keeper, interrupt,
              fmt::format("tiga run --resume {}", for_people(run.folder)));

  report_run(run.folder.string(), home, order.language);
  const bool well =
      run.manifest.status == RunStatus::complete && read_run(run.folder).invalid_cells() == 0;
  return well ? common::Exit::ok : common::Exit::failed;
}

}  // namespace tiga::suite
