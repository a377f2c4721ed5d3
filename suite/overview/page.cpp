#include "suite/overview/page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/sequences.hpp"
#include "common/text.hpp"
#include "suite/overview/duration_text.hpp"
#include "suite/overview/folders.hpp"
#include "suite/plan/method.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::overview {
namespace {

using document::Bullets;
using document::Code;
using document::Paragraph;
using document::TableField;

bool is_readable(const Entry& entry) { return entry.problem.empty(); }

const Entry* find_entry(std::span<const Entry> entries, const std::string& name) {
  const auto found = std::ranges::find(entries, name, &Entry::name);
  return found == entries.end() ? nullptr : &*found;
}

std::string page_of(const Entry& entry) {
  return entry.has_page ? url_part(entry.name) + "/report.html" : "";
}

TableField baseline_field(const Entry& entry, std::span<const Entry> all, text::Language language) {
  const Entry* baseline = entry.baseline.empty() ? nullptr : find_entry(all, entry.baseline);
  if (baseline == nullptr) {
    return {};
  }
  const std::string when = report::utc_text(baseline->started);
  return {.text = entry.other_machine ? tr(language, "{} (another machine)", when) : when,
          .link = page_of(*baseline)};
}

std::vector<TableField> row_of(const Entry& entry, std::span<const Entry> all,
                               text::Language language) {
  const std::string plan = entry.is_map ? tr(language, "{} (a map)", entry.plan) : entry.plan;
  const bool renamed = !has_given_name(entry.name, entry.plan);
  return {{.text = report::utc_text(entry.started), .link = page_of(entry)},
          {.text = renamed ? fmt::format("{}: {}", entry.name, plan) : plan},
          {.text = entry.result},
          {.text = entry.about_bars, .bars = entry.bars},
          baseline_field(entry, all, language),
          {.text = entry.spent_s ? duration_text(*entry.spent_s, language) : "",
           .sort_by = entry.spent_s},
          {.text = entry.machine}};
}

document::Table runs_table(std::span<const Entry> entries, text::Language language) {
  document::Table table;
  table.id = "runs";
  table.caption = tr(language,
                     "Each run and each map of this folder, the newest first; the time is a link "
                     "to its page. Bars: throughput at one concurrency, of a map the places that a "
                     "server won; the page has all of them, with their intervals. Took: what the "
                     "cells took together.");
  table.columns = {{tr(language, "Started")},
                   {tr(language, "Plan")},
                   {tr(language, "Result")},
                   {tr(language, "Throughput"), false, true},
                   {tr(language, "Can be compared with"), false, true},
                   {tr(language, "Took"), true},
                   {tr(language, "Machine")}};
  for (const Entry& entry : entries) {
    if (is_readable(entry)) {
      table.rows.push_back(row_of(entry, entries, language));
    }
  }
  return table;
}

document::Section compare_section(std::span<const Entry> entries, const Commands& commands,
                                  text::Language language) {
  constexpr std::size_t most = 10;  // the table has all
  document::Section section{"compare", tr(language, "Which two can be compared"), {}};
  std::string lines;
  std::size_t count = 0;
  for (const Entry& entry : entries) {
    if (!entry.baseline.empty() && count < most) {
      ++count;
      lines +=
          fmt::format("{} compare {} {}{}\n", commands.program, common::shell_word(entry.baseline),
                      common::shell_word(entry.name), commands.options);
    }
  }
  if (lines.empty()) {
    section.blocks.emplace_back(Paragraph{
        tr(language,
           "No two of these runs: they would need the same load, a server in common, and {} "
           "blocks each.",
           plan::method::least_blocks)});
    return section;
  }
  section.blocks.emplace_back(Paragraph{tr(
      language,
      "Each run with the newest one before it that had the same load; at most ten, the table has "
      "all. The command says what got slower, and what else differs: the machine, the kernel, "
      "the commit.")});
  section.blocks.emplace_back(Code{std::move(lines)});
  return section;
}

document::Section clean_section(const Commands& commands, text::Language language) {
  return {"clean",
          tr(language, "How to remove old ones"),
          {Paragraph{tr(language,
                        "All but the newest five runs and maps; it asks first. Published tables, "
                        "studies and folders that you renamed stay.")},
           Code{fmt::format("{} clean --keep 5{}\n", commands.program, commands.options)}}};
}

}  // namespace

document::Document overview_page(std::span<const Entry> entries, const Commands& commands,
                                 text::Language language) {
  document::Document page;
  page.language = std::string(language.tag());
  page.labels = report::page_labels(language);
  page.title = tr(language, "All runs");
  const auto maps = std::ranges::count(entries, true, &Entry::is_map);
  const auto readable = std::ranges::count_if(entries, is_readable);
  page.subtitle = tr(language, "Runs: {}. Maps: {}.", readable - maps, maps);
  if (readable == 0) {
    page.opening.emplace_back(
        Paragraph{tr(language, "There is no run here yet: tiga run report measures one.")});
  } else {
    page.opening.emplace_back(runs_table(entries, language));
    page.sections.push_back(compare_section(entries, commands, language));
    page.sections.push_back(clean_section(commands, language));
  }
  Bullets broken;
  for (const Entry& entry : entries) {
    if (!is_readable(entry)) {
      broken.items.push_back(fmt::format("{}: {}", entry.name, entry.problem));
    }
  }
  if (!broken.items.empty()) {
    page.sections.push_back({"unreadable", tr(language, "What cannot be read"), {broken}});
  }
  return page;
}

std::string url_part(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') ||
                       std::string_view("-._~").find(letter) != std::string_view::npos;
    out +=
        plain ? std::string(1, letter) : fmt::format("%{:02X}", static_cast<unsigned char>(letter));
  }
  return out;
}

}  // namespace tiga::suite::overview
