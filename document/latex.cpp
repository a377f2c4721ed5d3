#include "document/latex.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "document/labels.hpp"

namespace tiga::document {
namespace {

// Characters with a special meaning in LaTeX, and characters of our texts that the fonts of a plain
// document lack.
constexpr std::array<std::pair<std::string_view, std::string_view>, 23> replacements{{
    {"\\", "\\textbackslash{}"},
    {"{", "\\{"},
    {"}", "\\}"},
    {"$", "\\$"},
    {"&", "\\&"},
    {"#", "\\#"},
    {"%", "\\%"},
    {"_", "\\_"},
    {"~", "\\textasciitilde{}"},
    {"^", "\\textasciicircum{}"},
    {"<", "\\textless{}"},
    {">", "\\textgreater{}"},
    {"|", "\\textbar{}"},
    {"`", "\\textasciigrave{}"},
    {"±", "$\\pm$"},
    {"×", "$\\times$"},
    {"≥", "$\\geq$"},
    {"≤", "$\\leq$"},
    {"δ", "$\\delta$"},
    {"µ", "$\\mu$"},
    {"–", "--"},
    {"\n", " "},
    {"\r", " "},
}};

// Puts each word on its own line, so that a heading is as narrow as its longest word.
std::string stacked(std::string_view heading, char alignment) {
  std::string lines;
  while (true) {
    const std::size_t end = heading.find('\n');
    lines += latex_text(heading.substr(0, end));
    if (end == std::string_view::npos) {
      return fmt::format("\\begin{{tabular}}[b]{{@{{}}{}@{{}}}}{}\\end{{tabular}}", alignment,
                         lines);
    }
    lines += "\\\\";
    heading.remove_prefix(end + 1);
  }
}

char alignment_of(const TableColumn& column) { return column.numeric ? 'r' : 'l'; }

std::string row_of(const std::vector<std::string>& fields) {
  return fmt::format("{} \\\\\n", fmt::join(fields, " & "));
}

std::string field_text(const TableField& field, const TableColumn& column) {
  std::string text =
      latex_text(field.strong.empty() ? field.text : field.text.substr(field.strong.size()));
  if (!field.strong.empty()) {
    text = fmt::format("\\textbf{{{}}}{}", latex_text(field.strong), text);
  } else if (text.empty() && !column.remarks) {
    text = latex_text(unknown_sign);
  }
  return column.width.empty()
             ? text
             : fmt::format(R"(\parbox[t]{{{}}}{{\raggedright {}\strut}})", column.width, text);
}

}  // namespace

std::string latex_text(std::string_view text) {
  std::string out;
  bool quoted = false;
  while (!text.empty()) {
    std::string_view from = text.substr(0, 1);
    std::string_view to = from;
    if (from == "\"") {  // plain text has no separate closing form
      quoted = !quoted;
      to = quoted ? "``" : "''";
    }
    for (const auto& [plain, tex] : replacements) {
      if (text.starts_with(plain)) {
        from = plain;
        to = tex;
        break;
      }
    }
    out += to;
    text.remove_prefix(from.size());
  }
  return out;
}

std::string latex_items(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) {
    text += fmt::format("\\item {}\n", latex_text(item));
  }
  return text.empty() ? "" : fmt::format("\\begin{{itemize}}\n{}\\end{{itemize}}\n", text);
}

std::string to_latex(const Table& table, const std::vector<std::string>& notes) {
  std::vector<std::string> headings;
  std::string alignments;
  for (const TableColumn& column : table.columns) {
    alignments += alignment_of(column);
    headings.push_back(stacked(column.title, alignment_of(column)));
  }
  std::string rows;
  for (const std::vector<TableField>& row : table.rows) {
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      fields.push_back(field_text(row.at(i), table.columns[i]));
    }
    rows += row_of(fields);
  }
  std::string below;
  for (const std::string& note : notes) {
    below += fmt::format("\n\\smallskip\n\\parbox{{\\textwidth}}{{{}}}\n", latex_text(note));
  }
  return fmt::format(
      "\\begin{{table}}[htbp]\n"
      "\\centering\\footnotesize\\setlength{{\\tabcolsep}}{{3pt}}"
      "\\setlength{{\\belowcaptionskip}}{{4pt}}\n"
      "\\caption{{{}}}\n"
      "\\label{{tab:{}}}\n"
      "\\begin{{tabular}}{{{}}}\n"
      "\\toprule\n{}\\midrule\n{}\\bottomrule\n"
      "\\end{{tabular}}\n"
      "{}\\end{{table}}\n",
      latex_text(table.caption), table.id, alignments, row_of(headings), rows, below);
}

}  // namespace tiga::document
