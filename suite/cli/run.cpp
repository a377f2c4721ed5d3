// `tiga run`.
#include <CLI/CLI.hpp>
#include <memory>

#include "suite/cli/shared_options.hpp"
#include "suite/commands.hpp"

namespace tiga::suite::cli {

void add_run(CLI::App& app, Choice& choice) {
  const auto order = std::make_shared<RunOrder>();
  CLI::App* run = add_command(
      app, choice,
      {"run",
       groups::measure,
       "measure a plan, print its tables, write its pages",
       {{"tiga run report --budget 60", "as much of the report's grid as fits into a minute"},
        {"tiga run mine.toml --lang id", "a plan of your own; its pages in Indonesian"}}},
      [order](const records::Paths& paths) {
        if (order->plan.empty() && !order->resume) {
          throw common::UsageError("PLAN is required, or --resume RUN; see tiga run --help");
        }
        return run_plan(*order, paths);
      });
  const std::vector<CLI::Option*> of_a_new_run{
      run->add_option("PLAN", order->plan, "a file, or a name in plans/"),
      add_seed(*run, order->seed), add_pinning(*run, order->pinning),
      run->add_option("--budget", order->budget_s,
                      "no block starts that would end after so many seconds of measuring (default: "
                      "the plan's)")
          ->transform(whole_number(1, plan::most_seconds))
          ->type_name("SECONDS"),
      run->add_flag(
          "--go-on", order->go_on,
          "resume the newest run of this plan if it was interrupted, has the same options and was "
          "measured by this build on this machine; else start a new one")};
  add_resuming(*run, "run", order->force, order->resume, of_a_new_run);
  add_language(*run, order->language);
  add_folders(*run, choice);
}

}  // namespace tiga::suite::cli
