#include "document/html.hpp"

#include <fmt/format.h>

#include "common/text.hpp"
#include "document/html_blocks.hpp"
#include "document/labels.hpp"
#include "document/page_template.hpp"

namespace tiga::document {
namespace {

using common::escape_html;

std::string contents_list(const std::vector<Section>& sections) {
  std::string items;
  for (const Section& section : sections) {
    items += fmt::format("<li><a href=\"#section_{}\">{}</a></li>\n", escape_html(section.id),
                         escape_html(section.title));
  }
  return items;
}

}  // namespace

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
