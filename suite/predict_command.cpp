// `tiga predict`.
#include <fmt/format.h>

#include <algorithm>

#include "common/files.hpp"
#include "suite/commands.hpp"
#include "suite/records/run_data.hpp"
#include "suite/scale/page.hpp"
#include "suite/text/paragraph.hpp"

namespace tiga::suite {
namespace {

using scale::ArmPrediction;

std::vector<ArmPrediction> predictions_of(const records::RunData& run, const PredictOrder& order) {
  std::vector<ArmPrediction> predictions;
  for (const std::string& arm : run.manifest.plan.arms) {
    if (auto prediction = scale::predict_arm(run, arm, order.from)) {
      predictions.push_back(std::move(*prediction));
    }
  }
  return predictions;
}

// What every arm would need to be predicted.
std::string what_all_lack(const plan::Plan& plan, const PredictOrder& order) {
  const bool is_any_modelled = std::ranges::any_of(
      plan.arms, [&](const std::string& name) { return scale::can_be_modelled(plan.arm(name)); });
  if (!is_any_modelled) {
    return "has a known concurrency_model in the plan: there is no model of it";
  }
  return order.from ? fmt::format("has a valid cell in a closed loop at c={}", *order.from)
                    : "has a valid cell in a closed loop whose CPU times are known";
}

std::string how_to_read(const PredictOrder& order) {
  return "\nHow to read it\n" +
         text::note(order.from ? fmt::format("Demands of c={} stand for all levels.", *order.from)
                               : "Each level is predicted from the CPU time that its own requests "
                                 "needed; --from C takes that of one level for all.") +
         text::note(
             "Exact mean-value analysis of a closed network; ~ marks Bard and Schweitzer's "
             "approximation. It assumes exponential service and random routing: docs/scale.md. "
             "Column regular has the error of a simulation in which no service time varies and "
             "backends take turns: service of a real server is between the two.") +
         text::note(
             "Carried figures assume one core for each balancer and backend, as many generators as "
             "it takes, and that a request needs there what it needed here.");
}

}  // namespace

common::Exit predict_run(const PredictOrder& order, const records::Paths& paths) {
  const records::RunData run = records::read_run(find_run(paths, order.run));
  const plan::Plan& plan = run.manifest.plan;
  if (!run.manifest.hosts.empty()) {
    throw common::CannotRun(
        fmt::format("{} ran on {} hosts, of which there is no model: it knows the cores of one",
                    records::for_people(run.folder), run.manifest.hosts.size()));
  }
  const std::vector<ArmPrediction> predictions = predictions_of(run, order);
  if (predictions.empty()) {
    throw common::CannotRun(fmt::format("no arm of {} {}", records::for_people(run.folder),
                                        what_all_lack(plan, order)));
  }
  std::string page = fmt::format("{}\n{}\n", load_caption(run, text::Language::english),
                                 place_caption(run.manifest, text::Language::english));
  for (const ArmPrediction& prediction : predictions) {
    page += prediction_text(plan, prediction);
  }
  page += scale::unmodelled_text(plan) + accuracy_text(plan, predictions);
  if (!order.check) {
    for (const ArmPrediction& prediction : predictions) {
      page += extrapolation_text(plan, prediction, order.extrapolation);
    }
    page += how_to_read(order);
  }
  common::print(page);
  const scale::Accuracy accuracy = accuracy_of(predictions);
  return order.check && accuracy.right < accuracy.judged ? common::Exit::failed : common::Exit::ok;
}

}  // namespace tiga::suite
