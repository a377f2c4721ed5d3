// `tiga audit`.
#include <CLI/CLI.hpp>
#include <memory>

#include "common/option_values.hpp"
#include "suite/cli/shared_options.hpp"
#include "suite/commands.hpp"

namespace tiga::suite::cli {

void add_audit(CLI::App& app, Choice& choice) {
  const auto order = std::make_shared<AuditOrder>();
  CLI::App* audit = add_command(
      app, choice,
      {"audit",
       groups::others,
       "find contradictions in results of load tests; exit status 1 if figures are wrong",
       {{"tiga audit results.csv", "the tables of one file"},
        {"tiga audit hand-ins/ --csv summary.csv", "all files of a folder, and a line for each"}}},
      [order](const records::Paths&) { return audit_files(*order); });
  audit
      ->add_option("FILE", order->files,
                   "a load generator's output, or tables in CSV, Markdown or HTML; a folder: all "
                   "files in it")
      ->required();
  audit->add_flag("--details", order->details,
                  "of a folder: print the tables and findings of each file, too");
  const auto file = [&](const char* name, std::optional<std::filesystem::path>& path,
                        const char* what) {
    audit->add_option(name, path, what)
        ->check(CLI::Validator(common::text_check(), ""))
        ->type_name("FILE");
  };
  file("--json", order->json, "also write everything to FILE as JSON");
  file("--csv", order->csv, "also write a line for each file to FILE as CSV");
  add_language(*audit, order->language);
}

}  // namespace tiga::suite::cli
