#include "suite/charts/gnuplot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <regex>
#include <system_error>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "document/inline_svg.hpp"
#include "suite/records/paths.hpp"

namespace tiga::suite::charts {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

fs::path part_of(const fs::path& folder, const std::string& id, const std::string& format) {
  return folder / fmt::format("{}.{}.part", id, format);
}

// One gnuplot draws all formats: each -e and each script is done in the order given.
common::Command command_of(const fs::path& script, const ScriptVariables& variables,
                           const fs::path& folder, const std::string& id) {
  ScriptVariables own;
  own.set("style", (script.parent_path() / "style.gp").string());
  common::Command command;
  command.arguments = {"gnuplot", "-d", "-e", variables.commands() + own.commands()};
  for (const std::string& format : chart_formats()) {
    ScriptVariables output;
    output.set("format", format);
    output.set("out", part_of(folder, id, format).string());
    command.arguments.insert(command.arguments.end(), {"-e", output.commands(), script.string()});
  }
  command.environment = {"SOURCE_DATE_EPOCH=0", "TZ=UTC", "LC_ALL=C.UTF-8", "GNUPLOT_LIB="};
  return command;
}

void finish(const fs::path& part, const std::string& format, const std::string& id,
            const std::string& title) {
  if (format == "svg") {
    common::write_file(part, finished_svg(common::read_file(part), id, title));
  } else if (format == "pdf") {
    common::write_file(part, undated_pdf(common::read_file(part)));
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
  const common::CommandResult result =
      common::run_command(command_of(script, variables, folder, id), 60s);
  const bool drawn = result.report.succeeded() &&
                     std::ranges::all_of(chart_formats(), [&](const std::string& format) {
                       return fs::exists(part_of(folder, id, format));
                     });
  for (const std::string& format : chart_formats()) {
    const fs::path part = part_of(folder, id, format);
    std::error_code absent;
    if (drawn) {
      finish(part, format, id, title);
      fs::rename(part, folder / fmt::format("{}.{}", id, format));
    } else {
      fs::remove(part, absent);
    }
  }
  const std::string last = common::last_line(result.error);
  if (drawn && last.empty()) {
    return {drawn, ""};
  }
  return {drawn, fmt::format("gnuplot {} on {}: {}", result.report.describe(),
                             records::for_people(script), last)};
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
  constexpr std::string_view key = "/CreationDate (";
  const std::size_t at = pdf.find(key);
  const std::size_t end = at == std::string::npos ? at : pdf.find(')', at);
  if (end != std::string::npos) {
    const std::size_t begin = at + key.size();
    const std::string date = "D:19700101000000Z";
    std::string same_length = date.substr(0, end - begin);
    same_length.resize(end - begin, ' ');
    pdf.replace(begin, end - begin, same_length);
  }
  return pdf;
}

}  // namespace tiga::suite::charts
