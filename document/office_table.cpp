#include "document/office_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/text.hpp"
#include "document/labels.hpp"

namespace tiga::document {
namespace {

using common::escape_html;

// Of scripts/reference/*-styles.xml: digits of a table's text in a line, and what the margins of a
// cell take, both together.
constexpr double line_width = 122;
constexpr double cell_margins = 1.8;
constexpr double bold = 1.08;  // of a letter in a heading, beside a digit
constexpr double long_remark = 24;

// Of a column, in digits.
struct TextWidth {
  double word = 0;  ///< its longest word, which is not to be broken; of a number all of it
  double line = 0;  ///< its longest text
};

double width_of(std::string_view text) { return static_cast<double>(common::characters(text)); }

double longest_word(std::string_view text) {
  double longest = 0;
  for (const std::string_view word : common::words_between_blanks(text)) {
    longest = std::max(longest, width_of(word));
  }
  return longest;
}

std::vector<TextWidth> text_widths(const Table& table) {
  std::vector<TextWidth> widths;
  widths.reserve(table.columns.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const TableColumn& column = table.columns[i];
    TextWidth width{bold * longest_word(column.title), bold * width_of(column.title)};
    for (const std::vector<TableField>& row : table.rows) {
      const std::string& text = row.at(i).text;
      width.word = std::max(width.word, column.numeric ? width_of(text) : longest_word(text));
      width.line = std::max(width.line, width_of(text));
    }
    widths.push_back(width);
  }
  return widths;
}

// All of the columns beside each other.
double total_width(const std::vector<TextWidth>& columns, double TextWidth::*part) {
  double total = 0;
  for (const TextWidth& column : columns) {
    total += column.*part + cell_margins;
  }
  return total;
}

bool has_links(const Table& table, std::size_t column) {
  return std::ranges::any_of(table.rows, [column](const std::vector<TableField>& row) {
    return !row.at(column).link.empty();
  });
}

// Each different text of the column, in their order; the fields become their numbers.
std::vector<std::string> number_texts(Table& table, std::size_t column) {
  std::vector<std::string> texts;
  for (std::vector<TableField>& row : table.rows) {
    std::string& text = row.at(column).text;
    if (text.empty()) {
      continue;
    }
    const auto found = std::ranges::find(texts, text);
    const auto number = found - texts.begin() + 1;
    if (found == texts.end()) {
      texts.push_back(text);
    }
    text = std::to_string(number);
  }
  return texts;
}

// Pandoc gives an aligned cell in ODT the style of none of the reference's cells; there the style
// aligns it.
std::string table_cell(std::string_view tag, bool numeric, const std::string& content,
                       OfficeFormat format) {
  if (!numeric) {
    return fmt::format("<{0}>{1}</{0}>", tag, content);
  }
  if (format == OfficeFormat::docx) {
    return fmt::format("<{0} align=\"right\">{1}</{0}>", tag, content);
  }
  const std::string_view style = tag == "th" ? "TableNumberHeading" : "TableNumber";
  return fmt::format("<{0}>{1}</{0}>", tag, styled_paragraph(style, content));
}

std::string cell_content(const TableField& field, const TableColumn& column) {
  if (field.text.empty() && !column.remarks) {
    return std::string(unknown_sign);
  }
  const std::string text = escape_html(field.text);
  return field.link.empty() ? text
                            : fmt::format("<a href=\"{}\">{}</a>", escape_html(field.link), text);
}

std::string table_rows(const Table& table, const Labels& labels, OfficeFormat format) {
  std::string out = "<thead>\n<tr>";
  for (const TableColumn& column : table.columns) {
    out += table_cell("th", column.numeric, escape_html(column.title), format);
  }
  out += "</tr>\n</thead>\n<tbody>\n";
  for (const std::vector<TableField>& row : table.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const TableColumn& column = table.columns[i];
      out += table_cell("td", column.numeric, cell_content(row.at(i), column), format);
    }
    out += "</tr>\n";
  }
  if (table.rows.empty()) {
    out += fmt::format("<tr><td colspan=\"{}\">{}</td></tr>\n", table.columns.size(),
                       escape_html(labels.no_rows));
  }
  return out + "</tbody>\n";
}

}  // namespace

std::string styled_paragraph(std::string_view style, std::string_view content) {
  return fmt::format("<div custom-style=\"{}\">\n<p>{}</p>\n</div>\n", style, content);
}

std::string labelled_text(std::string_view label, std::string_view text) {
  return fmt::format("<strong>{}</strong> {}", escape_html(label), escape_html(text));
}

std::vector<double> column_widths(const Table& table) {
  const std::vector<TextWidth> texts = text_widths(table);
  const double words = total_width(texts, &TextWidth::word);
  // What is left beside the longest words is shared by what each column would like to have.
  const double wished = total_width(texts, &TextWidth::line) - words;
  const double left = std::clamp(line_width - words, 0.0, wished);
  const double page = std::max(line_width, words);
  std::vector<double> widths;
  widths.reserve(texts.size());
  for (const TextWidth& text : texts) {
    const double share = wished > 0 ? left * (text.line - text.word) / wished : 0;
    widths.push_back(100 * (text.word + cell_margins + share) / page);
  }
  return widths;
}

std::vector<TableNote> take_notes(Table& table) {
  const std::vector<TextWidth> texts = text_widths(table);
  std::vector<TableNote> notes;
  if (total_width(texts, &TextWidth::line) <= line_width) {
    return notes;
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!table.columns[i].remarks || texts[i].line < long_remark || has_links(table, i)) {
      continue;
    }
    std::size_t number = 0;
    for (std::string& text : number_texts(table, i)) {
      notes.push_back({fmt::format("{} {}", table.columns[i].title, ++number), std::move(text)});
    }
  }
  return notes;
}

std::string office_table(const Table& table, std::string_view label, const Labels& labels,
                         OfficeFormat format) {
  Table narrow = table;
  const std::vector<TableNote> notes = take_notes(narrow);
  std::string out = fmt::format("<table>\n<caption>{}</caption>\n<colgroup>\n",
                                labelled_text(label, table.caption));
  for (const double width : column_widths(narrow)) {
    out += fmt::format("<col width=\"{:.1f}%\">\n", width);
  }
  out += "</colgroup>\n" + table_rows(narrow, labels, format) + "</table>\n";
  if (has_unknown(table)) {
    out +=
        styled_paragraph("Note", escape_html(fmt::format("{} {}", unknown_sign, labels.unknown)));
  }
  for (const TableNote& note : notes) {
    out += styled_paragraph("Note", labelled_text(note.label + '.', note.text));
  }
  return out;
}

}  // namespace tiga::document
