// Sentences that compare the model with the measurement.
#include <fmt/format.h>

#include <numeric>

#include "loadgen/summary.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/map/sentences.hpp"
#include "suite/plan/method.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::map {
namespace {

namespace method = plan::method;

std::string milliseconds(double seconds) { return fmt::format("{:.3g} ms", seconds * 1e3); }

std::string per_second(double rate) {
  return rate < 100 ? fmt::format("{:.3g}", rate) : fmt::format("{:.0f}", rate);
}

// How the arm handles the work of requests.
std::string how_it_works(const plan::ConcurrencyModel& concurrency_model, const Service& service,
                         text::Language language) {
  const std::string model = to_text(concurrency_model, language);
  const std::string work = milliseconds(service.blocks_s + service.cpu_s);
  if (service.blocks_s + service.cpu_s <= 0) {
    return tr(language, "{}: no work, nothing but its own cost a request", model);
  }
  switch (concurrency_model.by) {
    case plan::ConcurrencyModel::By::loops:
      return concurrency_model.most == 1
                 ? tr(language, "{} does the work of one request at a time, {} each", model, work)
                 : tr(language, "{}, each with one request at a time, {} each", model, work);
    case plan::ConcurrencyModel::By::pool:
      return tr(language, "{}: so many requests at a time at most, {} each", model, work);
    default:
      return service.blocks_s > 0
                 ? tr(language,
                      "{}: all requests wait their {} at the same time, until the cores are full",
                      model, work)
                 : tr(language, "{}: {} of work each, and the cores share them out", model, work);
  }
}

std::string limit_text(const std::string& limit, text::Language language) {
  return (limit == "clients"    ? tr(language, "too few clients")
          : limit == "handlers" ? tr(language, "its handlers")
                                : tr(language, "the cores"));
}

// The mean over the arm's valid cells at that level; 0 if unknown in all.
double mean_share(const MeasuredWorkload& workload, const std::string& arm,
                  const plan::Level& level, records::Real records::CellRow::*share) {
  const std::vector<double> known =
      analysis::known_values(analysis::cells_of(workload.run.cells, arm, level), share);
  return known.empty()
             ? 0
             : std::accumulate(known.begin(), known.end(), 0.0) / static_cast<double>(known.size());
}

// Explanations from the cells' columns for an arm that did less than predicted.
std::vector<std::string> what_else(const MeasuredWorkload& workload, const records::MapRow& row,
                                   text::Language language) {
  const plan::Level level{static_cast<std::uint32_t>(row.concurrency), std::nullopt};
  std::vector<std::string> found;
  if (row.generator_core_share.value_or(0) >= loadgen::saturated_core_share) {
    found.push_back(tr(language, "the generator was the limit ({:.0f} % of its core)",
                       *row.generator_core_share * 100));
  }
  const double cpu = row.server_cpu_us_per_request.value_or(0);
  const double expected_cpu = row.predicted_cpu_us.value_or(cpu);
  if (cpu > method::clearly_more_cpu * expected_cpu) {
    found.push_back(tr(language,
                       "a request took {:.0f} µs of server CPU, {:.0f} with the page without "
                       "work: it comes alone, not among others that share its wake-ups",
                       cpu, expected_cpu));
  }
  if (row.server_core_share.value_or(0) >= method::full_core) {
    found.push_back(tr(language,
                       "what its servers may use was full ({:.0f} %), at {:.0f} µs of server CPU "
                       "a request",
                       *row.server_core_share * 100, cpu));
  }
  if (const double stolen = mean_share(workload, row.arm, level, &records::CellRow::stolen_share);
      stolen >= method::much_stolen) {
    found.push_back(
        tr(language, "the hypervisor gave {:.0f} % of the time to others", stolen * 100));
  }
  if (const double waited =
          mean_share(workload, row.arm, level, &records::CellRow::cpu_pressure_share);
      found.empty() && waited >= method::much_waiting) {
    found.push_back(
        tr(language, "for {:.0f} % of the time something waited for a core", waited * 100));
  }
  const analysis::ArmSummary facts =
      analysis::facts_of(workload.run.manifest.plan, workload.run.cells, row.arm, level);
  if (facts.syn_retransmits.value_or(0) >= 1) {
    found.push_back(tr(language, "SYNs were sent again, each a second late ({:.0f} a run)",
                       *facts.syn_retransmits));
  }
  return found;
}

// Within the predicted range and the tolerance.
bool is_as_predicted(const records::MapRow& row) {
  return *row.throughput >= (1 - method::model_tolerance) * row.predicted_at_least.value_or(0) &&
         *row.throughput <= (1 + method::model_tolerance) * *row.predicted;
}

bool is_a_range(const records::MapRow& row) {
  return row.predicted_at_least.value_or(0) < (1 - method::narrow_range) * *row.predicted;
}

std::string near_text(const records::MapRow& row, text::Language language) {
  const std::string limit = limit_text(row.limit, language);
  const std::string prediction = prediction_text(row, language);
  return is_a_range(row)
             ? tr(language, "c={}: {} (predicted {}, limit: {})", row.concurrency,
                  per_second(*row.throughput), prediction, limit)
             : tr(language, "c={}: {} ({:.2f} of the predicted {}, limit: {})", row.concurrency,
                  per_second(*row.throughput), *row.measured_to_predicted, prediction, limit);
}

std::string far_line(const MeasuredWorkload& workload, const records::MapRow& row,
                     text::Language language) {
  const double ratio = *row.measured_to_predicted;
  const std::string head =
      tr(language, "c={}: {} a second measured, {} predicted ({:.2f}, limit: {})", row.concurrency,
         per_second(*row.throughput), prediction_text(row, language), ratio,
         limit_text(row.limit, language));
  if (ratio > 1) {
    return tr(language,
              "{}: more than the model allows, so a request took less than its service time and "
              "own cost say",
              head);
  }
  const std::vector<std::string> found = what_else(workload, row, language);
  if (found.empty()) {
    return tr(language, "{}: not explained by the cells' columns", head);
  }
  return fmt::format("{}: {}", head, fmt::join(found, tr(language, "; ")));
}

std::string arm_line(const MeasuredWorkload& workload,
                     const std::vector<const records::MapRow*>& rows, text::Language language) {
  std::vector<std::string> near;
  std::vector<std::string> far;
  for (const records::MapRow* row : rows) {
    if (is_as_predicted(*row)) {
      near.push_back(near_text(*row, language));
    } else {
      far.push_back(far_line(workload, *row, language));
    }
  }
  const std::string& arm = rows.front()->arm;
  std::string line = fmt::format("{}: {}.", arm,
                                 how_it_works(workload.run.manifest.plan.arm(arm).concurrency_model,
                                              *workload.workload.service, language));
  if (!near.empty()) {
    line +=
        tr(language, " As predicted within 10 %, requests a second at {}.", fmt::join(near, ", "));
  }
  for (const std::string& one : far) {
    line += tr(language, " Not so at {}.", one);
  }
  return line;
}

}  // namespace

