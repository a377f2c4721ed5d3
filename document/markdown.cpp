#include "document/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "common/text.hpp"
#include "document/labels.hpp"
#include "document/markdown_text.hpp"

namespace tiga::document {
namespace {

// The texts of a table, row by row, starting with the columns' titles.
using Cells = std::vector<std::vector<std::string>>;

Cells cells_of(const Table& table) {
  Cells cells;
  cells.reserve(table.rows.size() + 1);
  std::vector<std::string>& head = cells.emplace_back();
  for (const TableColumn& column : table.columns) {
    head.push_back(markdown_cell(column.title));
  }
  for (const std::vector<TableField>& row : table.rows) {
    std::vector<std::string>& texts = cells.emplace_back();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const TableField& field = row.at(i);
      const std::string text = field.text.empty() && !table.columns[i].remarks
                                   ? std::string(unknown_sign)
                                   : markdown_cell(field.text);
      texts.push_back(field.link.empty() ? text : fmt::format("[{}](<{}>)", text, field.link));
    }
  }
  return cells;
}

std::size_t widest(const Cells& cells, std::size_t column) {
  std::size_t most = 3;  // the minimum for the rule below the head
  for (const std::vector<std::string>& row : cells) {
    most = std::max(most, common::characters(row[column]));
  }
  return most;
}

std::string grid(const Table& table) {
  const Cells cells = cells_of(table);
  std::vector<std::size_t> widths;
  std::string rule = "|";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    widths.push_back(widest(cells, i));
    const bool numeric = table.columns[i].numeric;
    rule += ' ' + std::string(widths[i] - (numeric ? 1U : 0U), '-') + (numeric ? ": |" : " |");
  }
  std::string out;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    out += '|';
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string room(widths[i] - common::characters(cells[row][i]), ' ');
      out += ' ' + (table.columns[i].numeric ? room + cells[row][i] : cells[row][i] + room) + " |";
    }
    out += row == 0 ? '\n' + rule + '\n' : "\n";
  }
  return out;
}

std::string fence(std::string_view text) {
  std::string marks = "```";
  while (text.find(marks) != std::string_view::npos) {
    marks += '`';
  }
  return marks;
}

class MarkdownBlocks {
 public:
  explicit MarkdownBlocks(const Labels& labels) : labels_(labels) {}

  // Each is preceded by an empty line.
  std::string write(const std::vector<Block>& blocks) {
    std::string out;
    for (const Block& block : blocks) {
      out += '\n' + std::visit([this](const auto& kind) { return write(kind); }, block);
    }
    return out;
  }

 private:
  std::string write(const Paragraph& paragraph) const {
    return paragraph.title.empty() ? markdown_lines(paragraph.text, "", "")
                                   : captioned(paragraph.title + '.', paragraph.text);
  }

  std::string write(const Bullets& bullets) const {
    std::string out;
    for (const std::string& item : bullets.items) {
      out += markdown_lines(item, "- ", "  ");
    }
    return out;
  }

  std::string write(const Callout& callout) const {
    std::string head(label_of(callout.kind, labels_));
    if (!callout.title.empty()) {
      head += ": " + markdown_text(callout.title);
    }
    std::string out = fmt::format("> **{}**\n", head);
    for (const std::string& line : callout.lines) {
      out += ">\n" + markdown_lines(line, "> ", "> ");
    }
    return out;
  }

  std::string write(const Code& code) const {
    const std::string marks = fence(code.text);
    const bool ended = code.text.ends_with('\n');
    return fmt::format("{}\n{}{}{}\n", marks, code.text, ended ? "" : "\n", marks);
  }

  std::string write(const Table& table) {
    std::string out = captioned(next_label(table, labels_, numbering_), table.caption);
    out += '\n' + grid(table);
    if (table.rows.empty()) {
      out += fmt::format("\n({})\n", labels_.no_rows);
    }
    if (has_unknown(table)) {
      out += fmt::format("\n{} {}\n", unknown_sign, labels_.unknown);
    }
    return out;
  }

  std::string write(const Figure& figure) {
    const std::string caption = captioned(next_label(figure, labels_, numbering_), figure.caption);
    if (figure.absent.empty()) {
      return fmt::format("![{}](charts/{}.svg)\n\n{}", markdown_alternative(figure.description),
                         figure.id, caption);
    }
    return markdown_lines(why_absent(figure, labels_) + ' ' + figure.description, "", "") + '\n' +
           caption;
  }

  std::string write(const Lead& lead) {
    std::string out = write(lead.result);
    if (lead.figure) {
      out += '\n' + write(*lead.figure);
    }
    for (const Paragraph& note : lead.notes) {
      out += '\n' + write(note);
    }
    return out;
  }

  static std::string captioned(const std::string& label, const std::string& caption) {
    return markdown_lines(caption, fmt::format("**{}** ", markdown_text(label)), "");
  }

  const Labels& labels_;
  Numbering numbering_;
};

}  // namespace

std::string to_markdown(const Document& document) {
  MarkdownBlocks blocks(document.labels);
  std::string out = fmt::format("# {}\n", markdown_text(document.title));
  if (!document.subtitle.empty()) {
    out += '\n' + markdown_lines(document.subtitle, "", "");
  }
  out += blocks.write(document.opening);
  for (const Section& section : document.sections) {
    out += fmt::format("\n## {}\n", markdown_text(section.title)) + blocks.write(section.blocks);
  }
  return out;
}

}  // namespace tiga::document
