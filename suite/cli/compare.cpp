// `tiga compare`.
#include <CLI/CLI.hpp>
#include <memory>

#include "common/option_values.hpp"
#include "suite/cli/shared_options.hpp"
#include "suite/commands.hpp"

namespace tiga::suite::cli {

void add_compare(CLI::App& app, Choice& choice) {
  const auto order = std::make_shared<CompareOrder>();
  CLI::App* compare = add_command(
      app, choice,
      {"compare",
       groups::read,
       "compare run B with run A; exit status 1 if something got slower",
       {{"tiga compare 20261123T124633Z-report latest", "the newest run beside an older one"},
        {"tiga compare before after --delta 0.1 --csv changes.csv",
         "two folders; only changes of more than 10 %, also as a table"}}},
      [order](const records::Paths& paths) { return compare_two_runs(*order, paths); });
  compare->add_option("A", order->baseline, "the baseline: a folder, or its name")->required();
  compare->add_option("B", order->run, "a folder, or its name in results/ (latest)")->required();
  compare
      ->add_option("--delta", order->delta,
                   "smaller differences count as equivalent (default: the baseline plan's, 0.05)")
      ->check(CLI::Validator(common::number_check(0.001, 10), "0.001 to 10"));
  compare->add_option("--csv", order->csv, "also write the comparisons to FILE as CSV")
      ->check(CLI::Validator(common::text_check(), ""))
      ->type_name("FILE");
  add_folders(*compare, choice);
}

}  // namespace tiga::suite::cli
