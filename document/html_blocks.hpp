// Writes the blocks of a page as HTML.
#pragma once

#include <string>
#include <vector>

#include "document/document.hpp"
#include "document/html.hpp"
#include "document/labels.hpp"

namespace tiga::document {

/// Writes blocks one after the other, counting tables and figures. The ids that it writes start
/// with the kind (table_, figure_), so that a table and a figure may have the same name. `labels`
/// and `svg_of` must outlive it.
class HtmlBlocks {
 public:
  HtmlBlocks(const Labels& labels, const FigureSource& svg_of) : labels_(labels), svg_of_(svg_of) {}

  std::string write(const std::vector<Block>& blocks);

 private:
  std::string write(const Paragraph& paragraph) const;
  std::string write(const Bullets& bullets) const;
  std::string write(const Callout& callout) const;
  std::string write(const Code& code) const;
  std::string write(const Table& table);
  std::string write(const Figure& figure);

  const Labels& labels_;
  const FigureSource& svg_of_;
  Numbering numbering_;
};

/// A table; `label` precedes its caption ("Table 3.").
std::string table_html(const Table& table, const std::string& label, const Labels& labels);

}  // namespace tiga::document
