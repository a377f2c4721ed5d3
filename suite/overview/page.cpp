#include "suite/overview/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "common/files.hpp"
#include "common/sequences.hpp"
#include "common/text.hpp"
#include "document/html.hpp"
#include "suite/overview/duration_text.hpp"
#include "suite/overview/read.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;

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
  return {{.text = report::utc_text(entry.started), .link = page_of(entry)},
          {.text = entry.is_map ? tr(language, "{} (a map)", entry.plan) : entry.plan},
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

document::Section compare_section(std::span<const Entry> entries, text::Language language) {
  document::Section section{"compare", tr(language, "Which two can be compared"), {}};
  std::string commands;
  for (const Entry& entry : entries) {
    if (!entry.baseline.empty()) {
      commands += fmt::format("build/release/bin/tiga compare {} {}\n",
                              common::shell_word(entry.baseline), common::shell_word(entry.name));
    }
  }
  if (commands.empty()) {
    section.blocks.emplace_back(Paragraph{
        tr(language,
           "No two of these runs: they would need the same load, a server in common, and two "
           "blocks each.")});
    return section;
  }
  section.blocks.emplace_back(Paragraph{
      tr(language,
         "Each run with the newest one before it that had the same load. The command says what got "
         "slower, and what else differs: the machine, the kernel, the commit.")});
  section.blocks.emplace_back(Code{std::move(commands)});
  return section;
}

document::Section clean_section(text::Language language) {
  return {"clean",
          tr(language, "How to remove old ones"),
          {Paragraph{tr(language,
                        "All but the newest five runs and maps; it asks first. Published tables, "
                        "studies and folders that you renamed stay.")},
           Code{"build/release/bin/tiga clean --keep 5\n"}}};
}

}  // namespace

document::Document overview_page(std::span<const Entry> entries, text::Language language) {
  document::Document page;
  page.language = std::string(language.tag());
  page.labels = report::page_labels(language);
  page.title = tr(language, "All runs");
  const auto maps = std::ranges::count(entries, true, &Entry::is_map);
  const auto readable = std::ranges::count_if(entries, is_readable);
  page.subtitle = tr(language, "Runs: {}. Maps: {}.", readable - maps, maps);
  if (readable == 0) {
    page.opening.emplace_back(
        Paragraph{tr(language, "There is no run here yet: make report measures one.")});
  } else {
    page.opening.emplace_back(runs_table(entries, language));
    page.sections.push_back(compare_section(entries, language));
    page.sections.push_back(clean_section(language));
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

std::string write_overview(const records::Paths& paths, text::Language language) {
  const fs::path file = paths.results / "index.html";
  const fs::path page_template = paths.plots() / "page.html";
  if (!fs::is_directory(paths.results)) {
    return "";
  }
  if (!fs::exists(page_template)) {
    std::error_code none;
    fs::remove(file, none);  // of an earlier call: it would lie
    return "";
  }
  const document::Document page = overview_page(read_entries(paths, language), language);
  common::write_file(file, document::to_html(page, common::read_file(page_template),
                                             [](const std::string&) { return std::nullopt; }));
  return records::for_people(file);
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
