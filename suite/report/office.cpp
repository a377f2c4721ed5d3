#include "suite/report/office.hpp"

#include <fmt/format.h>

#include <chrono>
#include <sstream>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/text.hpp"
#include "document/office_html.hpp"
#include "suite/records/paths.hpp"

namespace tiga::suite::report {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// Pandoc reads `page` and writes `file`; it finds the charts in `folder`.
common::Command pandoc_command(const fs::path& page, const fs::path& file, const fs::path& folder,
                               const fs::path& reference, const std::string& language) {
  common::Command command;
  command.arguments = {"pandoc", "--from=html", "--metadata=lang=" + language,
                       "--output=" + file.string()};
  if (fs::exists(reference)) {
    command.arguments.push_back("--reference-doc=" + fs::absolute(reference).string());
  }
  command.arguments.push_back(page.string());
  command.folder = folder;
  command.environment = {"LC_ALL=C.UTF-8"};
  return command;
}

// The last thing that pandoc warned of, "" if there is none. In a language that it hardly knows it
// misses translations of words that it does not write into our documents.
std::string last_warning(const std::string& errors) {
  std::istringstream lines(errors);
  std::string last;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("[WARNING]") && line.find("translation") == std::string::npos) {
      last = line;
    }
  }
  return common::printable(last);
}

// Returns what pandoc warned of.
std::string write_office_file(const fs::path& folder, const document::Document& page,
                              document::OfficeFormat format, const fs::path& plots) {
  const common::TemporaryFolder work;  // a file that pandoc leaves half written stays in no run
  const fs::path html = work.path() / "page.html";
  const std::string name = fmt::format("report.{}", name_of(format));
  common::write_file(html, to_office_html(page, format));
  const fs::path reference = plots / fmt::format("reference.{}", name_of(format));
  const common::CommandResult result = common::run_command(
      pandoc_command(html, work.path() / name, folder, reference, page.language), 120s);
  if (!result.report.succeeded() || !fs::exists(work.path() / name)) {
    throw common::CannotRun(fmt::format("pandoc {} on {}: {}", result.report.describe(), name,
                                        common::printable(common::last_line(result.error))));
  }
  common::write_file(folder / name, common::read_file(work.path() / name));
  return last_warning(result.error);
}

}  // namespace

void require_pandoc(const std::vector<std::string>& formats) {
  if (!formats.empty() && !common::is_installed("pandoc")) {
    throw common::CannotRun(fmt::format(
        "--format {} needs pandoc, which is not installed; type: apt-get install pandoc",
        fmt::join(formats, ",")));
  }
}

std::string write_office_files(const fs::path& folder, const document::Document& page,
                               const std::vector<std::string>& formats, const fs::path& plots) {
  std::vector<std::string> files;
  std::string warnings;
  for (const std::string& format : formats) {
    const std::string warning =
        write_office_file(folder, page, document::office_format(format), plots);
    files.push_back(
        fmt::format("{}/report.{}", common::shell_word(records::for_people(folder)), format));
    if (!warning.empty()) {
      warnings += fmt::format("pandoc said of report.{}: {}\n", format, warning);
    }
  }
  return files.empty() ? "" : fmt::format("office  {}\n{}", fmt::join(files, ", "), warnings);
}

}  // namespace tiga::suite::report
