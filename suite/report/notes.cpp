#include "suite/report/notes.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "common/sequences.hpp"
#include "suite/plan/method.hpp"
#include "suite/plan/schedule.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

// The mean over the cells in which it is known.
records::Real stolen_share(const records::RunData& run) {
  double sum = 0;
  double known = 0;
  for (const records::CellRow& cell : run.cells) {
    if (cell.stolen_share) {
      sum += *cell.stolen_share;
      ++known;
    }
  }
  return known > 0 ? records::Real(sum / known) : std::nullopt;
}

bool any_bound(std::span<const analysis::ResultTable> tables, std::optional<bool> bound) {
  return std::ranges::any_of(tables, [&](const analysis::ResultTable& table) {
    return common::contains(table.rows, bound, &analysis::ResultRow::lower_bound);
  });
}

// With too few blocks for a verdict: what would give one.
Notes about_short_budget(const records::RunData& run, text::Language language) {
  const plan::Plan& plan = run.manifest.plan;
  const std::uint64_t blocks = run.whole_blocks();
  constexpr std::size_t needed = plan::method::least_blocks;
  const double spent_s = records::seconds_of(run.cells).value_or(0);
  if (run.manifest.ended_by != records::SweepEnd::budget || plan.arms.size() < 2 || blocks == 0 ||
      blocks >= needed || plan.block_limit() < needed || spent_s <= 0) {
    return {};
  }
  constexpr double margin = 1.1;  // a later block may take longer
  const double block_s = spent_s / static_cast<double>(blocks);
  return {tr(language,
             "The budget of {} s ended the run after {} of the {} blocks that a verdict needs; a "
             "block took {:.1f} s. Raise budget_s to about {:.0f}, or make each cell shorter "
             "(requests, duration_s).",
             plan.budget_s.value_or(0), blocks, needed, block_s,
             std::ceil(block_s * static_cast<double>(needed) * margin))};
}

}  // namespace

Notes about_cut(const records::RunData& run, text::Language language) {
  const std::uint64_t blocks = run.whole_blocks();
  const std::size_t cells = run.cells.size();
  switch (run.manifest.status) {
    case records::RunStatus::interrupted:
      return {
          tr(language,
             "The run was interrupted; whole blocks: {}, cells: {}. Only what had been measured "
             "is shown: fewer blocks than planned, so wider intervals.",
             blocks, cells)};
    case records::RunStatus::running:
      return {tr(language,
                 "The run has not ended, or was killed; whole blocks: {}, cells: {}. Only what had "
                 "been measured is shown: fewer blocks than planned, so wider intervals.",
                 blocks, cells)};
    case records::RunStatus::complete:
      break;
  }
  return about_short_budget(run, language);
}

Notes about_left_out(const records::RunData& run, text::Language language) {
  Notes notes;
  for (const records::Reason& reason : run.manifest.left_out) {
    notes.push_back(reason.in(language));
  }
  return notes;
}

Notes about_skipped_arms(const records::RunData& run, text::Language language) {
  Notes notes;
  for (const std::string& arm : run.manifest.plan.arms) {
    if (!common::contains(run.cells, arm, &records::CellRow::arm)) {
      notes.push_back(tr(language, "{} was not measured.", arm));
    }
  }
  return notes;
}

Notes about_stolen_time(const records::RunData& run, text::Language language) {
  const records::Real stolen = stolen_share(run);
  if (!stolen || *stolen <= plan::method::much_stolen) {
    return {};
  }
  return {tr(language,
             "The hypervisor gave {:.0f} % of the cores' time to others: measure again on a "
             "quieter machine before you believe any of this.",
             *stolen * 100)};
}

