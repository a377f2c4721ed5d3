#include "suite/report/verdict_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suite/report/level_text.hpp"
#include "suite/report/notes.hpp"
#include "suite/text/paragraph.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

std::string notes(const records::RunData& run, text::Language language) {
  Notes all = about_skipped_arms(run, language);
  append(all, about_stolen_time(run, language));
  std::string page;
  for (const std::string& text : all) {
    page += text::note(text);
  }
  return page;
}

}  // namespace

text::LocalizedText why_no_verdicts(std::span<const analysis::Verdict> verdicts) {
  if (verdicts.empty()) {
    return text::message("one block says nothing of how far runs differ");
  }
  const bool same = std::ranges::all_of(verdicts, [&](const analysis::Verdict& verdict) {
    return verdict.finding == analysis::Finding::invalid &&
           verdict.caveat == verdicts.front().caveat;
  });
  return same ? verdicts.front().caveat : text::LocalizedText{};
}

std::string verdicts_page(const records::RunData& run, std::span<const analysis::Verdict> verdicts,
                          text::Language language) {
  const plan::Plan& plan = run.manifest.plan;
  if (plan.arms.size() < 2 || run.cells.empty()) {
    return "";
  }
  text::LocalizedText why = why_no_verdicts(verdicts);
  if (verdicts.empty() && run.whole_blocks() == 0) {
    why = text::message("the run ended before its first block did");
  }
  if (!why.empty()) {
    const std::string text = tr(language, "No verdicts: {}.", why.in(language));
    return fmt::format("\n{}{}", text::paragraph(text, "", "  "), notes(run, language));
  }
  std::string page =
      tr(language, "\nVerdicts, with 95 % intervals; within ±{:.3g} % is equivalent\n",
         plan.delta * 100);
  for (const plan::Level& level : plan.levels()) {
    page += text::paragraph(level_text(plan, run.cells, verdicts, level, language), "", "  ");
  }
  return page + notes(run, language) +
         text::note(
             tr(language, "The rules stand in docs/method.md, every comparison in verdicts.csv."));
}

}  // namespace tiga::suite::report
