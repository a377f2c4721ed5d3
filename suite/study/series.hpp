// A series of whole runs, each in a folder of its study.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/group_keeper.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/run_data.hpp"
#include "suite/runs/core_lock.hpp"
#include "suite/runs/interrupt.hpp"
#include "suite/study/study.hpp"

namespace tiga::suite::study {

/// One run of a series.
struct Experiment {
  std::string name;       ///< of its folder
  std::string plan_text;  ///< a plan, whole
  std::uint32_t seed = 0;
};

/// What a study is measured with.
struct StudyContext {
  const std::filesystem::path& programs;
  const common::GroupKeeper& keeper;
  runs::Interrupt& interrupt;
  runs::CoreLock& cores;
  bool force = false;    ///< resume on any machine
  std::string to_go_on;  ///< the command that resumes the study
};

/// The text of a number in a name, so that names sort: "0007".
std::string number_name(std::size_t number);

/// Whether that run of the study was measured to its end.
bool is_complete(const ActiveStudy& study, const std::string& name);

/// Measures that run, or the rest of it. False if it was interrupted. Throws CannotRun,
/// Interrupted.
bool measure_experiment(const ActiveStudy& study, const Experiment& experiment,
                        const StudyContext& context);

/// Marks the study as complete or interrupted, and writes that down.
void finish(ActiveStudy& study, bool complete);

}  // namespace tiga::suite::study
