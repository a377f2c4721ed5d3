#include "suite/study/variance_run.hpp"

#include <fmt/format.h>

#include "common/error.hpp"
#include "suite/measure/local_host.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/run_data.hpp"
#include "suite/records/run_folder.hpp"
#include "suite/runs/active_run.hpp"
#include "suite/runs/work_folder.hpp"

namespace tiga::suite::study {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view rows_file = "variance.csv";

bool belongs_to(const records::VarianceRow& row, const ProcessSpec& spec) {
  return row.block == spec.block && row.concurrency == spec.concurrency &&
         row.process == spec.process && row.arm == spec.arm;
}

// How many processes of the schedule the rows are of.
std::size_t processes_done(const std::vector<records::VarianceRow>& rows,
                           const std::vector<ProcessSpec>& schedule) {
  std::size_t row = 0;
  std::size_t done = 0;
  for (; done < schedule.size() && row < rows.size(); ++done) {
    const std::size_t first = row;
    while (row < rows.size() && belongs_to(rows[row], schedule[done])) {
      ++row;
    }
    if (row == first) {
      break;
    }
  }
  if (row < rows.size()) {
    throw common::CannotRun(fmt::format(
        "cannot resume: row {} of {} is not the process that the plan and seed have there", row + 1,
        rows_file));
  }
  return done;
}

}  // namespace

std::vector<records::VarianceRow> variance_rows(const fs::path& folder) {
  return records::read_run_file(folder / rows_file, records::variance_columns());
}

void measure_variance(const ActiveStudy& study, const VarianceDesign& design,
                      const StudyContext& context) {
  const records::Manifest& run = study.manifest.run;
  const runs::WorkFolder work(study.folder / ".cell");
  measure::LocalHost host(measure::make_bench(context.programs, work.path(), run.placement,
                                              run.machine.topology, context.keeper),
                          run.plan);
  const measure::Testbed testbed = on_one_host(host);
  const std::vector<ProcessSpec> schedule = variance_schedule(run.plan, design, run.seed);
  const std::vector<records::VarianceRow> recorded = variance_rows(study.folder);
  const records::Columns<records::VarianceRow> columns = records::variance_columns();
  records::GrowingFile file(study.folder / rows_file, csv_file(columns, recorded));
  for (std::size_t at = processes_done(recorded, schedule); at < schedule.size(); ++at) {
    const ProcessSpec& spec = schedule[at];
    context.interrupt.check();
    if (at == 0 || spec.block != schedule[at - 1].block) {
      runs::say(fmt::format("block {} of {}\n", spec.block, design.blocks));
    }
    file.append(csv_rows(columns, run_process(spec, run.plan, design.runs, testbed,
                                              [&] { context.interrupt.check(); })));
  }
}

}  // namespace tiga::suite::study
