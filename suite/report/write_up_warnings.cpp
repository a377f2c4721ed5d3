// Warnings, and what is invalid.
#include <fmt/format.h>

#include <algorithm>

#include "common/sequences.hpp"
#include "stats/dependence.hpp"
#include "suite/plan/level_text.hpp"
#include "suite/report/host_notes.hpp"
#include "suite/report/machine_notes.hpp"
#include "suite/report/notes.hpp"
#include "suite/report/words.hpp"
#include "suite/report/write_up.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

Notes about_invalid_cells(const ReportInput& input) {
  const records::RunData& run = input.run;
  const text::Language language = input.language;
  const std::uint64_t invalid = run.invalid_cells();
  if (invalid == 0) {
    return {};
  }
  if (input.feature) {
    return {input.feature->about_invalid_cells};
  }
  return {tr(language, "{} of {} cells are invalid and in no figure; below stands why.", invalid,
             run.cells.size())};
}

// The levels at which the run calls a server and its copy different.
Notes about_copies(const ReportInput& input) {
  Notes notes;
  for (const analysis::Verdict& verdict : input.verdicts) {
    if (verdict.copies_differ) {
      notes.push_back(tr(input.language, "{}: {}.",
                         level_text(verdict.level, plan::LevelStyle::brief, input.language),
                         verdict.caveat.in(input.language)));
    }
  }
  return notes;
}

Notes about_bounds(const ReportInput& input) {
  std::vector<std::string> arms;
  for (const analysis::ResultTable& table : input.tables) {
    std::vector<std::uint64_t> levels;
    for (const analysis::ResultRow& entry : table.rows) {
      if (entry.lower_bound == true) {
        levels.push_back(entry.row.concurrency_level);
      }
    }
    if (!levels.empty()) {
      arms.push_back(tr(input.language, "{} (at {})", table.arm, fmt::join(levels, ", ")));
    }
  }
  if (arms.empty()) {
    return {};
  }
  return {tr(input.language,
             "The load generator was the limit of {}: what was measured there is the least that "
             "the server can do, so ratios to it say \"at least\" or \"at most\".",
             fmt::join(arms, ", "))};
}

Notes about_one_request_a_connection(const records::RunData& run, text::Language language) {
  const plan::Plan& plan = run.manifest.plan;
  const bool any = !plan.keep_alive && plan.requests_per_connection == 0 && plan.duration_s == 0 &&
                   std::ranges::any_of(plan.concurrencies, [&](std::uint32_t concurrency) {
                     return concurrency >= plan.requests;
                   });
  if (!any) {
    return {};
  }
  return {tr(language,
             "With {0} requests at concurrency {0} or more every client sends one request, and one "
             "SYN that has to be sent again sets the whole figure.",
             plan.requests)};
}

Notes about_wide_intervals(const ReportInput& input) {
  const auto compared = common::filtered(input.verdicts, [](const analysis::Verdict& verdict) {
    return verdict.metric == analysis::Metric::throughput && verdict.comparison;
  });
  const auto wide = std::ranges::count(compared, false, &analysis::Verdict::precise);
  if (wide == 0) {
    return {};
  }
  return {tr(input.language,
             "{} of {} intervals by throughput are wider than the goal of ±{:.3g} %.", wide,
             compared.size(), input.run.manifest.plan.precision * 100)};
}

// If blocks depend on each other, that is why intervals are wide.
Notes about_dependent_blocks(const ReportInput& input) {
  const auto first = std::ranges::find_if(input.verdicts, [](const analysis::Verdict& verdict) {
    return verdict.metric == analysis::Metric::throughput && verdict.comparison;
  });
  if (first == input.verdicts.end()) {
    return {};
  }
  const stats::Comparison& found = *first->comparison;
  const double wider = stats::interval_widening(found.correlation, found.blocks, stats::confidence);
  if (wider < plan::method::much_widening) {
    return {};
  }
  return {tr(input.language,
             "Each block resembles the one before (throughput: correlation {:.2f}), so intervals "
             "are {:.2g} times as wide as those of independent blocks.",
             found.correlation, wider)};
}

// What no interval can allow for: of a rare mode most runs have too few blocks, or none.
Notes about_outlying_blocks(const ReportInput& input) {
  std::vector<std::string> pairs;
  for (const analysis::Verdict& verdict : input.verdicts) {
    if (verdict.metric == analysis::Metric::throughput && !verdict.outlying_blocks.empty()) {
      pairs.push_back(tr(input.language, "{}/{} ({}) in block {}", verdict.arm, verdict.baseline,
                         level_text(verdict.level, plan::LevelStyle::brief, input.language),
                         fmt::join(verdict.outlying_blocks, ", ")));
    }
  }
  if (pairs.empty()) {
    return {};
  }
  return {
      tr(input.language,
         "Ratios of throughput far from those of all other blocks: {}. If such blocks are rare, "
         "the interval of such a ratio is too narrow, and no rule can know it; more blocks "
         "would show how often they occur.",
         fmt::join(pairs, "; "))};
}

