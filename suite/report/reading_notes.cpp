#include "suite/report/reading_notes.hpp"

#include <algorithm>

#include "suite/text/paragraph.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

bool any_bound(std::span<const analysis::Table> tables, std::optional<bool> bound) {
  return std::ranges::any_of(tables, [&](const analysis::Table& table) {
    return std::ranges::find(table.rows, bound, &analysis::TableEntry::lower_bound) !=
           table.rows.end();
  });
}

}  // namespace

bool any_published(const plan::Plan& plan, const records::Published& published,
                   const analysis::Table& table) {
  return std::ranges::any_of(table.rows, [&](const analysis::TableEntry& entry) {
    return published.find_comparable(plan, table.arm, entry.row.concurrency_level) != nullptr;
  });
}

std::string what_a_row_is(text::Language language) {
  return tr(language, "Each row is one real run, the valid one of median time taken");
}

Notes about_published(const records::RunData& run, std::span<const analysis::Table> tables,
                      const records::Published& published, text::Language language) {
  if (!std::ranges::any_of(tables, [&](const analysis::Table& table) {
        return any_published(run.manifest.plan, published, table);
      })) {
    return {};
  }
  return {
      tr(language,
         "The published servers were other ones (Python, under WSL) on another machine, and all "
         "their replies were 404: GET / had no page. The ratio says how far apart, below each "
         "table stands why; the evidence in results/report-2020/README.md.")};
}

Notes about_signs(std::span<const analysis::Table> tables, text::Language language) {
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

std::string reading_page(const records::RunData& run, std::span<const analysis::Table> tables,
                         const records::Published& published, text::Language language) {
  const records::Manifest& manifest = run.manifest;
  Notes notes = about_published(run, tables, published, language);
  const std::string columns =
      notes.empty() ? "."
                    : tr(language,
                         "; `published` is the 2020 report's requests per second, `ratio` the "
                         "measured by the published.");
  notes.insert(notes.begin(), what_a_row_is(language) + columns);
  append(notes, about_signs(tables, language));
  append(notes, about_generators(manifest.plan, language));
  append(notes, about_cores(manifest, language));
  append(notes, about_build(manifest.build, language));
  std::string page(tr(language, "\nHow to read them\n"));
  for (const std::string& text : notes) {
    page += text::note(text);
  }
  return page;
}

}  // namespace tiga::suite::report
