// A chart's SVG as a part of an HTML page, and as a file of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tiga::document {

/// The names of a chart in the page, as plain text.
struct ChartNames {
  std::string id;           ///< every id of the chart becomes "<id>.<its own>"
  std::string title;        ///< short: shown where the pointer rests on it
  std::string description;  ///< in words, for readers who cannot see it
};

/// The SVG without the parts of a separate file (prolog, comments, fixed size, the drawing
/// program's title and description) and without scripts. Its ids and the references to them are
/// renamed, so that one page can have several charts, and it is labelled as an image. It scales to
/// the available width. Line ends within attributes become spaces. `nullopt` if `svg` is not one
/// complete well-formed <svg> element with a size: a truncated one would swallow the rest of the
/// page. Made for files of gnuplot and similar programs: a document type with its own declarations
/// is refused.
std::optional<std::string> inline_svg(std::string_view svg, const ChartNames& names);

/// The SVG as a file: cleaned alike, but it keeps its size, has `title` as its only title, and its
/// ids begin with "<id>-".
std::optional<std::string> standalone_svg(std::string_view svg, const std::string& id,
                                          const std::string& title);

}  // namespace tiga::document
