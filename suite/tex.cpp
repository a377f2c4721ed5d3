#include "suite/tex.hpp"

#include <fmt/format.h>

#include <utility>

#include "suite/arm_facts.hpp"
#include "suite/columns.hpp"
#include "suite/reading.hpp"
#include "suite/tex_text.hpp"
#include "suite/told.hpp"
#include "suite/verdict_sentences.hpp"
#include "suite/verdict_words.hpp"
#include "suite/write_up_parts.hpp"

namespace tiga::suite {
namespace {

std::string rate_sign(const TableEntry& entry) {
  return !entry.lower_bound ? "? " : *entry.lower_bound ? "$\\geq$" : "";
}

std::vector<std::string> row_fields(const TableEntry& entry, bool measured, Language language) {
  std::vector<std::string> fields;
  for (const Column<TableRow>& column : table_columns()) {
    std::string text = column.get(entry.row);
    if (text.empty()) {
      text = column.name != "time_taken_s" ? "--"
             : measured                    ? either(language, "invalid", "tidak sah")
                                           : either(language, "not measured", "tidak diukur");
    } else if (column.name == "requests_per_second") {
      text.insert(0, rate_sign(entry));
    }
    fields.push_back(std::move(text));
  }
  return fields;
}

// table_headings(), broken where they would make a column wide.
std::vector<std::string> narrow_headings(Language language) {
  if (language == Language::english) {
    return {"No",
            "Concur-\nrency\nlevel",
            "Time\ntaken\n(s)",
            "Complete\nrequests",
            "Failed\nrequests",
            "Total\ntransferred\n(bytes)",
            "Requests\nper\nsecond",
            "Time per\nrequest\n(ms)",
            "Transfer\nrate\n(KB/s)"};
  }
  return {"No",
          "Konku-\nrensi",
          "Waktu\ntotal\n(detik)",
          "Permin-\ntaan\nselesai",
          "Permin-\ntaan\ngagal",
          "Total\ntransfer\n(byte)",
          "Permin-\ntaan per\ndetik",
          "Waktu per\npermin-\ntaan (ms)",
          "Laju\ntransfer\n(KB/s)"};
}

bool has_bound(const Table& table) {
  for (const TableEntry& entry : table.rows) {
    if (entry.lower_bound == true) {
      return true;
    }
  }
  return false;
}

// Text that is broken into lines within its column.
std::string paragraph_field(std::string_view width, std::string_view text) {
  return fmt::format(R"(\parbox[t]{{{}}}{{\raggedright {}\strut}})", width, tex_escape(text));
}

std::string items(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += fmt::format("\\item {}\n", tex_escape(line));
  }
  return text.empty() ? "" : fmt::format("\\begin{{itemize}}\n{}\\end{{itemize}}\n", text);
}

}  // namespace

std::string table_tex(const Findings& findings, const Table& table) {
  const Language language = findings.language;
  const Manifest& manifest = findings.run.manifest;
  TexTable out;
  out.label = table.arm;
  out.caption =
      fmt::format("{}. {}. {}.", named(manifest.plan, table.arm, language),
                  load_caption(findings.run, language), place_caption(manifest, language));
  if (has_bound(table)) {
    out.caption += either(language, " ≥: a lower bound, the load generator was saturated.",
                          " ≥: batas bawah, generator beban jenuh.");
  }
  out.headings = narrow_headings(language);
  out.columns = std::string(out.headings.size(), 'r');
  for (const TableEntry& entry : table.rows) {
    const Level level{static_cast<std::uint32_t>(entry.row.concurrency_level), std::nullopt};
    const bool measured = !cells_of(findings.run.cells, table.arm, level).empty();
    out.rows += tex_row(row_fields(entry, measured, language));
  }
  return to_tex(out);
}

