#include "document/office_html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "common/text.hpp"
#include "document/labels.hpp"

namespace tiga::document {
namespace {

using common::escape_html;

constexpr std::string_view chart_width = "16cm";  // A4 with the margins of plots/reference.docx

std::string text_paragraph(std::string_view text) {
  return fmt::format("<p>{}</p>\n", escape_html(text));
}

std::string item_list(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) {
    // As paragraphs: the style of items without is that of table cells in DOCX.
    out += fmt::format("<li><p>{}</p></li>\n", escape_html(item));
  }
  return out.empty() ? out : "<ul>\n" + out + "</ul>\n";
}

std::string labelled_caption(const std::string& label, const std::string& caption) {
  return fmt::format("<strong>{}</strong> {}", escape_html(label), escape_html(caption));
}

// Pandoc's own styles: in DOCX by the names that users see, in ODT by those of the file.
struct FigureStyles {
  std::string_view chart;  // keeps the chart on the page of its caption
  std::string_view caption;
};

FigureStyles figure_styles(OfficeFormat format) {
  return format == OfficeFormat::docx ? FigureStyles{"Captioned Figure", "Image Caption"}
                                      : FigureStyles{"FigureWithCaption", "FigureCaption"};
}

std::string styled(std::string_view style, const std::string& content) {
  return fmt::format("<div custom-style=\"{}\">\n<p>{}</p>\n</div>\n", style, content);
}

std::string table_cell(std::string_view tag, bool numeric, std::string_view content) {
  return fmt::format("<{0}{1}>{2}</{0}>", tag, numeric ? R"( align="right")" : "", content);
}

std::string cell_content(const TableField& field, const TableColumn& column) {
  if (field.text.empty() && !column.remarks) {
    return std::string(unknown_sign);
  }
  const std::string text = escape_html(field.text);
  return field.link.empty() ? text
                            : fmt::format("<a href=\"{}\">{}</a>", escape_html(field.link), text);
}

std::string table_rows(const Table& table, const Labels& labels) {
  std::string out = "<thead>\n<tr>";
  for (const TableColumn& column : table.columns) {
    out += table_cell("th", column.numeric, escape_html(column.title));
  }
  out += "</tr>\n</thead>\n<tbody>\n";
  for (const std::vector<TableField>& row : table.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      out += table_cell("td", table.columns[i].numeric, cell_content(row.at(i), table.columns[i]));
    }
    out += "</tr>\n";
  }
  if (table.rows.empty()) {
    out += fmt::format("<tr><td colspan=\"{}\">{}</td></tr>\n", table.columns.size(),
                       escape_html(labels.no_rows));
  }
  return out + "</tbody>\n";
}

class OfficeBlocks {
 public:
  OfficeBlocks(const Labels& labels, OfficeFormat format) : labels_(labels), format_(format) {}

  std::string write(const std::vector<Block>& blocks) {
    std::string out;
    for (const Block& block : blocks) {
      out += std::visit([this](const auto& kind) { return this->write(kind); }, block);
    }
    return out;
  }

 private:
  static std::string write(const Paragraph& paragraph) {
    return paragraph.title.empty()
               ? text_paragraph(paragraph.text)
               : fmt::format("<p>{}</p>\n",
                             labelled_caption(paragraph.title + '.', paragraph.text));
  }

  static std::string write(const Bullets& bullets) { return item_list(bullets.items); }

  std::string write(const Callout& callout) const {
    std::string head(label_of(callout.kind, labels_));
    if (!callout.title.empty()) {
      head += ": " + callout.title;
    }
    std::string out = fmt::format("<blockquote>\n<p><strong>{}</strong></p>\n", escape_html(head));
    for (const std::string& line : callout.lines) {
      out += text_paragraph(line);
    }
    return out + "</blockquote>\n";
  }

  static std::string write(const Code& code) {
    // HTML drops a line end directly after <pre>.
    return fmt::format("<pre>\n<code>{}</code></pre>\n", escape_html(code.text));
  }

  std::string write(const Table& table) {
    std::string out =
        fmt::format("<table>\n<caption>{}</caption>\n<colgroup>\n",
                    labelled_caption(next_label(table, labels_, numbering_), table.caption));
    for (const double width : column_widths(table)) {
      out += fmt::format("<col width=\"{:.1f}%\">\n", width);
    }
    out += "</colgroup>\n" + table_rows(table, labels_) + "</table>\n";
    if (has_unknown(table)) {
      out += text_paragraph(fmt::format("{} {}", unknown_sign, labels_.unknown));
    }
    return out;
  }

