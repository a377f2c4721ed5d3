// `tiga run`: plan, schedule, cells, and then what `tiga report` makes of them.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <random>

#include "common/build_info.hpp"
#include "common/clock.hpp"
#include "common/files.hpp"
#include "suite/commands.hpp"
#include "suite/installed.hpp"
#include "suite/interrupt.hpp"
#include "suite/manifest.hpp"
#include "suite/progress.hpp"
#include "suite/run_data.hpp"
#include "suite/run_folder.hpp"
#include "suite/schedule.hpp"
#include "suite/sweep.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

void say(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

void refuse_build_that_does_not_measure(bool force) {
  if (!force && !common::build_info().measures()) {
    throw common::CannotRun(
        "this build is sanitized or not optimised, so its figures would mean nothing; build the "
        "release preset, or give --force");
  }
}

void require_programs(const Plan& plan, const fs::path& folder) {
  for (const std::string& program : own_programs(plan)) {
    if (::access((folder / program).c_str(), X_OK) != 0) {
      throw common::CannotRun(
          fmt::format("there is no program {} in {}; build it first", program, for_people(folder)));
    }
  }
}

Manifest make_manifest(const RunOrder& order, const Home& home) {
  const fs::path file = find_plan(home, order.plan);
  Manifest manifest;
  manifest.plan_text = common::read_file(file);
  manifest.plan = parse_plan(manifest.plan_text, for_people(file));
  for (const std::string& line : leave_out_missing(manifest.plan)) {
    say(fmt::format("tiga: {}\n", line));
  }
  manifest.plan.pinning = order.pinning.value_or(manifest.plan.pinning);
  manifest.seed = order.seed ? *order.seed : std::random_device()();
  manifest.cells_planned = make_schedule(manifest.plan, manifest.seed).size();
  manifest.started = common::utc_stamp();
  manifest.placement = place(manifest.plan.pinning, common::available_cpus());
  manifest.machine = this_machine();
  manifest.build = build_facts();
  return manifest;
}

std::optional<common::TimePoint> end_of_budget(const Plan& plan) {
  if (!plan.budget_s) {
    return std::nullopt;
  }
  return common::SteadyClock::now() + std::chrono::seconds(*plan.budget_s);
}

// Measures until the schedule ends, the budget is spent, or a signal comes.
RunStatus measure(const Manifest& manifest, const fs::path& programs, const fs::path& folder,
                  Interrupt& interrupt) {
  const Plan& plan = manifest.plan;
  const common::GroupKeeper keeper;
  const Bench bench{programs, folder / ".cell", manifest.placement.servers,
                    manifest.placement.generator, &keeper};
  Record record(folder);
  Progress progress(manifest.cells_planned, plan.blocks, ::isatty(STDERR_FILENO) == 1,
                    end_of_budget(plan), say);
  const auto keep = [&](const CellSpec& spec, const CellResult& result) {
    record.add(result);
    progress.cell_done(spec);
  };
  RunStatus status = RunStatus::complete;
  try {
    sweep(make_schedule(plan, manifest.seed), plan, bench, keep, [&] { interrupt.check(); });
  } catch (const Interrupted& what) {
    status = RunStatus::interrupted;
    progress.finish();
    say(fmt::format("tiga: {}; what was measured is kept\n", what.what()));
  }
  progress.finish();
  fs::remove_all(bench.work);
  return status;
}

}  // namespace

common::Exit run_plan(const RunOrder& order, const Home& home) {
  Manifest manifest = make_manifest(order, home);
  const fs::path programs = programs_folder();
  refuse_build_that_does_not_measure(order.force);
  require_programs(manifest.plan, programs);

  const fs::path folder = create_run_folder(home.results, manifest.plan.name);
  common::write_file(folder / "manifest.json", to_json(manifest));
  say(fmt::format("plan {}: {} cells, {} a block, seed {}; {}\n", manifest.plan.name,
                  manifest.cells_planned, manifest.plan.cells_per_block(), manifest.seed,
                  place_caption(manifest)));
  Interrupt interrupt;  // until the end: what was measured is reported whatever comes
  manifest.status = measure(manifest, programs, folder, interrupt);
  manifest.finished = common::utc_stamp();
  common::write_file(folder / "manifest.json", to_json(manifest));
  point_latest_to(folder);

  report_run(folder.string(), home);
  const bool well = manifest.status == RunStatus::complete && read_run(folder).invalid_cells() == 0;
  return well ? common::Exit::ok : common::Exit::failed;
}

}  // namespace tiga::suite
