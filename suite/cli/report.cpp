// `tiga report` and `tiga list`: the commands that only read.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "common/sequences.hpp"
#include "common/text.hpp"
#include "document/office_format.hpp"
#include "suite/cli/shared_options.hpp"
#include "suite/commands.hpp"

namespace tiga::suite::cli {
namespace {

// Each once. The lists of CLI11 itself may hold nothing between two commas. Throws
// CLI::ValidationError.
std::vector<std::string> formats_in(const std::vector<std::string>& lists) {
  const std::vector<std::string>& known = document::office_formats();
  std::vector<std::string> formats;
  for (const std::string& list : lists) {
    const std::string ended = list + ',';  // so that what stands behind the last comma counts
    for (const std::string_view name : common::split(ended, ',')) {
      if (!common::contains(known, name)) {
        throw CLI::ValidationError(
            "--format", fmt::format("there is no format {}; write {}", common::quote(name),
                                    fmt::join(known, " or ")));
      }
      if (!common::contains(formats, name)) {
        formats.emplace_back(name);
      }
    }
  }
  return formats;
}

}  // namespace

void add_report(CLI::App& app, Choice& choice) {
  const auto order = std::make_shared<ReportOrder>();
  CLI::App* report =
      add_command(app, choice,
                  {"report",
                   groups::read,
                   "make the tables, verdicts, charts and pages of a run again",
                   {{"tiga report latest", "the newest run"},
                    {"tiga report latest --format docx --lang id",
                     "the same in Indonesian, and for a word processor"}}},
                  [order](const records::Paths& paths) { return report_run(*order, paths); });
  report->add_option("RUN", order->run, "a folder, or its name in results/ (latest)")->required();
  report
      ->add_option_function<std::vector<std::string>>(
          "--format",
          [order](const std::vector<std::string>& lists) { order->formats = formats_in(lists); },
          "also write the page for word processors, with pandoc: docx, odt or both")
      ->type_name(fmt::format("NAMES:{{{}}}", fmt::join(document::office_formats(), ",")));
  add_language(*report, order->language);
  add_folders(*report, choice);
}

void add_list(CLI::App& app, Choice& choice) {
  CLI::App* list =
      add_command(app, choice,
                  {"list",
                   groups::measure,
                   "list the plans, and how long each takes (<: at most, no run of it was "
                   "measured here)",
                   {{"tiga list", "the plans that come with tiga"},
                    {"tiga list --home .", "those in plans/ of the current folder"}}},
                  list_plans);
  add_folders(*list, choice);
}

}  // namespace tiga::suite::cli
