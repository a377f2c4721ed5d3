// `tiga run`: plan, schedule, cells, then the same report as `tiga report`.
#include <fmt/format.h>

#include <random>

#include "common/attempts.hpp"
#include "common/text.hpp"
#include "suite/commands.hpp"
#include "suite/go_on.hpp"
#include "suite/measure/local_host.hpp"
#include "suite/records/run_data.hpp"
#include "suite/records/run_folder.hpp"
#include "suite/runs/active_run.hpp"
#include "suite/runs/work_folder.hpp"
#include "suite/several_hosts.hpp"

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
  return runs::new_manifest(std::move(plan), std::move(text),
                            order.seed ? *order.seed : std::random_device()());
}

// What a run has and works with, from its first cell to its report.
class RunCommand {
 public:
  // `hosts`: nullptr if this host is alone.
  RunCommand(const RunOrder& order, const records::Paths& paths, SeveralHosts* hosts,
             const common::GroupKeeper& keeper)
      : order_(order), paths_(paths), hosts_(hosts), keeper_(keeper) {}

  common::Exit carry_out() {
    runs::ActiveRun run = order_.resume ? resume() : begin();
    records::point_latest_to(run.folder);
    const records::Manifest& manifest = run.manifest;
    runs::say(fmt::format("plan {}: {}, seed {}; {}\n", manifest.plan.name, extent(manifest),
                          manifest.seed, place_caption(manifest, text::Language::english)));
    runs::Interrupt interrupt;  // until the end: measured cells are always reported
    common::Attempts attempts;  // what was measured before a disk was full is
                                // shown all the same
    attempts([&] { measure(run, interrupt); });
    if (hosts_ != nullptr) {
      hosts_->release();  // whatever a report takes, they do not wait for it
    }
    attempts([&] { report_run({run.folder.string(), order_.language}, paths_); });
    if (hosts_ == nullptr && manifest.status != records::RunStatus::complete) {
      attempts([&] { common::print(fmt::format("go on   {}\n", to_go_on(run))); });
    }
    attempts.check();
    const bool well = manifest.status == records::RunStatus::complete &&
                      records::read_run(run.folder).invalid_cells() == 0;
    return well ? common::Exit::ok : common::Exit::failed;
  }

 private:
  runs::ActiveRun begin() {
    records::Manifest manifest = make_manifest(order_, paths_);
    runs::refuse_build_that_does_not_measure(order_.force);
    runs::require_programs(manifest.plan, programs_);
    take_hosts(manifest);
    if (order_.go_on) {
      if (const auto cut = cut_run(paths_.results, manifest, order_.seed)) {
        runs::say(fmt::format("{} goes on; without --go-on a new one begins\n",
                              records::for_people(*cut)));
        return resume_in(*cut);
      }
    }
    cores_.take(common::available_cpus(), order_.force);
    manifest.beside_another_run =
        cores_.is_shared() || (hosts_ != nullptr && hosts_->is_beside_another_run());
    const fs::path folder = records::create_run_folder(paths_.results, manifest.plan.name);
    return runs::begin_run(folder, std::move(manifest));
  }

  runs::ActiveRun resume() {
    const fs::path folder = find_run(paths_, *order_.resume);
    if (hosts_ != nullptr) {
      records::Manifest manifest = records::read_run(folder).manifest;
      take_hosts(manifest);
    }
    return resume_in(folder);
  }

  // After take_hosts().
  runs::ActiveRun resume_in(const fs::path& folder) {
    if (hosts_ == nullptr) {
      return runs::resume_run(folder, programs_, order_.force, cores_);
    }
    runs::ActiveRun run =
        runs::resume_run(folder, programs_, order_.force, cores_, hosts_->facts());
    run.manifest.beside_another_run =
        run.manifest.beside_another_run || hosts_->is_beside_another_run();
    return run;
  }

  // Where the run has several: gives each its part in the plan.
  void take_hosts(records::Manifest& manifest) {
    const plan::Plan& plan = manifest.plan;
    if (hosts_ != nullptr) {
      require_addresses(plan);
      hosts_->assign(plan);
      hosts_->prepare(plan, manifest.plan_text, order_.force);
      manifest.hosts = hosts_->facts();
      manifest.placement = manifest.hosts.front().placement;
    } else if (plan.hosts) {
      runs::say("tiga: [hosts] of the plan is ignored: this run has one host\n");
    }
  }

  void measure(runs::ActiveRun& run, runs::Interrupt& interrupt) {
    if (hosts_ == nullptr) {
      measure_run(run, programs_, keeper_, interrupt, to_go_on(run));
      return;
    }
    const records::Manifest& manifest = run.manifest;
    // As it is now: a run that is resumed may have begun at another address.
    const records::HostFacts& own = hosts_->facts().front();
    const runs::WorkFolder work(run.folder / ".cell");
    measure::LocalHost local(measure::make_bench(programs_, work.path(), manifest.placement,
                                                 manifest.machine.topology, keeper_),
                             manifest.plan, own.name, own.address);
    measure_run(run, hosts_->testbed(local), interrupt, to_go_on(run) + " on these hosts");
  }

  static std::string to_go_on(const runs::ActiveRun& run) {
    return fmt::format("{} run --resume {}", records::own_command(),
                       common::shell_word(records::for_people(run.folder)));
  }

  // "240 cells at most, 20 a block", or "20 cells a block, as many blocks as fit into 180 s".
  static std::string extent(const records::Manifest& manifest) {
    const plan::Plan& plan = manifest.plan;
    return plan.most_blocks > 0 ? fmt::format("{} cells at most, {} a block",
                                              manifest.cells_planned, plan.cells_per_block())
                                : fmt::format("{} cells a block, as many blocks as fit into {} s",
                                              plan.cells_per_block(), plan.budget_s.value_or(0));
  }

  const RunOrder& order_;
  const records::Paths& paths_;
  SeveralHosts* hosts_;
  const common::GroupKeeper& keeper_;
  fs::path programs_ = records::programs_folder();
  runs::CoreLock cores_;
};

}  // namespace

common::Exit run_plan(const RunOrder& order, const records::Paths& paths) {
  const common::GroupKeeper keeper;  // before the locks and MPI, which it must not share
  if (const auto started = hosts::started_by_launcher()) {
    return run_together(*started, records::programs_folder(), keeper, [&](SeveralHosts& hosts) {
      return RunCommand(order, paths, &hosts, keeper).carry_out();
    });
  }
  return RunCommand(order, paths, nullptr, keeper).carry_out();
}

}  // namespace tiga::suite
