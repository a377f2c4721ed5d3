// A table of a page: with a name, sortable by the page's script, in its own scrollable box.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "common/text.hpp"
#include "document/html_parts.hpp"
#include "document/labels.hpp"

namespace tiga::document {
namespace {

using common::escape_html;

// The shortest text that parses to the same number, in any locale.
std::string exact(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

std::string head_html(const Table& table) {
  std::string out = "<thead>\n<tr>";
  for (const TableColumn& column : table.columns) {
    out += fmt::format("<th scope=\"col\"{}>{}</th>", column.numeric ? " class=\"number\"" : "",
                       escape_html(column.title));
  }
  return out + "</tr>\n</thead>\n";
}

std::string bars_html(const std::vector<Bar>& bars) {
  if (bars.empty()) {
    return "";
  }
  const double longest = std::ranges::max_element(bars, {}, &Bar::value)->value;
  std::string out = "<ul class=\"bars\">";
  for (const Bar& bar : bars) {
    const double share = longest > 0 ? bar.value / longest * 100 : 0;
    out += fmt::format("<li><span>{}</span><i style=\"width:{:.0f}%\"></i><span>{}</span></li>",
                       escape_html(bar.name), share, escape_html(bar.text));
  }
  return out + "</ul>";
}

std::string field_html(const TableField& field, const TableColumn& column, bool heads_row,
                       const Labels& labels) {
  std::string attributes = heads_row ? R"( scope="row")" : "";
  if (column.numeric) {
    attributes += R"( class="number")";
  }
  if (field.sort_by && std::isfinite(*field.sort_by)) {
    attributes += fmt::format(" data-sort=\"{}\"", exact(*field.sort_by));
  }
  if (!field.mark.empty()) {
    attributes += fmt::format(" data-mark=\"{}\"", escape_html(field.mark));
  }
  std::string text = escape_html(field.text);
  if (!field.link.empty()) {
    text = fmt::format("<a href=\"{}\">{}</a>", escape_html(field.link), text);
  }
  if (text.empty() && !column.remarks) {
    attributes += " data-unknown";
    text = fmt::format(R"(<span aria-hidden="true">{}</span><span class="unseen">{}</span>)",
                       unknown_sign, escape_html(labels.unknown));
  }
  return fmt::format("<{0}{1}>{2}{3}</{0}>", heads_row ? "th" : "td", attributes, text,
                     bars_html(field.bars));
}

std::string body_html(const Table& table, const Labels& labels) {
  std::string out = "<tbody>\n";
  for (const std::vector<TableField>& row : table.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      out += field_html(row.at(i), table.columns[i], i == 0, labels);
    }
    out += "</tr>\n";
  }
  if (table.rows.empty()) {
    out += fmt::format("<tr><td colspan=\"{}\">{}</td></tr>\n", table.columns.size(),
                       escape_html(labels.no_rows));
  }
  return out + "</tbody>\n";
}

bool is_sortable(const Table& table) {
  return table.rows.size() > 1 && std::ranges::any_of(table.columns, &TableColumn::numeric);
}

}  // namespace

std::string table_html(const Table& table, const std::string& label, const Labels& labels) {
  const std::string id = "table_" + escape_html(table.id);
  const std::string caption = fmt::format("<span class=\"label\">{}</span> {}", escape_html(label),
                                          escape_html(table.caption));
  const std::string caption_id = id + "_caption";
  const std::string shown_caption =
      table.folded
          ? fmt::format("<caption class=\"unseen\">{}</caption>", escape_html(label))
          : fmt::format("<caption><span id=\"{}\">{}</span></caption>", caption_id, caption);
  std::string out = fmt::format(
      "<div class=\"box\" role=\"region\" aria-labelledby=\"{}\" tabindex=\"0\">\n<table{}>\n{}\n"
      "{}{}</table>\n</div>\n",
      caption_id, is_sortable(table) ? " class=\"sortable\"" : "", shown_caption, head_html(table),
      body_html(table, labels));
  if (has_unknown(table)) {
    out += fmt::format("<p class=\"key\">{} {}</p>\n", unknown_sign, escape_html(labels.unknown));
  }
  if (!table.folded) {
    return fmt::format("<div class=\"table\" id=\"{}\">\n{}</div>\n", id, out);
  }
  return fmt::format(
      "<details class=\"table\" id=\"{}\">\n<summary><span id=\"{}\">{}</span> "
      "<span class=\"count\">({} {})</span></summary>\n{}</details>\n",
      id, caption_id, caption, table.rows.size(),
      escape_html(table.rows.size() == 1 ? labels.row : labels.rows), out);
}

}  // namespace tiga::document
