// The results: a table for each server, with the published figures.
#include <fmt/format.h>

#include "suite/report/failed_runs.hpp"
#include "suite/report/notes.hpp"
#include "suite/report/results_table.hpp"
#include "suite/report/write_up.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using document::TableField;

document::Table arm_table(const ReportInput& input, const analysis::ResultTable& table) {
  const text::Language language = input.language;
  document::Table out = results_table(input, table, &ResultColumn::heading, ">= ");
  out.id.insert(0, "arm-");
  if (!any_published(input, table)) {
    return out;
  }
  out.columns.push_back({tr(language, "Published requests per second"), true});
  out.columns.push_back({tr(language, "Ratio"), true});
  for (std::size_t at = 0; at < table.rows.size(); ++at) {
    const PublishedFigure figure = published_beside(input, table, table.rows[at]);
    const auto field = [](const records::Real& value, std::string_view mark) {
      return value ? TableField{fmt::format("{:.2f}{}", *value, mark), value} : TableField{};
    };
    out.rows[at].push_back(field(figure.per_second, figure.without_replies ? " *" : ""));
    out.rows[at].push_back(field(figure.ratio, ""));
  }
  return out;
}

}  // namespace

std::optional<document::Section> results_section(const ReportInput& input) {
  const text::Language language = input.language;
  document::Section section{"results", tr(language, "Results"), {}};
  for (const analysis::ResultTable& table : input.tables) {
    section.blocks.emplace_back(arm_table(input, table));
    if (std::vector<std::string> lines = failed_runs(input, table, ""); !lines.empty()) {
      section.blocks.emplace_back(document::Bullets{std::move(lines)});
    }
    if (any_published(input, table)) {
      section.blocks.emplace_back(
          document::Paragraph{records::Published::why_it_differs(table.arm, language)});
    }
  }
  Notes notes{what_a_row_is(language) + '.',
              tr(language, "The tables stand in the plan's order, which is no ranking.")};
  append(notes, about_published(input, language));
  append(notes, about_signs(input.tables, language));
  notes.emplace_back(tr(language,
                        "Time per request is ab's second line, time taken / requests: not how long "
                        "a client waited."));
  section.blocks.emplace_back(document::Bullets{std::move(notes)});
  return section;
}

}  // namespace tiga::suite::report
