// `tiga clean`.
#include <CLI/CLI.hpp>
#include <memory>

#include "suite/cli/shared_options.hpp"
#include "suite/commands.hpp"

namespace tiga::suite::cli {

void add_clean(CLI::App& app, Choice& choice) {
  const auto order = std::make_shared<CleanOrder>();
  CLI::App* clean =
      add_command(app, choice,
                  {"clean",
                   groups::read,
                   "remove old runs and maps, after a question",
                   {{"tiga clean --keep 5", "all but the five newest; it lists them and asks"},
                    {"tiga clean --keep 20 --yes", "in a script, without a question"}}},
                  [order](const records::Paths& paths) { return clean_results(*order, paths); });
  clean->add_option("--keep", order->keep, "how many runs and maps stay, the newest ones")
      ->required()
      ->transform(whole_number(1, 1'000'000));
  clean->add_flag("--yes", order->yes, "remove without asking");
  add_language(*clean, order->language);
  add_folders(*clean, choice);
}

}  // namespace tiga::suite::cli
