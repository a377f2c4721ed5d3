// Runs a chart's script: its variables, and how its files get to their folder.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/sequences.hpp"

namespace tiga::suite::charts {

/// A value in a script. Texts may hold any characters; control characters become blanks.
std::string gnuplot_literal(std::string_view text);
std::string gnuplot_literal(double number);
std::string gnuplot_literal(std::size_t count);

/// The variables of a script as gnuplot assignments.
class ScriptVariables {
 public:
  template <class Value>
  void set(std::string_view name, const Value& value) {
    commands_ += fmt::format("{} = {}; ", name, gnuplot_literal(value));
  }

  /// An array. gnuplot has no empty ones, so an empty array has one element, "" or 0; the variable
  /// `NAME_count` has the number of elements.
  template <class Value>
  void set(std::string_view name, const std::vector<Value>& values) {
    const auto elements =
        common::transformed(values.empty() ? std::vector<Value>(1) : values,
                            [](const Value& value) { return gnuplot_literal(value); });
    commands_ += fmt::format("{0}_count = {1}; array {0}[{2}] = [{3}]; ", name, values.size(),
                             elements.size(), fmt::join(elements, ", "));
  }

  const std::string& commands() const { return commands_; }

 private:
  std::string commands_;
};

/// The formats that every chart is drawn in: "svg", "png", "pdf".
const std::vector<std::string>& chart_formats();

/// How the drawing of one chart ended.
struct Drawing {
  bool drawn = false;  ///< else none of its files is there
  std::string said;  ///< gnuplot's last line on standard error, why it failed: "" where all is well
};

/// Runs the script of one chart once for each format in one gnuplot process, and writes the files
/// when all are complete: FOLDER/ID.svg, .png, .pdf. The script also gets `format`, `out` (the file
/// to write, in a temporary folder) and `style` (style.gp beside it). `title` becomes the SVG's
/// title element, which browsers show as a tooltip and screen readers read out. Throws CannotRun if
/// a file cannot be written or gnuplot left half of one (a full disk); then none is there.
Drawing run_script(const std::filesystem::path& script, const ScriptVariables& variables,
                   const std::filesystem::path& folder, const std::string& id,
                   const std::string& title);

/// An SVG of gnuplot's made fit to stand in a page beside others: its ids begin with `id`, it has
/// `title` as its title, and texts fall back to any font without serifs. Throws CannotRun if it is
/// not whole.
std::string finished_svg(const std::string& svg, const std::string& id, const std::string& title);

/// A PDF of cairo's without the time at which it was made. Of the same length.
std::string undated_pdf(std::string pdf);

}  // namespace tiga::suite::charts