std::string published_tex(const Findings& findings) {
  const Language language = findings.language;
  const Plan& plan = findings.run.manifest.plan;
  TexTable out;
  out.label = "published";
  out.caption = either(language,
                       "Requests per second: measured beside the 2020 report's. Its servers were "
                       "other ones on another machine.",
                       "Permintaan per detik: hasil ukur di samping laporan 2020. Server dalam "
                       "laporan itu server lain pada mesin lain.");
  out.columns = "lrrrr";
  out.headings = {"Server", std::string(either(language, "Concurrency", "Konkurensi")),
                  std::string(either(language, "Measured", "Hasil ukur")),
                  std::string(either(language, "Published", "Laporan 2020")),
                  std::string(either(language, "Ratio", "Rasio"))};
  for (const Table& table : findings.tables) {
    for (const TableEntry& entry : table.rows) {
      const TableRow* row =
          findings.published.find_comparable(plan, table.arm, entry.row.concurrency_level);
      const Real& measured = entry.row.requests_per_second;
      if (row == nullptr || !row->requests_per_second) {
        continue;
      }
      out.rows +=
          tex_row({tex_escape(table.arm), fmt::format("{}", entry.row.concurrency_level),
                   measured ? fmt::format("{}{:.2f}", rate_sign(entry), *measured) : "--",
                   fmt::format("{:.2f}{}", *row->requests_per_second,
                               Published::without_replies(*row) ? "*" : ""),
                   measured ? fmt::format("{:.2f}", *measured / *row->requests_per_second) : "--"});
    }
    if (any_published(plan, findings.published, table)) {
      out.notes.push_back(
          fmt::format("{}: {}", table.arm, Published::why_it_differs(table.arm, language)));
    }
  }
  return out.rows.empty() ? std::string(tex_head()) : to_tex(out);
}

std::string verdicts_tex(const Findings& findings) {
  const Language language = findings.language;
  const std::vector<PairLine> lines = pair_lines(findings);
  TexTable out;
  out.label = "verdicts";
  out.caption = told(language, "Verdicts. In bold the better one. {}",
                     "Putusan. Yang lebih baik dicetak tebal. {}", how_sure(findings));
  out.columns = "rllrrl";
  out.headings = {std::string(either(language, "Concur-\nrency", "Konku-\nrensi")),
                  std::string(either(language, "Pair", "Pasangan")),
                  std::string(either(language, "By", "Menurut")),
                  std::string(either(language, "Ratio", "Rasio")),
                  std::string(either(language, "95 %\ninterval", "Selang\n95 %")),
                  std::string(either(language, "How sure", "Kepastian"))};
  for (const PairLine& line : lines) {
    const Verdict& verdict = line.verdict;
    const std::string arm = tex_escape(verdict.arm);
    out.rows += tex_row(
        {tex_escape(level_field(verdict.level, language)),
         fmt::format("{} / {}", line.better.empty() ? arm : fmt::format("\\textbf{{{}}}", arm),
                     tex_escape(verdict.baseline)),
         paragraph_field("1.7cm", metric_name(verdict.metric, language)), tex_escape(line.ratio),
         line.ratio.empty()
             ? ""
             : fmt::format("{}--{}", ratio_text(verdict.comparison->interval_95.lower),
                           ratio_text(verdict.comparison->interval_95.upper)),
         paragraph_field("2.2cm", line.certainty)});
  }
  return lines.empty() ? fmt::format("{}% {}\n", tex_head(), headline(findings)) : to_tex(out);
}

std::string summary_tex(const Findings& findings) {
  const Language language = findings.language;
  const document::Callout first = result(findings);
  std::string text = fmt::format("{}{}\n", tex_head(), tex_escape(first.title));
  text += items(first.lines);
  text += tex_escape(what_was_done(findings)) + '\n';
  if (!findings.verdicts.empty()) {
    text += tex_escape(how_sure(findings)) + '\n';
  }
  if (const std::vector<std::string> warnings = grave_warnings(findings); !warnings.empty()) {
    text += fmt::format("\n{}\n{}", either(language, "To be borne in mind:", "Yang perlu diingat:"),
                        items(warnings));
  }
  return text;
}

}  // namespace tiga::suite
