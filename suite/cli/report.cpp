// `tiga report` and `tiga list`: the commands that only read.
#include <CLI/CLI.hpp>
#include <memory>

#include "suite/cli/shared_options.hpp"
#include "suite/commands.hpp"

namespace tiga::suite::cli {
namespace {

struct ReportOrder {
  std::string run;  // a folder, or its name in results/
  text::Language language = text::Language::english;
};

}  // namespace

void add_report(CLI::App& app, Choice& choice) {
  const auto order = std::make_shared<ReportOrder>();
  CLI::App* report =
      add_command(app, choice,
                  {"report",
                   groups::read,
                   "make the tables, verdicts, charts and pages of a run again",
                   {{"tiga report latest", "the newest run"},
                    {"tiga report latest --lang id", "the same, with pages in Indonesian"}}},
                  [order](const records::Paths& paths) {
                    return report_run(order->run, paths, order->language);
                  });
  report->add_option("RUN", order->run, "a folder, or its name in results/ (latest)")->required();
  add_language(*report, order->language);
  add_folders(*report, choice);
}

void add_list(CLI::App& app, Choice& choice) {
  CLI::App* list =
      add_command(app, choice,
                  {"list",
                   groups::measure,
                   "list the plans, and how long each takes (~: an estimate, no run of "
                   "it was measured here)",
                   {{"tiga list", "the plans that come with tiga"},
                    {"tiga list --home .", "those in plans/ of the current folder"}}},
                  list_plans);
  add_folders(*list, choice);
}

}  // namespace tiga::suite::cli
