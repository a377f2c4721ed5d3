// The page's first screen, from its first sentence on.
#include <fmt/format.h>

#include <algorithm>

#include "common/sequences.hpp"
#include "stats/method.hpp"
#include "suite/report/lead.hpp"
#include "suite/report/machine_notes.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/notes.hpp"
#include "suite/report/pairs_table.hpp"
#include "suite/report/words.hpp"
#include "suite/report/write_up.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using document::Callout;

// "threaded (Thread per connection), async (One event loop)".
std::string servers(const ReportInput& input) {
  const plan::Plan& plan = input.run.manifest.plan;
  std::vector<std::string> names;
  for (const std::string& arm : plan.arms) {
    if (common::contains(input.run.cells, arm, &records::CellRow::arm)) {
      names.push_back(records::named(plan, arm, input.language));
    }
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::vector<std::string> generator_hosts(const records::Manifest& manifest) {
  const auto generators = common::filtered(
      manifest.hosts, [](const records::HostFacts& host) { return host.has_role("generate"); });
  return common::transformed(generators, &records::HostFacts::name);
}

document::Table pairs_table(const ReportInput& input, const std::vector<analysis::Verdict>& pairs) {
  const text::Language language = input.language;
  document::Table table;
  table.id = "pairs";
  table.caption =
      tr(language,
         "Every pair of servers at every concurrency. The ratio is the first one's figure over the "
         "second one's: more throughput is better, less CPU and a shorter latency are.") +
      ' ' + why_quotients_differ(language);
  table.columns = {{tr(language, "Concurrency"), true},
                   {tr(language, "Pair")},
                   {tr(language, "By")},
                   {tr(language, "Better"), false, true},
                   {tr(language, "Ratio"), true},
                   {tr(language, "95 % interval"), true},
                   {tr(language, "Rows divided"), true, true},
                   {tr(language, "How sure")}};
  for (const analysis::Verdict& verdict : pairs) {
    const PairFields fields = pair_fields(input, verdict);
    table.rows.push_back({fields.level, fields.pair, fields.metric, fields.better, fields.ratio,
                          fields.interval, fields.quotient, fields.certainty});
  }
  return table;
}

}  // namespace

std::string headline(const ReportInput& input) {
  const records::RunData& run = input.run;
  const plan::Plan& plan = run.manifest.plan;
  const text::Language language = input.language;
  if (run.cells.empty()) {
    return tr(language, "Nothing was measured.");
  }
  if (run.invalid_cells() == run.cells.size()) {
    return tr(language, "No verdict: not a single cell is valid.");
  }
  if (plan.arms.size() < 2) {
    return tr(language, "Only {} was measured: there is nothing to compare it with.",
              plan.arms.at(0));
  }
  if (const text::LocalizedText why = why_no_verdict(run, input.verdicts); !why.empty()) {
    return tr(language, "No verdict: {}.", why.in(language));
  }
  const std::vector<Champion> all = champions(run, input.verdicts);
  if (all.size() == 1) {
    return all[0].arm.empty()
               ? tr(language,
                    "At no concurrency can one server be called faster than all the others.")
               : tr(language, "{} is faster at every concurrency measured.",
                    records::named(plan, all[0].arm, language));
  }
  std::vector<std::string> clauses;
  for (const Champion& champion : all) {
    const std::string at = joined(
        common::transformed(champion.at, [](std::uint32_t level) { return std::to_string(level); }),
        language);
    clauses.push_back(champion.arm.empty()
                          ? tr(language, "at {} none can be called faster than all the others", at)
                          : tr(language, "{} at {}", champion.arm, at));
  }
  return tr(language, "Which server is faster depends on the concurrency: {}.",
            fmt::join(clauses, "; "));
}

std::string how_sure(const ReportInput& input) {
  return tr(
      input.language,
      "A ratio compares two servers block by block; behind it stands its {0:.0f} % interval. A "
      "server is called better only where that interval excludes 1 and p < {1}, corrected "
      "for the number of comparisons; within ±{2:.3g} % two servers are equivalent.",
      stats::confidence * 100, stats::significance, input.run.manifest.plan.delta * 100);
}

std::string what_was_done(const ReportInput& input) {
  const std::uint64_t blocks = input.run.whole_blocks();
  if (input.run.cells.empty()) {
    return tr(input.language, "Nothing was measured.");
  }
  if (!input.run.manifest.hosts.empty()) {
    return tr(input.language,
              "Measured: {}. The load generators on {} asked each for the same; whole blocks "
              "(rounds over all servers and loads): {}.",
              servers(input), joined(generator_hosts(input.run.manifest), input.language), blocks);
  }
  if (blocks == 0) {
    return tr(input.language,
              "Measured: {}. One load generator asked each for the same, on one machine; not one "
              "round over all servers and loads was finished.",
              servers(input));
  }
  return tr(input.language,
            "Measured: {}. One load generator asked each for the same, on one machine, in {} {}; a "
            "block is one round over all servers and loads.",
            servers(input), blocks,
            (blocks == 1 ? tr(input.language, "block") : tr(input.language, "blocks")));
}

Callout result(const ReportInput& input) {
  if (input.feature) {
    const Summary& summary = input.feature->summary;
    return {Callout::Kind::result, summary.headline, summary.lines};
  }
  return {Callout::Kind::result, headline(input),
          level_lines(input.run, input.verdicts, Detail::verdicts, input.language)};
}

std::vector<document::Block> opening(const ReportInput& input) {
  const text::Language language = input.language;
  std::vector<document::Block> blocks;
  if (Notes cut = about_cut(input.run, language); !cut.empty()) {
    blocks.emplace_back(Callout{Callout::Kind::warning, tr(language, "Cut short"), std::move(cut)});
  }
  if (Notes notes = disturbances(input.run, input.verdicts, language); !notes.empty()) {
    blocks.emplace_back(
        Callout{Callout::Kind::warning, tr(language, "This run was disturbed"), std::move(notes)});
  }
  const std::vector<analysis::Verdict> pairs = pairs_of(input);
  const bool any = std::ranges::any_of(pairs, [](const analysis::Verdict& verdict) {
    return verdict.kind != analysis::VerdictKind::invalid;
  });
  if (input.feature) {
    blocks.emplace_back(result(input));
    blocks.emplace_back(document::Paragraph{what_was_done(input)});
  } else {
    blocks.emplace_back(lead(input, any ? pairs : std::vector<analysis::Verdict>()));
  }
  if (any) {
    blocks.emplace_back(document::Paragraph{how_sure(input)});
    blocks.emplace_back(pairs_table(input, pairs));
  }
  if (std::vector<std::string> warnings = grave_warnings(input); !warnings.empty()) {
    blocks.emplace_back(Callout{Callout::Kind::warning, tr(language, "Before you believe it"),
                                std::move(warnings)});
  }
  return blocks;
}

}  // namespace tiga::suite::report