document::Table invalid_cells(const records::RunData& run, text::Language language) {
  document::Table table;
  table.id = "invalid-cells";
  table.caption = tr(language, "Cells that are not valid, in the order they ran.");
  table.columns = {{tr(language, "Cell"), true},
                   {tr(language, "Block"), true},
                   {"Server"},
                   {tr(language, "Concurrency"), true},
                   {tr(language, "Reason")},
                   {tr(language, "Log"), false, true}};
  for (const records::CellRow& cell : run.cells) {
    if (!cell.valid) {
      const plan::Level level{static_cast<std::uint32_t>(cell.concurrency), cell.load};
      table.rows.push_back({number_field(static_cast<double>(cell.cell), 0),
                            number_field(static_cast<double>(cell.block), 0),
                            {cell.arm, {}, "invalid"},
                            {level_text(level, plan::LevelStyle::field, language),
                             static_cast<double>(cell.concurrency)},
                            {cell.reason.in(language)},
                            {.text = cell.log, .link = cell.log}});
    }
  }
  return table;
}

// A line for each reason, with the comparisons that it invalidates.
std::vector<std::string> invalid_verdicts(const ReportInput& input) {
  const text::Language language = input.language;
  std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
  for (const analysis::Verdict& verdict : input.verdicts) {
    if (verdict.kind != analysis::VerdictKind::invalid) {
      continue;
    }
    const std::string reason = verdict.caveat.in(language);
    auto same = std::ranges::find(reasons, reason, [](const auto& one) { return one.first; });
    if (same == reasons.end()) {
      same = reasons.insert(same, {reason, {}});
    }
    same->second.push_back(fmt::format(
        "{}/{} ({}, {})", verdict.arm, verdict.baseline, metric_name(verdict.metric, language),
        level_text(verdict.level, plan::LevelStyle::brief, language)));
  }
  std::vector<std::string> lines;
  lines.reserve(reasons.size());
  for (const auto& [reason, pairs] : reasons) {
    const bool all = pairs.size() == input.verdicts.size();
    lines.push_back(all ? tr(language, "All {}: {}.", pairs.size(), reason)
                        : fmt::format("{}: {}.", fmt::join(pairs, ", "), reason));
  }
  return lines;
}

}  // namespace

std::vector<std::string> grave_warnings(const ReportInput& input) {
  const records::RunData& run = input.run;
  const text::Language language = input.language;
  Notes notes = about_build(run.manifest.build, language);
  append(notes, about_left_out(run, language));
  append(notes, about_skipped_arms(run, language));
  append(notes, about_invalid_cells(input));
  append(notes, about_copies(input));
  append(notes, about_outlying_blocks(input));
  append(notes, about_bounds(input));
  append(notes, about_wire(run, language));
  append(notes, about_cpu_quota(run.manifest, language));
  append(notes, about_cores(run.manifest, language));
  append(notes, about_shared_cores(run.manifest, language));
  return notes;
}

std::optional<document::Section> warnings_section(const ReportInput& input) {
  const text::Language language = input.language;
  Notes notes = about_cut(input.run, language);
  append(notes, disturbances(input.run, input.verdicts, language));
  append(notes, grave_warnings(input));
  append(notes, about_generators(input.run.manifest.plan, language));
  append(notes, about_wide_intervals(input));
  append(notes, about_dependent_blocks(input));
  append(notes, about_one_request_a_connection(input.run, language));
  append(notes, about_retransmissions(input.run, language));
  append(notes, about_network(input.run.manifest, language));
  return document::Section{
      "warnings", tr(language, "Warnings"), {document::Bullets{std::move(notes)}}};
}

std::optional<document::Section> invalid_section(const ReportInput& input) {
  const text::Language language = input.language;
  const records::RunData& run = input.run;
  document::Section section{"invalid", tr(language, "What is invalid, and why"), {}};
  if (run.cells.empty()) {
    section.blocks.emplace_back(document::Paragraph{tr(language, "Nothing was measured.")});
  } else if (run.invalid_cells() == 0) {
    section.blocks.emplace_back(
        document::Paragraph{tr(language, "None of the {} cells is.", run.cells.size())});
  } else {
    section.blocks.emplace_back(invalid_cells(run, language));
  }
  if (std::vector<std::string> lines = invalid_verdicts(input); !lines.empty()) {
    section.blocks.emplace_back(
        document::Paragraph{tr(language, "Comparisons without a verdict:")});
    section.blocks.emplace_back(document::Bullets{std::move(lines)});
  }
  return section;
}

}  // namespace tiga::suite::report
