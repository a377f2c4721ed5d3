#include "suite/study/series.hpp"

#include <fmt/format.h>

#include "common/clock.hpp"
#include "suite/runs/active_run.hpp"

namespace tiga::suite::study {
namespace {

namespace fs = std::filesystem;

runs::ActiveRun begin_or_resume(const fs::path& folder, const ActiveStudy& study,
                                const Experiment& experiment, const StudyContext& context) {
  if (fs::exists(folder / "manifest.json")) {
    return runs::resume_run(folder, context.programs, context.force, context.cores);
  }
  fs::create_directories(folder);
  // Relative names in it are meant beside the study's plan.
  const fs::path file = study.manifest.run.plan.folder / (study.manifest.run.plan.name + ".toml");
  plan::Plan plan = plan::parse_plan(experiment.plan_text, file);
  records::Manifest manifest =
      runs::new_manifest(std::move(plan), experiment.plan_text, experiment.seed);
  manifest.beside_another_run = context.cores.is_shared();
  return runs::begin_run(folder, std::move(manifest));
}

}  // namespace

std::string number_name(std::size_t number) { return fmt::format("{:04}", number); }

bool is_complete(const ActiveStudy& study, const std::string& name) {
  const fs::path folder = study.folder / name;
  return fs::exists(folder / "manifest.json") &&
         records::read_run(folder).manifest.status == records::RunStatus::complete;
}

bool measure_experiment(const ActiveStudy& study, const Experiment& experiment,
                        const StudyContext& context) {
  if (is_complete(study, experiment.name)) {
    return true;
  }
  context.interrupt.check();
  runs::ActiveRun run = begin_or_resume(study.folder / experiment.name, study, experiment, context);
  measure_run(run, context.programs, context.keeper, context.interrupt, context.to_go_on);
  return run.manifest.status == records::RunStatus::complete;
}

void finish(ActiveStudy& study, bool complete) {
  study.manifest.run.status =
      complete ? records::RunStatus::complete : records::RunStatus::interrupted;
  study.manifest.run.finished = common::utc_stamp();
  write_study_manifest(study.folder, study.manifest);
}

}  // namespace tiga::suite::study