std::string prediction_text(const records::MapRow& row, text::Language language) {
  if (!row.predicted) {
    return "";
  }
  const std::string most = per_second(*row.predicted);
  return is_a_range(row) ? tr(language, "{} to {}", per_second(*row.predicted_at_least), most)
                         : most;
}

std::string bound_by_handlers(const MeasuredWorkload& workload, const records::MapRow& row,
                              text::Language language) {
  if (row.limit != to_string(Limit::handlers)) {
    return "";
  }
  const plan::ConcurrencyModel concurrency_model =
      workload.run.manifest.plan.arm(row.arm).concurrency_model;
  return tr(language, "{}: no more than {} requests a second",
            how_it_works(concurrency_model, *workload.workload.service, language),
            per_second(*row.predicted));
}

std::vector<std::string> model_lines(const MeasuredWorkload& workload,
                                     const std::vector<records::MapRow>& rows,
                                     text::Language language) {
  std::vector<std::string> lines;
  for (const std::string& arm : workload.run.manifest.plan.arms) {
    std::vector<const records::MapRow*> known;
    for (const LevelDecision& level : workload.decisions) {
      const records::MapRow* row = find_row(rows, workload.workload.name, arm, level.concurrency);
      if (row != nullptr && row->measured_to_predicted) {
        known.push_back(row);
      }
    }
    if (!known.empty()) {
      lines.push_back(arm_line(workload, known, language));
    }
  }
  return lines;
}

}  // namespace tiga::suite::map
