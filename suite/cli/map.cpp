// `tiga map`.
#include <CLI/CLI.hpp>
#include <memory>

#include "suite/cli/shared_options.hpp"
#include "suite/commands.hpp"

namespace tiga::suite::cli {

void add_map(CLI::App& app, Choice& choice) {
  const auto order = std::make_shared<map::MapOrder>();
  CLI::App* map = add_command(
      app, choice,
      {"map",
       groups::measure,
       "measure a plan with each of its workloads, and show which architecture wins when",
       {{"tiga map map-quick --go-on", "a quick map, or the rest of the one that was interrupted"},
        {"tiga map --arms async,pool --workloads sleep-1 --levels 1,16", "a single question"}}},
      [order](const records::Paths& paths) { return run_map(*order, paths); });
  const std::vector<CLI::Option*> of_a_new_map{
      map->add_option("PLAN", order->plan, "a file, or a name in plans/ (default: map)"),
      map->add_option("--arms", order->choice.arms,
                      "arms, separated by commas, or all (default: the plan's)")
          ->delimiter(',')
          ->type_name("NAMES"),
      map->add_option(
             "--workloads", order->choice.workloads,
             "workloads, separated by commas (default: all except those that must be named)")
          ->delimiter(',')
          ->type_name("NAMES"),
      map->add_option("--levels", order->choice.levels,
                      "concurrencies, separated by commas (default: the plan's)")
          ->delimiter(',')
          ->transform(whole_number(1, 60'000)),
      map->add_option("--blocks", order->choice.blocks,
                      "blocks of each workload (default: the plan's)")
          ->transform(whole_number(1, 10'000)),
      add_seed(*map, order->seed),
      add_pinning(*map, order->choice.pinning),
      map->add_flag(
          "--go-on", order->go_on,
          "resume the newest map of this plan if it was interrupted, has the same options and was "
          "measured by this build on this machine; else start a new one")};
  add_resuming(*map, "map", order->force, order->resume, of_a_new_map);
  add_language(*map, order->language);
  add_folders(*map, choice);
}

}  // namespace tiga::suite::cli
