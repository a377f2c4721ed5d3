// Runs a chart's script: its variables, and how its files get to their folder.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::suite::charts {

/// The variables of a script as gnuplot assignments. Texts may hold any characters; control
/// characters become blanks.
class ScriptVariables {
 public:
  void text(std::string_view name, std::string_view value);
  void number(std::string_view name, double value);
  void count(std::string_view name, std::size_t value);
  /// Arrays. gnuplot has no empty ones, so an empty array has one element, "" or 0; the variable
  /// `NAME_count` has the number of elements.
  void texts(std::string_view name, const std::vector<std::string>& values);
  void numbers(std::string_view name, const std::vector<double>& values);
  void counts(std::string_view name, const std::vector<std::size_t>& values);

  const std::string& commands() const { return commands_; }

 private:
  void array(std::string_view name, std::size_t count, const std::string& elements);

  std::string commands_;
};

/// The formats that every chart is drawn in: "svg", "png", "pdf".
const std::vector<std::string>& chart_formats();

/// How the drawing of one chart ended.
struct Drawing {
  bool drawn = false;  ///< else none of its files is there
  std::string said;  ///< gnuplot's last line on standard error, why it failed: "" where all is well
};

/// Runs the script of one chart once for each format in one gnuplot process, and moves the files
/// into place when all are complete: FOLDER/ID.svg, .png, .pdf. The script also gets `format`,
/// `out` (the file to write) and `style` (style.gp beside it). `title` becomes the SVG's title
/// element, which browsers show as a tooltip and screen readers read out.
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
