#include "suite/run_under_way.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "common/build_info.hpp"
#include "common/clock.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/home.hpp"
#include "suite/installed.hpp"
#include "suite/progress.hpp"
#include "suite/record.hpp"
#include "suite/run_data.hpp"
#include "suite/run_folder.hpp"
#include "suite/schedule.hpp"
#include "suite/sweep.hpp"
#include "suite/verdicts.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

// The plan may read otherwise to another program, and cells.csv may have been edited.
void refuse_other_cells(const Manifest& manifest, const std::vector<CellResult>& done,
                        const fs::path& folder) {
  const std::vector<CellSpec> schedule = make_schedule(manifest.plan, manifest.seed);
  for (std::size_t at = 0; at < done.size(); ++at) {
    const CellRow& row = done[at].row;
    const CellSpec measured{static_cast<std::uint32_t>(row.cell),
                            static_cast<std::uint32_t>(row.block),
                            row.arm,
                            {static_cast<std::uint32_t>(row.concurrency), row.load}};
    if (at >= schedule.size() || measured != schedule[at]) {
      throw common::CannotRun(fmt::format(
          "cannot resume: row {} of {} is not the cell that the plan and seed have there", at + 1,
          for_people(folder / "cells.csv")));
    }
  }
}

}  // namespace

std::string other_circumstances(const Manifest& manifest) {
  const BuildFacts build = build_facts();
  if (manifest.build.git_describe != build.git_describe || manifest.build.flags != build.flags) {
    return fmt::format("it was measured by {}, this is {}", manifest.build.git_describe,
                       build.git_describe);
  }
  const Machine machine = this_machine();
  if (manifest.machine.to_string() != machine.to_string() ||
      manifest.machine.kernel != machine.kernel) {
    return fmt::format("it was measured on {} ({}), this is {} ({})", manifest.machine.to_string(),
                       manifest.machine.kernel, machine.to_string(), machine.kernel);
  }
  return "";
}

void refuse_other_circumstances(const Manifest& manifest, bool force) {
  const std::string other = other_circumstances(manifest);
  if (!other.empty() && !force) {
    throw common::CannotRun(fmt::format("cannot resume: {}; --force resumes all the same", other));
  }
}

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

Manifest new_manifest(Plan plan, std::string text, std::uint32_t seed) {
  Manifest manifest;
  manifest.plan_text = std::move(text);
  manifest.plan = std::move(plan);
  manifest.left_out = leave_out_missing(manifest.plan);
  for (const std::string& line : manifest.left_out) {
    say(fmt::format("tiga: {}\n", line));
  }
  manifest.seed = seed;
  manifest.cells_planned = make_schedule(manifest.plan, manifest.seed).size();
  manifest.started = common::utc_stamp();
  manifest.placement = place(manifest.plan.pinning, common::available_cpus());
  manifest.machine = this_machine();
  manifest.build = build_facts();
  return manifest;
}

RunUnderWay begin_run(const fs::path& folder, Manifest manifest) {
  common::write_file(folder / "manifest.json", to_json(manifest));
  return {folder, lock_run(folder), std::move(manifest), {}};
}

RunUnderWay resume_run(const fs::path& folder, const fs::path& programs, bool force) {
  common::UniqueFd lock = lock_run(folder);
  Manifest manifest = read_run(folder).manifest;
  if (manifest.status == RunStatus::complete) {
    throw common::UsageError(
        fmt::format("{} is complete: there is nothing to resume", for_people(folder)));
  }
  refuse_other_circumstances(manifest, force);
  require_programs(manifest.plan, programs);
  remove_half_written(folder);
  manifest.status = RunStatus::running;
  manifest.resumed.push_back(common::utc_stamp());
  manifest.finished.reset();
  common::write_file(folder / "manifest.json", to_json(manifest));
  std::vector<CellResult> done = recorded(folder);
  refuse_other_cells(manifest, done, folder);
  say(fmt::format("{} goes on after {} cells\n", for_people(folder), done.size()));
  return {folder, std::move(lock), std::move(manifest), std::move(done)};
}

void measure_run(RunUnderWay& run, const fs::path& programs, const common::GroupKeeper& keeper,
                 Interrupt& interrupt, const std::string& to_go_on) {
  Manifest& manifest = run.manifest;
  const Plan& plan = manifest.plan;
  const Bench bench{programs, run.folder / ".cell", manifest.placement.servers,
                    manifest.placement.generator, &keeper};
  Record record(run.folder, run.done);
  Progress progress(plan, ::isatty(STDERR_FILENO) == 1, say);
  std::vector<CellRow> done;
  for (const CellResult& result : run.done) {
    done.push_back(result.row);
    progress.on_record(result.row);
  }
  const SweepWatch watch{
      [&](const CellSpec& spec, const CellResult& result) {
        record.add(result);
        progress.cell_done(spec, result.row);
      },
      [&](std::span<const CellRow> cells) { return all_precise(plan, cells, manifest.seed); },
      [&] { interrupt.check(); }};
  try {
    manifest.ended_by =
        sweep(make_schedule(plan, manifest.seed), plan, bench, std::move(done), watch);
    manifest.status = RunStatus::complete;
  } catch (const Interrupted& what) {
    manifest.status = RunStatus::interrupted;
    progress.finish();
    say(fmt::format("tiga: {}; what was measured is kept, and {} goes on\n", what.what(),
                    to_go_on));
  }
  progress.finish();
  fs::remove_all(bench.work);
  manifest.finished = common::utc_stamp();
  common::write_file(run.folder / "manifest.json", to_json(manifest));
}

}  // namespace tiga::suite
