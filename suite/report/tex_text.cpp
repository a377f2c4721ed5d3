#include "suite/report/tex_text.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace tiga::suite::report {
namespace {

// What LaTeX reads otherwise than it looks; longer ones of our texts that no font of a plain
// document has.
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

// Lines one below the other, so that a heading is as narrow as its longest word.
std::string stacked(std::string_view heading, char alignment) {
  std::string lines;
  while (true) {
    const std::size_t end = heading.find('\n');
    lines += tex_escape(heading.substr(0, end));
    if (end == std::string_view::npos) {
      return fmt::format("\\begin{{tabular}}[b]{{@{{}}{}@{{}}}}{}\\end{{tabular}}", alignment,
                         lines);
    }
    lines += "\\\\";
    heading.remove_prefix(end + 1);
  }
}

}  // namespace

std::string tex_escape(std::string_view text) {
  std::string out;
  bool quoted = false;
  while (!text.empty()) {
    std::string_view from = text.substr(0, 1);
    std::string_view to = from;
    if (from == "\"") {  // has no closing form of its own in plain text
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

std::string_view tex_head() { return "% Made by tiga report. \\usepackage{booktabs}; UTF-8.\n"; }

std::string tex_row(const std::vector<std::string>& fields) {
  return fmt::format("{} \\\\\n", fmt::join(fields, " & "));
}

std::string to_tex(const TexTable& table) {
  std::vector<std::string> stacks;
  stacks.reserve(table.headings.size());
  for (std::size_t at = 0; at < table.headings.size(); ++at) {
    stacks.push_back(stacked(table.headings[at], table.columns.at(at)));
  }
  std::string notes;
  for (const std::string& note : table.notes) {
    notes += fmt::format("\n\\smallskip\n\\parbox{{\\textwidth}}{{{}}}\n", tex_escape(note));
  }
  return fmt::format(
      "{}\\begin{{table}}[htbp]\n"
      "\\centering\\footnotesize\\setlength{{\\tabcolsep}}{{3pt}}"
      "\\setlength{{\\belowcaptionskip}}{{4pt}}\n"
      "\\caption{{{}}}\n"
      "\\label{{tab:{}}}\n"
      "\\begin{{tabular}}{{{}}}\n"
      "\\toprule\n{}\\midrule\n{}\\bottomrule\n"
      "\\end{{tabular}}\n"
      "{}\\end{{table}}\n",
      tex_head(), tex_escape(table.caption), table.label, table.columns, tex_row(stacks),
      table.rows, notes);
}

}  // namespace tiga::suite::report
