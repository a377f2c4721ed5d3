// `tiga predict`.
#include <fmt/format.h>

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

std::string how_to_read(const PredictOrder& order) {
  return "\nHow to read it\n" +
         text::note(order.from ? fmt::format("Demands of c={} stand for all levels.", *order.from)
                               : "Each level is predicted from the CPU time that its own requests "
                                 "needed; --from C takes that of one level for all.") +
         text::note(
             "Exact mean-value analysis of a closed network; ~ marks Bard and Schweitzer's "
             "approximation. It assumes exponential service and random routing: docs/scale.md.") +
         text::note(
             "Carried figures assume one core for each balancer and backend, as many generators as "
             "it takes, and that a request needs there what it needed here.");
}

}  // namespace

common::Exit predict_run(const PredictOrder& order, const records::Paths& paths) {
  const records::RunData run = records::read_run(find_run(paths, order.run));
  const plan::Plan& plan = run.manifest.plan;
  const std::vector<ArmPrediction> predictions = predictions_of(run, order);
  if (predictions.empty()) {
    throw common::CannotRun(
        order.from ? fmt::format("no arm of {} has a valid cell in a closed loop at c={}",
                                 records::for_people(run.folder), *order.from)
                   : fmt::format("no arm of {} has a valid cell in a closed loop whose CPU times "
                                 "are known",
                                 records::for_people(run.folder)));
  }
  std::string page = fmt::format("{}\n{}\n", load_caption(run, text::Language::english),
                                 place_caption(run.manifest, text::Language::english));
  for (const ArmPrediction& prediction : predictions) {
    page += prediction_text(plan, prediction);
  }
  for (const ArmPrediction& prediction : predictions) {
    page += carriage_text(plan, prediction, order.carriage);
  }
  common::print(page + how_to_read(order));
  return common::Exit::ok;
}

}  // namespace tiga::suite
