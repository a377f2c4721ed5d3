#include "suite/charts/gnuplot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <regex>
#include <string_view>
#include <system_error>
#include <utility>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/text.hpp"
#include "document/inline_svg.hpp"
#include "suite/records/paths.hpp"

namespace tiga::suite::charts {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// Ctrl-C in a terminal is for this program, which writes all files of a run that was interrupted.
common::CommandResult run_apart(common::Command command) {
  command.own_group = true;
  return common::run_command(std::move(command), 60s);
}

// One gnuplot draws all formats, each into a file FORMAT: each -e and each script is done in the
// order given.
common::Command command_of(const fs::path& script, const ScriptVariables& variables,
                           const fs::path& folder) {
  ScriptVariables own;
  own.set("style", (script.parent_path() / "style.gp").string());
  common::Command command;
  command.arguments = {"gnuplot", "-d", "-e", variables.commands() + own.commands()};
  for (const std::string& format : chart_formats()) {
    ScriptVariables output;
    output.set("format", format);
    output.set("out", (folder / format).string());
    command.arguments.insert(command.arguments.end(), {"-e", output.commands(), script.string()});
  }
  command.environment = {"SOURCE_DATE_EPOCH=0", "TZ=UTC", "LC_ALL=C.UTF-8", "GNUPLOT_LIB="};
  return command;
}

bool ends_with_mark(std::string_view content, std::string_view mark, std::size_t most_behind) {
  const std::size_t at = content.rfind(mark);
  return at != std::string_view::npos && content.size() - at - mark.size() <= most_behind;
}

constexpr std::string_view date_key = "/CreationDate (";

// From 1.18 on cairo packs a PDF's date into a compressed stream, in spite of SOURCE_DATE_EPOCH;
// qpdf unpacks it. Without qpdf the date stays.
std::string with_plain_date(std::string content, const fs::path& pdf) {
  if (content.find(date_key) != std::string::npos) {
    return content;
  }
  const fs::path plain = pdf.string() + ".plain";
  common::Command command;
  command.arguments = {"qpdf", "--static-id", "--object-streams=disable", pdf.string(),
                       plain.string()};
  try {
    const common::CommandResult result = run_apart(std::move(command));
    return result.report.succeeded() ? common::read_file(plain) : content;
  } catch (const common::CannotRun&) {
    return content;
  }
}

// gnuplot does not say when its disk is full. Throws CannotRun if the file is not whole.
std::string finished(const fs::path& drawn, const std::string& format, const std::string& id,
                     const std::string& title) {
  std::string content = common::read_file(drawn);
  if (format == "svg") {
    return finished_svg(content, id, title);
  }
  // The last chunk of a PNG is IEND, with four bytes of CRC; a PDF ends with %%EOF and a line end.
  if (!ends_with_mark(content, format == "png" ? "IEND" : "%%EOF", 4)) {
    throw common::CannotRun(fmt::format("gnuplot did not write the whole chart {}", id));
  }
  return format == "pdf" ? undated_pdf(with_plain_date(std::move(content), drawn)) : content;
}

// All formats or none: throws CannotRun, and what was written before is removed.
void keep_charts(const fs::path& drawn, const fs::path& folder, const std::string& id,
                 const std::string& title) {
  const auto place = [&](const std::string& format) {
    return folder / fmt::format("{}.{}", id, format);
  };
  try {
    for (const std::string& format : chart_formats()) {
      common::write_file(place(format), finished(drawn / format, format, id, title));
    }
  } catch (const common::CannotRun&) {
    for (const std::string& format : chart_formats()) {
      std::error_code absent;
      fs::remove(place(format), absent);
    }
    throw;
  }
}

}  // namespace

// Within single quotes nothing is special but the quote itself.
std::string gnuplot_literal(std::string_view text) {
  std::string out = "'";
  for (const char letter : text) {
    out += static_cast<unsigned char>(letter) < ' ' ? ' ' : letter;
    if (letter == '\'') {
      out += letter;
    }
  }
  return out + "'";
}

std::string gnuplot_literal(double number) { return fmt::format("{:#}", number); }

std::string gnuplot_literal(std::size_t count) { return fmt::format("{}", count); }

const std::vector<std::string>& chart_formats() {
  static const std::vector<std::string> formats{"svg", "png", "pdf"};
  return formats;
}

Drawing run_script(const fs::path& script, const ScriptVariables& variables, const fs::path& folder,
                   const std::string& id, const std::string& title) {
  const common::TemporaryFolder work;  // what gnuplot leaves half drawn stays in no run
  const common::CommandResult result = run_apart(command_of(script, variables, work.path()));
  const std::string last = common::printable(common::last_line(result.error));
  std::string said = fmt::format("gnuplot {} on {}: {}", result.report.describe(),
                                 records::for_people(script), last);
  const bool drawn = result.report.succeeded() &&
                     std::ranges::all_of(chart_formats(), [&](const std::string& format) {
                       return fs::exists(work.path() / format);
                     });
  if (drawn) {
    keep_charts(work.path(), folder, id, title);
  }
  return {drawn, drawn && last.empty() ? "" : std::move(said)};
}

std::string finished_svg(const std::string& svg, const std::string& id, const std::string& title) {
  static const std::regex font("font-family=\"DejaVu Sans\"");
  const auto named = document::standalone_svg(
      std::regex_replace(svg, font, "font-family=\"DejaVu Sans, Verdana, Arial, sans-serif\""), id,
      title);
  if (!named) {
    throw common::CannotRun(fmt::format("gnuplot did not write the whole chart {}", id));
  }
  return *named;
}

std::string undated_pdf(std::string pdf) {
  const std::size_t at = pdf.find(date_key);
  const std::size_t end = at == std::string::npos ? at : pdf.find(')', at);
  if (end != std::string::npos) {
    const std::size_t begin = at + date_key.size();
    const std::string date = "D:19700101000000Z";
    std::string same_length = date.substr(0, end - begin);
    same_length.resize(end - begin, ' ');
    pdf.replace(begin, end - begin, same_length);
  }
  return pdf;
}

}  // namespace tiga::suite::charts
