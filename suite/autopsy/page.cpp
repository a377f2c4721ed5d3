#include "suite/autopsy/page.hpp"

#include <fmt/format.h>

#include "suite/autopsy/counts.hpp"
#include "suite/autopsy/defects.hpp"
#include "suite/autopsy/law.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::autopsy {
namespace {

using report::number_field;

std::vector<document::TableColumn> count_columns(text::Language language) {
  return {{tr(language, "Server")},           {tr(language, "Concurrency"), true},
          {tr(language, "Time (s)"), true},   {tr(language, "ab: complete"), true},
          {tr(language, "ab: failed"), true}, {tr(language, "ab: non-2xx"), true},
          {tr(language, "ab: bytes"), true},  {tr(language, "ab: requests/s"), true},
          {tr(language, "In truth")},         {tr(language, "SYNs sent again"), true}};
}

// What was sent and where, for captions.
std::string circumstances(const records::RunData& run, text::Language language) {
  const std::uint32_t limit = run.manifest.plan.time_limit_s;
  return fmt::format("{}{}. {}.", load_caption(run, language),
                     limit == 0 ? "" : tr(language, "; a run ends after {} s", limit),
                     place_caption(run.manifest, language));
}

document::Table counts_table(const Defect& defect, const records::RunData& run,
                             text::Language language) {
  document::Table table{
      .id = fmt::format("{}-counts", defect.id),
      .caption = tr(language, "{}: as ab counts, and what each request ended as. {}",
                    tr(language, defect.title), circumstances(run, language)),
      .columns = count_columns(language),
      .rows = {}};
  for (const std::string& arm : arms_of(defect, run.manifest.plan)) {
    for (const records::CellRow* cell : typical_cells(run, arm)) {
      table.rows.push_back({{.text = run.manifest.plan.arm(arm).title.in(language)},
                            number_field(cell->concurrency, 0),
                            number_field(cell->time_taken_s, 3),
                            number_field(cell->complete_requests, 0),
                            number_field(cell->ab_failed, 0),
                            number_field(cell->ab_non_2xx, 0),
                            number_field(cell->bytes_received, 0),
                            number_field(cell->requests_per_second, 2),
                            {.text = ends_of(*cell)},
                            number_field(cell->syn_retransmits, 0)});
    }
  }
  return table;
}

// What the law says beside the published one, 1/n.
std::string judgement(const Law& law, text::Language language) {
  if (law.lower <= 0 && law.upper >= 1) {
    return tr(language, "too wide to tell the published 1/n from no fall");
  }
  if (law.lower <= 0) {
    return tr(language, "no fall is to be seen");
  }
  if (law.lower <= 1 && law.upper >= 1) {
    return tr(language, "the published law, 1/n, lies within that");
  }
  return law.upper < 1 ? tr(language, "it falls, more slowly than the published 1/n")
                       : tr(language, "it falls, faster than the published 1/n");
}

std::string law_sentence(const std::string& title, const records::CellRow& cell,
                         text::Language language) {
  const auto law = fit_law(rates_by_served(cell.reply_times));
  if (!law) {
    return tr(language, "{}, c={}: too few replies for a law.", title, cell.concurrency);
  }
  return tr(language,
            "{}, c={}: rate ~ served^{:.2f} [{:.2f}, {:.2f}], {} points, {:.1f}/s at {:.0f} served "
            "to {:.1f}/s at {:.0f}; {}.",
            title, cell.concurrency, -law->exponent, -law->upper, -law->lower, law->points,
            law->first.per_second, law->first.served, law->last.per_second, law->last.served,
            judgement(*law, language));
}

document::Bullets laws(const Defect& defect, const records::RunData& run, text::Language language) {
  document::Bullets bullets;
  for (const std::string& arm : arms_of(defect, run.manifest.plan)) {
    for (const records::CellRow* cell : typical_cells(run, arm)) {
      bullets.items.push_back(
          law_sentence(run.manifest.plan.arm(arm).title.in(language), *cell, language));
    }
  }
  return bullets;
}

std::string about_locks(text::Language language) {
  return tr(
      language,
      "The published server ran in CPython, whose threads take turns under one interpreter lock: "
      "whoever wants to accept or to answer waits for a round of all that spin, so the rate falls "
      "as 1/n at every concurrency. The variant under one lock is a model of that, with turns of 5 "
      "ms. Without it the kernel shares the cores among the threads: a new thread waits for a "
      "round "
      "too, but those of several clients wait for the same one. Powers of the connections served, "
      "with the 95 % interval of a least-squares fit on the logarithms:");
}

document::Figure chart_of(const Defect& defect, const records::RunData& run,
                          text::Language language, const std::string& absent) {
  return {
      .id = std::string(defect.id),
      .caption = fmt::format("{}. {}", tr(language, defect.shows), circumstances(run, language)),
      .description = fmt::format("{}. {}", tr(language, defect.shows),
                                 tr(language, "The table below has the figures.")),
      .absent = absent};
}

document::Section section_of(const Defect& defect, const records::RunData& run,
                             const records::Published& published, text::Language language,
                             const std::string& why_no_chart) {
  document::Section section{std::string(defect.id), tr(language, defect.title), {}};
  section.blocks.emplace_back(document::Paragraph{tr(language, defect.what)});
  section.blocks.emplace_back(
      document::Bullets{counts_sentences(defect, run, published, language)});
  section.blocks.emplace_back(chart_of(defect, run, language, why_no_chart));
  if (defect.by_served) {
    section.blocks.emplace_back(document::Paragraph{about_locks(language)});
    section.blocks.emplace_back(laws(defect, run, language));
  }
  section.blocks.emplace_back(counts_table(defect, run, language));
  return section;
}

std::string about_invalid_cells(const records::RunData& run, text::Language language) {
  const std::uint64_t invalid = run.invalid_cells();
  return invalid == 0
             ? ""
             : tr(language,
                  "{} of {} cells are invalid, as defects make them: they stand in the sections "
                  "and charts of the defects, in no other figure.",
                  invalid, run.cells.size());
}

}  // namespace

report::FeaturePage autopsy_page(
    const records::RunData& run, const records::Published& published, text::Language language,
    const std::function<std::string(const std::string& id)>& why_no_chart) {
  report::FeaturePage page{.title = tr(language, "Why the published numbers came out as they did"),
                           .summary = autopsy_findings(run, published, language),
                           .sections = {},
                           .about_invalid_cells = about_invalid_cells(run, language)};
  for (const Defect& defect : autopsy_defects()) {
    if (!arms_of(defect, run.manifest.plan).empty()) {
      page.sections.push_back(
          section_of(defect, run, published, language, why_no_chart(std::string(defect.id))));
    }
  }
  return page;
}

}  // namespace tiga::suite::autopsy
