#include "suite/report/terminal.hpp"

#include <fmt/format.h>

#include "common/sequences.hpp"
#include "common/text.hpp"
#include "suite/records/paths.hpp"
#include "suite/report/failed_runs.hpp"
#include "suite/report/machine_notes.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/notes.hpp"
#include "suite/report/results_table.hpp"
#include "suite/text/paragraph.hpp"

namespace tiga::suite::report {
namespace {

constexpr text::Language english = text::Language::english;

std::string notes_text(const Notes& notes) {
  std::string text;
  for (const std::string& note : notes) {
    text += text::note(note);
  }
  return text;
}

// Follows each table that shows a published figure.
std::string why_published_differs(const ReportInput& input, const analysis::ResultTable& table) {
  return any_published(input, table)
             ? text::paragraph(records::Published::why_it_differs(table.arm, english), "  ", "  ")
             : "";
}

// Explains rows, signs and published figures, and warns of other generators, few cores and builds
// that do not measure.
std::string reading_page(const ReportInput& input) {
  const records::Manifest& manifest = input.run.manifest;
  Notes notes = about_published(input, english);
  const std::string_view columns =
      notes.empty() ? "."
                    : "; `published` is the 2020 report's requests per second, `ratio` the "
                      "measured by the published.";
  notes.insert(notes.begin(), fmt::format("{}{}", what_a_row_is(english), columns));
  if (!input.verdicts.empty()) {
    notes.push_back(why_quotients_differ(english));
  }
  append(notes, about_signs(input.tables, english));
  notes.emplace_back("The tables stand in the plan's order, which is no ranking.");
  append(notes, about_generators(manifest.plan, english));
  append(notes, about_cpu_quota(manifest, english));
  append(notes, about_cores(manifest, english));
  append(notes, about_shared_cores(manifest, english));
  append(notes, about_build(manifest.build, english));
  return "\nHow to read them\n" + notes_text(notes);
}

std::string cells_page(const records::RunData& run) {
  const records::Manifest& manifest = run.manifest;
  const std::uint64_t invalid = run.invalid_cells();
  std::string page =
      fmt::format("\n{} of {} cells valid, {} invalid; {}; seed {}\n", run.cells.size() - invalid,
                  run.cells.size(), invalid, blocks_run(run, english), manifest.seed);
  page += notes_text(about_left_out(run, english));
  std::uint64_t invalid_told = 0;
  for (const records::CellRow& cell : run.cells) {
    if (!cell.valid && ++invalid_told <= 5) {
      page += text::note(fmt::format(
          "cell {} ({} at {}, block {}): {}{}", cell.cell, cell.arm, cell.concurrency, cell.block,
          cell.reason.in(english),
          cell.log.empty()
              ? ""
              : fmt::format("; log: {}/{}", records::for_people(run.folder), cell.log)));
    }
  }
  if (invalid_told > 5) {
    page += text::note(fmt::format("and {} more, in cells.csv", invalid_told - 5));
  }
  return page;
}

std::string summary_page(const Summary& summary) {
  return '\n' + text::paragraph(summary.headline, "", "") + notes_text(summary.lines);
}

}  // namespace

std::string verdicts_page(const records::RunData& run,
                          std::span<const analysis::Verdict> verdicts) {
  const plan::Plan& plan = run.manifest.plan;
  if (plan.arms.size() < 2 || run.cells.empty()) {
    return "";
  }
  const text::LocalizedText why = why_no_verdict(run, verdicts);
  std::string page =
      why.empty()
          ? fmt::format("\nVerdicts, with 95 % intervals; within ±{:.3g} % is equivalent\n",
                        plan.delta * 100)
          : "\n" + text::paragraph(fmt::format("No verdict: {}.", why.in(english)), "", "  ");
  for (const std::string& line : level_lines(run, verdicts, Detail::all, english)) {
    page += text::paragraph(line, "", "  ");
  }
  Notes notes = about_skipped_arms(run, english);
  if (why.empty()) {
    notes.emplace_back("The rules stand in docs/method.md, every comparison in verdicts.csv.");
  }
  return page + notes_text(notes);
}

std::string terminal_page(const ReportInput& input, const std::optional<Summary>& summary) {
  const records::RunData& run = input.run;
  std::string page =
      fmt::format("{}\n{}\n", load_caption(run, english), place_caption(run.manifest, english));
  for (const std::string& cut : about_cut(run, english)) {
    page += text::paragraph(cut, "", "");
  }
  if (const Notes notes = disturbances(input.run, input.verdicts, english); !notes.empty()) {
    page += "\nThis run was disturbed\n" + notes_text(notes);
  }
  for (const analysis::ResultTable& table : input.tables) {
    page += results_text(input, table);
    for (const std::string& failed :
         failed_runs(input, table, records::for_people(run.folder) + '/')) {
      page += text::note(failed);
    }
    page += why_published_differs(input, table);
  }
  if (summary) {
    page += summary_page(*summary);
  }
  if (!summary || !input.verdicts.empty()) {
    page += verdicts_page(run, input.verdicts);
  }
  page += reading_page(input);
  return page + cells_page(run);
}

std::string files_page(const ReportInput& input, const std::optional<std::string>& no_chart,
                       const std::string& pages) {
  const std::string folder = common::shell_word(records::for_people(input.run.folder));
  std::string page =
      fmt::format("\ntables  {}/tables/{{{}}}.{{csv,md,tex}}\n", folder,
                  fmt::join(common::transformed(input.tables, &analysis::ResultTable::arm), ","));
  page += no_chart ? fmt::format("charts  {}\n", *no_chart)
                   : fmt::format("charts  {}/charts/\n", folder);
  page += fmt::format("cells   {0}/cells.csv, {0}/verdicts.csv\n", folder);
  page += fmt::format("LaTeX   {}/{{summary,verdicts,published}}.tex\n", folder);
  return page + fmt::format("page    {}\n", pages);
}

}  // namespace tiga::suite::report
