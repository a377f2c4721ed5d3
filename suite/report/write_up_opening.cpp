// The page's first screen.
#include <fmt/format.h>

#include <algorithm>

#include "suite/report/narrator.hpp"
#include "suite/report/notes.hpp"
#include "suite/report/pairs_table.hpp"
#include "suite/report/write_up_parts.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using document::Callout;

// "threaded (Thread per connection), async (One event loop)".
std::string servers(const ReportInput& input) {
  const plan::Plan& plan = input.run.manifest.plan;
  std::vector<std::string> names;
  names.reserve(plan.arms.size());
  for (const std::string& arm : plan.arms) {
    if (std::ranges::find(input.run.cells, arm, &records::CellRow::arm) == input.run.cells.end()) {
      continue;
    }
    names.push_back(records::named(plan, arm, input.language));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

document::Table pairs_table(const ReportInput& input, const std::vector<analysis::Verdict>& pairs) {
  const text::Language language = input.language;
  document::Table table;
  table.id = "pairs";
  table.caption =
      tr(language,
         "Every pair of servers at every concurrency. The ratio is the first one's figure over the "
         "second one's: more throughput is better, less CPU and a shorter latency are.");
  table.columns = {{tr(language, "Concurrency"), true},
                   {tr(language, "Pair")},
                   {tr(language, "By")},
                   {tr(language, "Better"), false, true},
                   {tr(language, "Ratio"), true},
                   {tr(language, "95 % interval"), true},
                   {tr(language, "How sure")}};
  for (const analysis::Verdict& verdict : pairs) {
    const PairFields fields = pair_fields(input, verdict);
    table.rows.push_back({fields.level, fields.pair, fields.metric, fields.better, fields.ratio,
                          fields.interval, fields.certainty});
  }
  return table;
}

}  // namespace

std::string what_was_done(const ReportInput& input) {
  const std::uint64_t blocks = input.run.whole_blocks();
  if (input.run.cells.empty()) {
    return tr(input.language, "Nothing was measured.");
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
  blocks.emplace_back(result(input));
  blocks.emplace_back(document::Paragraph{what_was_done(input)});
  const std::vector<analysis::Verdict> pairs = pairs_of(input);
  const bool any = std::ranges::any_of(pairs, [](const analysis::Verdict& verdict) {
    return verdict.kind != analysis::VerdictKind::invalid;
  });
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
