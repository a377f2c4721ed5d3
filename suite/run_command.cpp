// `tiga run`: plan, schedule, cells, then the same report as `tiga report`.
#include <fmt/format.h>

#include <random>

#include "common/attempts.hpp"
#include "common/text.hpp"
#include "suite/commands.hpp"
#include "suite/measure/active_run.hpp"
#include "suite/records/run_data.hpp"
#include "suite/records/run_folder.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

records::Manifest make_manifest(const RunOrder& order, const records::Paths& paths) {
  const fs::path file = find_plan(paths, order.plan);
  std::string text = plan::read_plan_text(records::for_people(file));
  plan::Plan plan = plan::parse_plan(text, records::for_people(file));
  plan.pinning = order.pinning.value_or(plan.pinning);
  if (order.budget_s) {
    plan.budget_s = order.budget_s;
  }
  if (plan.hosts) {
    measure::say("tiga: [hosts] of the plan is ignored: this run has one host\n");
  }
  return measure::new_manifest(std::move(plan), std::move(text),
                               order.seed ? *order.seed : std::random_device()());
}

measure::ActiveRun begin(const RunOrder& order, const records::Paths& paths,
                         const fs::path& programs, measure::CoreLock& cores) {
  records::Manifest manifest = make_manifest(order, paths);
  measure::refuse_build_that_does_not_measure(order.force);
  measure::require_programs(manifest.plan, programs);
  cores.take(common::available_cpus(), order.force);
  manifest.beside_another_run = cores.is_shared();
  const fs::path folder = records::create_run_folder(paths.results, manifest.plan.name);
  return measure::begin_run(folder, std::move(manifest));
}

// "240 cells at most, 20 a block", or "20 cells a block, as many blocks as fit into 180 s".
std::string extent(const records::Manifest& manifest) {
  const plan::Plan& plan = manifest.plan;
  return plan.most_blocks > 0 ? fmt::format("{} cells at most, {} a block", manifest.cells_planned,
                                            plan.cells_per_block())
                              : fmt::format("{} cells a block, as many blocks as fit into {} s",
                                            plan.cells_per_block(), plan.budget_s.value_or(0));
}

}  // namespace

common::Exit run_plan(const RunOrder& order, const records::Paths& paths) {
  const fs::path programs = records::programs_folder();
  const common::GroupKeeper keeper;  // before the locks, which it must not share
  measure::CoreLock cores;
  measure::ActiveRun run = order.resume ? measure::resume_run(find_run(paths, *order.resume),
                                                              programs, order.force, cores)
                                        : begin(order, paths, programs, cores);
  records::point_latest_to(run.folder);
  const records::Manifest& manifest = run.manifest;
  measure::say(fmt::format("plan {}: {}, seed {}; {}\n", manifest.plan.name, extent(manifest),
                           manifest.seed, place_caption(manifest, text::Language::english)));
  measure::Interrupt interrupt;  // until the end: measured cells are always reported
  common::Attempts attempts;     // what was measured before a disk was full is shown all the same
  attempts([&] {
    measure_run(
        run, programs, keeper, interrupt,
        fmt::format("tiga run --resume {}", common::shell_word(records::for_people(run.folder))));
  });
  attempts([&] { report_run(run.folder.string(), paths, order.language); });
  attempts.check();
  const bool well = manifest.status == records::RunStatus::complete &&
                    records::read_run(run.folder).invalid_cells() == 0;
  return well ? common::Exit::ok : common::Exit::failed;
}

}  // namespace tiga::suite
