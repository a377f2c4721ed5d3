#include "suite/runs/active_run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <stdexcept>

#include "common/build_info.hpp"
#include "common/clock.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/measure/load.hpp"
#include "suite/measure/local_host.hpp"
#include "suite/plan/plan.hpp"
#include "suite/plan/schedule.hpp"
#include "suite/progress/progress.hpp"
#include "suite/records/paths.hpp"
#include "suite/records/run_data.hpp"
#include "suite/runs/left_out.hpp"
#include "suite/runs/sweep.hpp"
#include "suite/runs/work_folder.hpp"

namespace tiga::suite::runs {
namespace {

namespace fs = std::filesystem;

// The plan may read otherwise to another program, and cells.csv may have been edited.
void refuse_other_cells(const records::Manifest& manifest,
                        const std::vector<measure::CellResult>& done, const fs::path& folder) {
  const std::vector<plan::CellSpec> schedule = make_schedule(manifest.plan, manifest.seed);
  for (std::size_t at = 0; at < done.size(); ++at) {
    const records::CellRow& row = done[at].row;
    const plan::CellSpec measured{static_cast<std::uint32_t>(row.cell),
                                  static_cast<std::uint32_t>(row.block),
                                  row.arm,
                                  {static_cast<std::uint32_t>(row.concurrency), row.load}};
    if (at >= schedule.size() || measured != schedule[at]) {
      throw common::CannotRun(fmt::format(
          "cannot resume: row {} of {} is not the cell that the plan and seed have there", at + 1,
          records::for_people(folder / "cells.csv")));
    }
  }
}

std::string latency_text(const records::Columns<records::LatencyRow>& columns,
                         const std::vector<measure::CellResult>& results) {
  std::string text = csv_header(columns);
  for (const measure::CellResult& result : results) {
    text += csv_rows(columns, result.latency);
  }
  return text;
}

// What a sweep tells and asks: puts cells on record, shows how far it is, looks for signals.
class Observer {
 public:
  Observer(const ActiveRun& run, const measure::Testbed& testbed, Interrupt& interrupt)
      : manifest_(run.manifest),
        testbed_(testbed),
        interrupt_(interrupt),
        record_(run.folder, run.done),
        progress_(run.manifest.plan, progress::terminal_of(STDERR_FILENO), say) {
    for (const measure::CellResult& result : run.done) {
      done_.push_back(result.row);
      progress_.on_record(result.row);
    }
  }

  // Cells on record when it began.
  const std::vector<records::CellRow>& done() const { return done_; }

  SweepWatch watch() {
    return {[this](const plan::CellSpec& spec, const measure::CellResult& result) {
              record_.add(result);
              progress_.cell_done(spec, result.row);
            },
            [this](std::span<const records::CellRow> cells) { return is_precise(cells); },
            [this] { pulse(); }, [this] { interrupt_.check(); }};
  }

  void finish() { progress_.finish(); }

 private:
  bool is_precise(std::span<const records::CellRow> cells) {
    const auto found = analysis::precision_of(manifest_.plan, cells, manifest_.seed);
    progress_.on_precision(found);
    return found.reached;
  }

  void pulse() {
    if (interrupt_.wants_end() && !end_is_said_) {
      end_is_said_ = true;
      progress_.finish();
      say("tiga: interrupted: the run ends after this cell; Ctrl-C again ends it at once\n");
    }
    progress_.tick();
    if (testbed_.tend) {
      testbed_.tend();
    }
  }