Notes about_generators(const plan::Plan& plan, text::Language language) {
  const std::vector<std::string> loaded = common::filtered(plan.arms, [&](const std::string& arm) {
    return plan.arm(arm).generator == plan::Generator::wrk;
  });
  if (loaded.empty()) {
    return {};
  }
  std::string text =
      tr(language, "wrk loaded {}: it checks no content, and ok is there a status below 400.",
         fmt::join(loaded, ", "));
  if (loaded.size() < plan.arms.size()) {
    text += tr(language,
               " loadgen loaded the others. A ratio across the two compares generators as well "
               "as servers.");
  }
  return {text};
}

Notes about_cores(const records::Manifest& manifest, text::Language language) {
  const bool balances = std::ranges::any_of(manifest.plan.arms, [&](const std::string& arm) {
    return manifest.plan.arm(arm).backends > 0;
  });
  const std::uint64_t cores = manifest.machine.cores;
  const bool few =
      (manifest.placement.servers &&
       records::part_of(manifest.machine.topology, *manifest.placement.servers).size() <= 1) ||
      (cores > 0 && cores <= 2);
  if (!balances || !few || !manifest.hosts.empty()) {
    return {};
  }
  return {tr(language, "{} cannot show what a balancer gains from more cores, only what it costs.",
             cores == 2 ? tr(language, "Two cores") : tr(language, "One core for the servers"))};
}

Notes about_build(const records::BuildFacts& build, text::Language language) {
  Notes notes;
  if (!build.measures) {
    notes.emplace_back(
        tr(language,
           "Measured with an unoptimised or sanitized build, forced: the figures mean nothing."));
  }
  if (build.source_modified()) {
    notes.push_back(
        tr(language, "Measured from a source tree that is no commit ({}).", build.git_describe));
  }
  return notes;
}

std::string blocks_run(const records::RunData& run, text::Language language) {
  const plan::Plan& plan = run.manifest.plan;
  std::string text = plan.most_blocks == 0
                         ? tr(language, "{} blocks", run.whole_blocks())
                         : tr(language, "{} of {} blocks", run.whole_blocks(),
                              plan::whole_squares(plan.most_blocks, plan.measured_arms().size()));
  if (plan.may_end_early() && run.manifest.ended_by == records::SweepEnd::precise) {
    text += tr(language, ", until every interval was within the goal");
  } else if (run.manifest.ended_by == records::SweepEnd::budget) {
    text += tr(language, ": another would not have fitted into {} s", plan.budget_s.value_or(0));
  }
  return text;
}

bool any_published(const ReportInput& input, const analysis::ResultTable& table) {
  return std::ranges::any_of(table.rows, [&](const analysis::ResultRow& entry) {
    return input.published.find_comparable(input.run.manifest.plan, table.arm,
                                           entry.row.concurrency_level) != nullptr;
  });
}

bool any_published(const ReportInput& input) {
  return std::ranges::any_of(input.tables, [&](const analysis::ResultTable& table) {
    return any_published(input, table);
  });
}

std::string what_a_row_is(text::Language language) {
  return tr(language, "Each row is one real run, the valid one of median time taken");
}

Notes about_published(const ReportInput& input, text::Language language) {
  if (!any_published(input)) {
    return {};
  }
  return {
      tr(language,
         "The published servers were other ones (Python, under WSL) on another machine, and all "
         "their replies were 404: GET / had no page. The ratio says how far apart, below each "
         "table stands why; the evidence in results/report-2020/README.md.")};
}

Notes about_signs(std::span<const analysis::ResultTable> tables, text::Language language) {
  Notes notes;
  if (any_bound(tables, true)) {
    notes.emplace_back(tr(
        language,
        ">= the generator used 95 % of its core or more (median over the blocks): the server can "
        "do at least that. With a connection for each request on two cores this is usual."));
  }
  if (any_bound(tables, std::nullopt)) {
    notes.emplace_back(tr(language, "? it is not known whether the generator was the limit."));
  }
  return notes;
}

void append(Notes& notes, Notes more) { std::ranges::move(more, std::back_inserter(notes)); }

}  // namespace tiga::suite::report
