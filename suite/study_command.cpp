// `tiga study`: measures the method itself, or the rest of a study that was cut, and prints its
// tables.
#include <fmt/format.h>

#include <algorithm>

#include "common/attempts.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/text.hpp"
#include "suite/commands.hpp"
#include "suite/plan/registry.hpp"
#include "suite/runs/active_run.hpp"
#include "suite/study/foreign_load.hpp"
#include "suite/study/repeat.hpp"
#include "suite/study/series.hpp"
#include "suite/study/variance.hpp"
#include "suite/study/variance_run.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

constexpr double usual_budget_s = 180;

records::Manifest with_plan(std::string text, const fs::path& file) {
  records::Manifest manifest;
  manifest.plan = plan::parse_plan(text, file);
  manifest.plan_text = std::move(text);
  return manifest;
}

records::Manifest with_plan_of(const records::Paths& paths, const std::string& plan) {
  const fs::path file = records::for_people(find_plan(paths, plan));
  return with_plan(plan::read_plan_text(file), file);
}

// What all studies do: begin or go on, measure, and write the page of what there is, also after an
// interrupt.
class Study {
 public:
  Study(study::StudyManifest wanted, const study::StudyOrder& order, const records::Paths& paths)
      : active_(begin_or_go_on(std::move(wanted), order, paths, programs_, cores_)),
        context_{programs_, keeper_,     interrupt_,
                 cores_,    order.force, fmt::format("the same command with --go-on")} {}

  const study::ActiveStudy& active() const { return active_; }
  const study::StudyContext& context() const { return context_; }
  std::uint32_t seed() const { return active_.manifest.run.seed; }

  // `measure` returns false if it was interrupted; `page` is made of what is on record.
  template <class Measure, class Page>
  bool run(const Measure& measure, const Page& page) {
    bool complete = false;
    common::Attempts attempts;
    attempts([&] {
      try {
        complete = measure();
      } catch (const runs::Interrupted& what) {
        runs::say(fmt::format("tiga: {}; what was measured is kept, and {} goes on\n", what.what(),
                              context_.to_go_on));
      }
    });
    attempts([&] { finish(active_, complete); });
    attempts([&] {
      const std::string text = page();
      const fs::path file = active_.folder / "study.md";
      common::print(fmt::format("{}\n{}\n", text, records::for_people(file)));
      common::write_file(file, text);
    });
    attempts.check();
    return complete;
  }

 private:
  fs::path programs_ = records::programs_folder();
  common::GroupKeeper keeper_;  // before the locks, which it must not share
  runs::CoreLock cores_;
  study::ActiveStudy active_;
  runs::Interrupt interrupt_;
  study::StudyContext context_;
};

// The experiments of an A/A study, in order.
class IdenticalRuns {
 public:
  IdenticalRuns(const IdenticalOrder& order, Study& study) : order_(order), study_(study) {}

  bool measure() {
    for (std::size_t number = 1; another_fits(number); ++number) {
      if (!measure(number)) {
        return false;
      }
      take(number);
    }
    return true;
  }

  std::span<const study::IdenticalResult> results() const { return results_; }
  std::string page() const {
    return fmt::format(
        "{} experiments of {} blocks, {:.0f} minutes; {} of {} cells are invalid.\n\n{}",
        experiments_, order_.settings.blocks, spent_s_ / 60, invalid_, cells_,
        study::identical_page(results_));
  }

 private:
  bool another_fits(std::size_t number) const {
    const double each_s = experiments_ > 0 ? spent_s_ / static_cast<double>(experiments_) : 0;
    return number <= order_.experiments.value_or(number) &&
           spent_s_ + each_s <= static_cast<double>(order_.minutes) * 60;
  }

  study::Condition condition(std::size_t number) const {
    return study::condition_of(study_.seed(), number);
  }
  std::string name(std::size_t number) const {
    return study::experiment_name(number, condition(number));
  }

