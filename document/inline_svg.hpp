// A chart's SVG as a part of an HTML page, and as a file of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tiga::document {

/// What a chart is called in the page, plain texts.
struct ChartNames {
  std::string id;           ///< every id of the chart becomes "<id>.<its own>"
  std::string title;        ///< short: shown where the pointer rests on it
  std::string description;  ///< in words, for readers who cannot see it
};

/// The SVG without what belongs to a file of its own (prolog, comments, fixed size, the drawing
/// program's title and description) and without scripts, its ids and the references to them renamed
/// so that several charts can stand in one page, and named as an image. It scales to the width it
/// is given. Line ends within attributes become spaces. `nullopt` if `svg` is not one whole
/// well-formed <svg> element that has a size: what is cut short would swallow the rest of the page.
/// Made for what gnuplot and its like write: a document type with declarations of its own is not
/// read.
std::optional<std::string> inline_svg(std::string_view svg, const ChartNames& names);

/// The SVG as a file: cleaned alike, but it keeps its size, has `title` as its only title, and its
/// ids begin with "<id>-".
std::optional<std::string> standalone_svg(std::string_view svg, const std::string& id,
                                          const std::string& title);

}  // namespace tiga::document
