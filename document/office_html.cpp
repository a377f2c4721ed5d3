#include "document/office_html.hpp"

#include <fmt/format.h>

#include "common/text.hpp"
#include "document/labels.hpp"
#include "document/office_table.hpp"

namespace tiga::document {
namespace {

using common::escape_html;

constexpr std::string_view chart_width = "13cm";  // its letters are then as large as the text's

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

// Pandoc's own styles: in DOCX by the names that users see, in ODT by those of the file.
struct FigureStyles {
  std::string_view chart;  // keeps the chart on the page of its caption
  std::string_view caption;
};

FigureStyles figure_styles(OfficeFormat format) {
  return format == OfficeFormat::docx ? FigureStyles{"Captioned Figure", "Image Caption"}
                                      : FigureStyles{"FigureWithCaption", "FigureCaption"};
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
               : fmt::format("<p>{}</p>\n", labelled_text(paragraph.title + '.', paragraph.text));
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
    return office_table(table, next_label(table, labels_, numbering_), labels_, format_);
  }

  std::string write(const Figure& figure) {
    const FigureStyles styles = figure_styles(format_);
    const std::string caption = styled_paragraph(
        styles.caption, labelled_text(next_label(figure, labels_, numbering_), figure.caption));
    if (!figure.absent.empty()) {
      return fmt::format("<p><strong>{}</strong> {}</p>\n", escape_html(figure.absent),
                         escape_html(figure.description)) +
             caption;
    }
    const std::string chart = styled_paragraph(
        styles.chart,
        fmt::format(R"(<img src="charts/{}.png" width="{}" alt="{}">)", escape_html(figure.id),
                    chart_width, escape_html(figure.description)));
    return chart + caption +
           (format_ == OfficeFormat::odt ? styled_paragraph("Note", escape_html(figure.description))
                                         : "");
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

}  // namespace

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
