#include "document/html.hpp"

#include <fmt/format.h>

#include <set>
#include <stdexcept>

#include "common/text.hpp"
#include "document/html_parts.hpp"
#include "document/inline_svg.hpp"
#include "document/labels.hpp"

namespace tiga::document {
namespace {

using common::escape_html;

constexpr std::string_view open_mark = "{{";
constexpr std::string_view close_mark = "}}";

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

// Writes blocks one after the other, counting tables and figures. The ids that it writes start with
// the kind (table_, figure_), so that a table and a figure may have the same name.
class HtmlBlocks {
 public:
  HtmlBlocks(const Labels& labels, const FigureSource& svg_of) : labels_(labels), svg_of_(svg_of) {}

  std::string write(const std::vector<Block>& blocks) {
    std::string out;
    for (const Block& block : blocks) {
      out += std::visit([this](const auto& kind) { return write(kind); }, block);
    }
    return out;
  }

 private:
  std::string write(const Paragraph& paragraph) const {
    const std::string title =
        paragraph.title.empty()
            ? ""
            : fmt::format("<strong class=\"label\">{}.</strong> ", escape_html(paragraph.title));
    return fmt::format("<p>{}{}</p>\n", title, escape_html(paragraph.text));
  }

  std::string write(const Bullets& bullets) const {
    return bullets.items.empty() ? "" : list(bullets.items);
  }

  std::string write(const Callout& callout) const {
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

  std::string write(const Code& code) const {
    // HTML drops a line end directly after <pre>.
    return fmt::format("<pre>\n<code>{}</code></pre>\n", escape_html(code.text));
  }

  std::string write(const Table& table) {
    return table_html(table, next_label(table, labels_, numbering_), labels_);
  }

  std::string write(const Figure& figure) {
    const std::string id = "figure_" + escape_html(figure.id);
    const std::string label = next_label(figure, labels_, numbering_);
    std::optional<std::string> chart = svg_of_(figure.id);
    if (chart) {
      chart = inline_svg(*chart, {.id = id,
                                  .title = label.substr(0, label.size() - 1),
                                  .description = figure.description});
    }
    const std::string shown =
        chart ? fmt::format("<div class=\"chart\">\n{}</div>\n", *chart)
              : fmt::format(
                    "<div class=\"no-chart\">\n<p><strong>{}</strong></p>\n<p>{}</p>\n</div>\n",
                    escape_html(why_absent(figure, labels_)), escape_html(figure.description));
    return fmt::format(
        "<figure id=\"{}\">\n{}<figcaption><span class=\"label\">{}</span> "
        "{}</figcaption>\n</figure>\n",
        id, shown, escape_html(label), escape_html(figure.caption));
  }

  // The figure comes before the notes: on a narrow screen it is looked at first.
  std::string write(const Lead& lead) {
    std::string out = write(lead.result);
    if (lead.figure) {
      out += write(*lead.figure);
    }
    if (!lead.notes.empty()) {
      out += "<div class=\"notes\">\n";
      for (const Paragraph& note : lead.notes) {
        out += write(note);
      }
      out += "</div>\n";
    }
    return fmt::format("<div class=\"lead\">\n{}</div>\n", out);
  }

  const Labels& labels_;
  const FigureSource& svg_of_;
  Numbering numbering_;
};

std::string contents_list(const std::vector<Section>& sections) {
  std::string items;
  for (const Section& section : sections) {
    items += fmt::format("<li><a href=\"#section_{}\">{}</a></li>\n", escape_html(section.id),
                         escape_html(section.title));
  }
  return items;
}

}  // namespace

std::string fill_template(std::string_view page_template, const PlaceValues& values) {
  std::string out;
  std::set<std::string_view> used;
  std::string_view rest = page_template;
  for (std::size_t at = rest.find(open_mark); at != std::string_view::npos;
       at = rest.find(open_mark)) {
    out += rest.substr(0, at);
    rest.remove_prefix(at + open_mark.size());
    const std::size_t end = rest.find(close_mark);
    const std::string_view name = rest.substr(0, end);
    const auto value = values.find(name);
    if (value == values.end() || end == std::string_view::npos) {
      throw std::invalid_argument(
          fmt::format("the page's template has a place '{}' that nothing fills",
                      name.substr(0, name.find('\n'))));
    }
    out += value->second;
    used.insert(name);
    rest.remove_prefix(end + close_mark.size());
  }
  out += rest;
  for (const auto& [name, value] : values) {
    if (!used.contains(name)) {
      throw std::invalid_argument(fmt::format("the page's template has no place '{}'", name));
    }
  }
  return out;
}

std::string to_html(const Document& document, std::string_view page_template,
                    const FigureSource& svg_of) {
  const Labels& labels = document.labels;
  HtmlBlocks blocks(labels, svg_of);
  const std::string opening = blocks.write(document.opening);
  std::string sections;
  for (const Section& section : document.sections) {
    const std::string id = escape_html(section.id);
    sections += fmt::format(
        "<section id=\"section_{0}\" aria-labelledby=\"section_{0}_title\">\n"
        "<h2 id=\"section_{0}_title\">{1}</h2>\n{2}</section>\n",
        id, escape_html(section.title), blocks.write(section.blocks));
  }
  return fill_template(page_template, {{"language", escape_html(document.language)},
                                       {"title", escape_html(document.title)},
                                       {"subtitle", escape_html(document.subtitle)},
                                       {"skip", escape_html(labels.skip)},
                                       {"sort", escape_html(labels.sort)},
                                       {"opening-name", escape_html(labels.opening)},
                                       {"opening", opening},
                                       {"contents-name", escape_html(labels.contents)},
                                       {"contents", contents_list(document.sections)},
                                       {"sections", sections}});
}

}  // namespace tiga::document