  const records::Manifest& manifest_;
  const measure::Testbed& testbed_;
  Interrupt& interrupt_;
  Record record_;
  progress::Progress progress_;
  std::vector<records::CellRow> done_;
  bool end_is_said_ = false;
};

}  // namespace

Record::Record(const std::filesystem::path& run, const std::vector<measure::CellResult>& recorded)
    : run_(run),
      cells_(run / "cells.csv", csv_file(cell_columns_, recorded, &measure::CellResult::row)),
      latency_(run / "latency.csv", latency_text(latency_columns_, recorded)) {}

void Record::add(const measure::CellResult& result) {
  // The cell comes last: where it stands, all of it does.
  if (!result.log.empty()) {
    const fs::path log = run_ / result.row.log;
    fs::create_directories(log.parent_path());
    common::write_file(log, result.log);
  }
  latency_.append(csv_rows(latency_columns_, result.latency));
  cells_.append(csv_row(cell_columns_, result.row));
}

std::vector<measure::CellResult> recorded(const std::filesystem::path& run) {
  std::vector<measure::CellResult> results;
  std::map<std::uint64_t, std::size_t> place;
  for (records::CellRow& row : read_run_file(run / "cells.csv", records::cell_columns())) {
    place.emplace(row.cell, results.size());
    results.push_back({std::move(row), {}});
  }
  for (records::LatencyRow& bin : read_run_file(run / "latency.csv", records::latency_columns())) {
    const auto cell = place.find(bin.cell);
    if (cell != place.end()) {
      results[cell->second].latency.push_back(std::move(bin));
    }
  }
  return results;
}

std::string other_circumstances(const records::Manifest& manifest,
                                std::span<const records::HostFacts> hosts) {
  if (!manifest.hosts.empty() || !hosts.empty()) {
    return other_hosts(manifest.hosts, hosts);
  }
  const records::BuildFacts build = records::build_facts();
  if (manifest.build.git_describe != build.git_describe || manifest.build.flags != build.flags) {
    return fmt::format("it was measured by {}, this is {}", manifest.build.git_describe,
                       build.git_describe);
  }
  const auto text_of = [](const records::Machine& machine) {
    return fmt::format("{} ({})", machine_text(machine, text::Language::english), machine.kernel);
  };
  const common::CpuSet cores = cpus_of(manifest.machine.topology);
  if (!cores.empty() && cores != common::available_cpus()) {
    return fmt::format("it was measured on cores {}, this process may use {}",
                       common::to_string(cores), common::to_string(common::available_cpus()));
  }
  const std::string then = text_of(manifest.machine);
  const std::string now = text_of(records::this_machine());
  return then == now ? "" : fmt::format("it was measured on {}, this is {}", then, now);
}

void refuse_other_circumstances(const records::Manifest& manifest, bool force,
                                std::span<const records::HostFacts> hosts) {
  const std::string other = other_circumstances(manifest, hosts);
  if (hosts_text(manifest.hosts) != hosts_text(hosts)) {  // no cell could run where others did
    throw common::CannotRun(fmt::format("cannot resume: {}", other));
  }
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

void require_programs(const plan::Plan& plan, const fs::path& folder) {
  records::require_programs(own_programs(plan), folder);
}

records::Manifest new_manifest(plan::Plan plan, std::string text, std::uint32_t seed) {
  records::Manifest manifest;
  manifest.plan_text = std::move(text);
  manifest.plan = std::move(plan);
  manifest.left_out = leave_out_missing(manifest.plan);
  for (const records::Reason& reason : manifest.left_out) {
    say(fmt::format("tiga: {}\n", reason.in(text::Language::english)));
  }
  manifest.seed = seed;
  manifest.cells_planned = make_schedule(manifest.plan, manifest.seed).size();
  manifest.started = common::utc_stamp();
  manifest.load_average = records::load_average();
  manifest.machine = records::this_machine();
  manifest.placement = records::place(manifest.plan.pinning, manifest.machine.topology);
  manifest.build = records::build_facts();
  return manifest;
}

ActiveRun begin_run(const fs::path& folder, records::Manifest manifest) {
  common::UniqueFd lock = records::lock_run(folder);  // first: what has a manifest can be removed
  records::write_manifest(folder / "manifest.json", to_json(manifest));
  return {folder, std::move(lock), std::move(manifest), {}};
}

ActiveRun resume_run(const fs::path& folder, const fs::path& programs, bool force, CoreLock& cores,
                     std::span<const records::HostFacts> hosts) {
  common::UniqueFd lock = records::lock_run(folder);
  records::Manifest manifest = records::read_run(folder).manifest;
  if (manifest.status == records::RunStatus::complete) {
    throw common::UsageError(
        fmt::format("{} is complete: there is nothing to resume", records::for_people(folder)));
  }
  refuse_other_circumstances(manifest, force, hosts);
  require_programs(manifest.plan, programs);
  std::vector<measure::CellResult> done = recorded(folder);
  refuse_other_cells(manifest, done, folder);
  cores.take(common::available_cpus(), force);
  records::remove_half_written(folder);
  manifest.beside_another_run = manifest.beside_another_run || cores.is_shared();
  manifest.status = records::RunStatus::running;
  manifest.resumed.push_back(common::utc_stamp());
  manifest.finished.reset();
  common::write_file(folder / "manifest.json", to_json(manifest));
  say(fmt::format("{} goes on after {} cells\n", records::for_people(folder), done.size()));
  return {folder, std::move(lock), std::move(manifest), std::move(done)};
}

void measure_run(ActiveRun& run, const fs::path& programs, const common::GroupKeeper& keeper,
                 Interrupt& interrupt, const std::string& to_go_on) {
  const records::Manifest& manifest = run.manifest;
  const WorkFolder work(run.folder / ".cell");
  measure::LocalHost host(measure::make_bench(programs, work.path(), manifest.placement,
                                              manifest.machine.topology, keeper),
                          manifest.plan);
  measure_run(run, measure::on_one_host(host), interrupt, to_go_on);
}

void measure_run(ActiveRun& run, const measure::Testbed& testbed, Interrupt& interrupt,
                 const std::string& to_go_on) {
  records::Manifest& manifest = run.manifest;
  refuse_divided_wrk(manifest.plan, testbed);
  Observer observer(run, testbed, interrupt);
  const auto kept = [&](const std::runtime_error& what) {
    observer.finish();
    return fmt::format("{}; what was measured is kept, and {} goes on", what.what(), to_go_on);
  };
  try {
    manifest.ended_by = sweep(make_schedule(manifest.plan, manifest.seed), manifest.plan, testbed,
                              observer.done(), observer.watch());
    manifest.status = records::RunStatus::complete;
  } catch (const Interrupted& what) {
    manifest.status = records::RunStatus::interrupted;
    say(fmt::format("tiga: {}\n", kept(what)));
  } catch (const std::runtime_error& what) {  // a full disk: the cells on record are whole
    throw common::CannotRun(kept(what));
  }
  observer.finish();
  manifest.finished = common::utc_stamp();
  common::write_file(run.folder / "manifest.json", to_json(manifest));
}

}  // namespace tiga::suite::runs