  bool measure(std::size_t number) const {
    if (is_complete(study_.active(), name(number))) {
      return true;
    }
    runs::say(fmt::format("experiment {}, {:.0f} of {} minutes\n", name(number), spent_s_ / 60,
                          order_.minutes));
    const auto seed = study_.seed() + static_cast<std::uint32_t>(number);
    std::optional<study::ForeignLoad> beside;
    if (condition(number).busy) {
      beside.emplace(study_.context().programs, seed, study_.context().keeper);
    }
    return measure_experiment(
        study_.active(), {name(number), identical_plan(order_.settings, condition(number)), seed},
        study_.context());
  }

  void take(std::size_t number) {
    const records::RunData run = records::read_run(study_.active().folder / name(number));
    const auto found =
        results_of(condition(number), compare::own_verdicts(run), run.manifest.plan.delta);
    results_.insert(results_.end(), found.begin(), found.end());
    ++experiments_;
    spent_s_ += records::seconds_of(run.cells).value_or(0);
    cells_ += run.cells.size();
    invalid_ += run.invalid_cells();
  }

  const IdenticalOrder& order_;
  Study& study_;
  std::vector<study::IdenticalResult> results_;
  std::size_t experiments_ = 0;
  std::size_t cells_ = 0;
  std::uint64_t invalid_ = 0;
  double spent_s_ = 0;
};

}  // namespace

common::Exit study_variance(const VarianceOrder& order, const records::Paths& paths) {
  const study::VarianceDesign& design = order.design;
  Study running(
      {"variance",
       {{"blocks", design.blocks}, {"processes", design.processes}, {"runs", design.runs}},
       with_plan_of(paths, order.plan)},
      order.study, paths);
  const plan::Plan& plan = running.active().manifest.run.plan;
  const bool complete = running.run(
      [&] {
        measure_variance(running.active(), design, running.context());
        return true;
      },
      [&] {
        return study::variance_page(plan, study::variance_rows(running.active().folder),
                                    plan.budget_s ? *plan.budget_s : usual_budget_s);
      });
  return complete ? common::Exit::ok : common::Exit::failed;
}

common::Exit study_identical(const IdenticalOrder& order, const records::Paths& paths) {
  const study::IdenticalSettings& settings = order.settings;
  if (plan::find_architecture(settings.arm) == nullptr) {
    throw common::UsageError(fmt::format("--arm: '{}' is no architecture", settings.arm));
  }
  Study running(
      {"aa",
       {{"minutes", order.minutes},
        {"experiments", order.experiments.value_or(0)},
        {"requests", settings.requests},
        {"blocks", settings.blocks}},
       with_plan(identical_plan(settings, study::conditions().front()), "identical.toml")},
      order.study, paths);
  IdenticalRuns runs(order, running);
  const bool complete = running.run([&] { return runs.measure(); }, [&] { return runs.page(); });
  return complete && !breaks_promise(runs.results()) ? common::Exit::ok : common::Exit::failed;
}

common::Exit study_repeats(const RepeatOrder& order, const records::Paths& paths) {
  Study running({"repeat", {{"runs", order.runs}}, with_plan_of(paths, order.plan)}, order.study,
                paths);
  std::vector<std::vector<analysis::Verdict>> verdicts;
  study::Repeats repeats;
  const bool complete = running.run(
      [&] {
        for (std::size_t number = 1; number <= order.runs; ++number) {
          const study::Experiment run = repeat_of(running.active(), number);
          runs::say(fmt::format("run {} of {}\n", number, order.runs));
          if (!measure_experiment(running.active(), run, running.context())) {
            return false;
          }
          verdicts.push_back(
              compare::own_verdicts(records::read_run(running.active().folder / run.name)));
        }
        return true;
      },
      [&] {
        repeats = study::repeats_of(verdicts);
        return repeat_page(repeats);
      });
  return complete && repeats.reversed() == 0 ? common::Exit::ok : common::Exit::failed;
}

}  // namespace tiga::suite