  std::string write(const Figure& figure) {
    const FigureStyles styles = figure_styles(format_);
    const std::string caption = styled(
        styles.caption, labelled_caption(next_label(figure, labels_, numbering_), figure.caption));
    if (!figure.absent.empty()) {
      return fmt::format("<p><strong>{}</strong> {}</p>\n", escape_html(figure.absent),
                         escape_html(figure.description)) +
             caption;
    }
    const std::string chart =
        styled(styles.chart,
               fmt::format(R"(<img src="charts/{}.png" width="{}" alt="{}">)",
                           escape_html(figure.id), chart_width, escape_html(figure.description)));
    return chart + caption +
           (format_ == OfficeFormat::odt ? text_paragraph(figure.description) : "");
  }

  std::string write(const Lead& lead) {
    std::string out = write(lead.result);
    if (lead.figure) {
      out += write(*lead.figure);
    }
    for (const Paragraph& note : lead.notes) {
      out += write(note);
    }
    return out;
  }

  const Labels& labels_;
  OfficeFormat format_;
  Numbering numbering_;
};

// Of a text, in characters.
struct TextWidth {
  std::size_t word = 0;  ///< its longest word, which is not to be broken
  std::size_t line = 0;  ///< all of it
};

void widen(TextWidth& width, std::string_view text) {
  for (const std::string_view word : common::words_between_blanks(text)) {
    width.word = std::max(width.word, common::characters(word));
  }
  width.line = std::max(width.line, common::characters(text));
}

std::vector<TextWidth> text_widths(const Table& table) {
  std::vector<TextWidth> widths(table.columns.size());
  for (std::size_t i = 0; i < widths.size(); ++i) {
    widen(widths[i], table.columns[i].title);
    for (const std::vector<TableField>& row : table.rows) {
      widen(widths[i], row.at(i).text);
    }
  }
  return widths;
}

}  // namespace

std::string_view name_of(OfficeFormat format) {
  return format == OfficeFormat::docx ? "docx" : "odt";
}

const std::vector<std::string>& office_formats() {
  static const std::vector<std::string> names{"docx", "odt"};
  return names;
}

OfficeFormat office_format(std::string_view name) {
  for (const OfficeFormat format : {OfficeFormat::docx, OfficeFormat::odt}) {
    if (name == name_of(format)) {
      return format;
    }
  }
  throw std::invalid_argument(fmt::format("there is no format '{}'", name));
}

std::vector<double> column_widths(const Table& table) {
  constexpr double line = 110;   // characters in a line of a table's text, 8 points on A4
  constexpr double margins = 2;  // of a cell, both together
  const std::vector<TextWidth> texts = text_widths(table);
  double words = 0;
  double lines = 0;
  for (const TextWidth& text : texts) {
    words += static_cast<double>(text.word) + margins;
    lines += static_cast<double>(text.line) + margins;
  }
  // What is left beside the longest words is shared by what each column would like to have.
  const double wished = lines - words;
  const double left = std::clamp(line - words, 0.0, wished);
  const double page = std::max(line, words);
  std::vector<double> widths;
  widths.reserve(texts.size());
  for (const TextWidth& text : texts) {
    const auto more = static_cast<double>(text.line - text.word);
    const double share = wished > 0 ? left * more / wished : 0;
    widths.push_back(100 * (static_cast<double>(text.word) + margins + share) / page);
  }
  return widths;
}

std::string to_office_html(const Document& document, OfficeFormat format) {
  OfficeBlocks blocks(document.labels, format);
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<title>{}</title>\n",
      escape_html(document.language), escape_html(document.title));
  if (!document.subtitle.empty()) {
    out += fmt::format("<meta name=\"subtitle\" content=\"{}\">\n", escape_html(document.subtitle));
  }
  out += "</head>\n<body>\n" + blocks.write(document.opening);
  for (const Section& section : document.sections) {
    out += fmt::format("<h1>{}</h1>\n", escape_html(section.title)) + blocks.write(section.blocks);
  }
  return out + "</body>\n</html>\n";
}

}  // namespace tiga::document
