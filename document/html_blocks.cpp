#include "document/html_blocks.hpp"

#include <fmt/format.h>

#include "common/text.hpp"
#include "document/inline_svg.hpp"

namespace tiga::document {
namespace {

using common::escape_html;

std::string list(const std::vector<std::string>& items) {
  std::string out = "<ul>\n";
  for (const std::string& item : items) {
    out += fmt::format("<li>{}</li>\n", escape_html(item));
  }
  return out + "</ul>\n";
}

std::string_view class_of(Callout::Kind kind) {
  switch (kind) {
    case Callout::Kind::result:
      return "result";
    case Callout::Kind::note:
      return "note";
    case Callout::Kind::warning:
      return "warning";
  }
  return {};
}

}  // namespace

std::string HtmlBlocks::write(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& block : blocks) {
    out += std::visit([this](const auto& kind) { return write(kind); }, block);
  }
  return out;
}

std::string HtmlBlocks::write(const Paragraph& paragraph) const {
  return fmt::format("<p>{}</p>\n", escape_html(paragraph.text));
}

std::string HtmlBlocks::write(const Bullets& bullets) const {
  return bullets.items.empty() ? "" : list(bullets.items);
}

std::string HtmlBlocks::write(const Callout& callout) const {
  std::string head =
      fmt::format("<span class=\"kind\">{}</span>", escape_html(label_of(callout.kind, labels_)));
  if (!callout.title.empty()) {
    head += ' ' + escape_html(callout.title);
  }
  std::string lines;
  if (callout.lines.size() == 1) {
    lines = write(Paragraph{callout.lines.front()});
  } else if (!callout.lines.empty()) {
    lines = list(callout.lines);
  }
  return fmt::format(
      "<div class=\"callout {}\" role=\"note\">\n<p class=\"head\">{}</p>\n{}</div>\n",
      class_of(callout.kind), head, lines);
}

std::string HtmlBlocks::write(const Code& code) const {
  // HTML drops a line end directly after <pre>.
  return fmt::format("<pre>\n<code>{}</code></pre>\n", escape_html(code.text));
}

std::string HtmlBlocks::write(const Table& table) {
  return table_html(table, next_label(table, labels_, numbering_), labels_);
}

std::string HtmlBlocks::write(const Figure& figure) {
  const std::string id = "figure_" + escape_html(figure.id);
  const std::string label = next_label(figure, labels_, numbering_);
  std::optional<std::string> chart = svg_of_(figure.id);
  if (chart) {
    chart = inline_svg(
        *chart,
        {.id = id, .title = label.substr(0, label.size() - 1), .description = figure.description});
  }
  const std::string shown =
      chart
          ? fmt::format("<div class=\"chart\">\n{}</div>\n", *chart)
          : fmt::format("<div class=\"no-chart\">\n<p><strong>{}</strong></p>\n<p>{}</p>\n</div>\n",
                        escape_html(why_absent(figure, labels_)), escape_html(figure.description));
  return fmt::format(
      "<figure id=\"{}\">\n{}<figcaption><span class=\"label\">{}</span> "
      "{}</figcaption>\n</figure>\n",
      id, shown, escape_html(label), escape_html(figure.caption));
}

}  // namespace tiga::document
