#include "suite/cli/shared_options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <limits>
#include <utility>

#include "common/option_values.hpp"

namespace tiga::suite::cli {

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  return {common::whole_number_check(least, most),
          std::to_string(least) + " to " + std::to_string(most)};
}

CLI::App* add_command(CLI::App& app, Choice& choice, const CommandText& text, Action action) {
  CLI::App* command = app.add_subcommand(text.name, text.description);
  command->group(text.group);
  command->footer(examples_section(text.examples));
  command->callback([&choice, action = std::move(action)] { choice.action = action; });
  return command;
}

std::string examples_section(const std::vector<Example>& examples) {
  std::string section;
  for (const auto& [command, meaning] : examples) {
    section +=
        fmt::format("{}\n  {}\n      {}", section.empty() ? "Examples:" : "", command, meaning);
  }
  return section;
}

void add_folders(CLI::App& app, Choice& choice) {
  app.add_option(
         "--home", choice.home,
         "folder with plans/, plots/ and results/report-2020/ (default: what was installed, "
         "or built, with this program; else the current one)")
      ->check(CLI::Validator(CLI::ExistingDirectory).description(""))
      ->type_name("DIR");
  app.add_option("--results", choice.results,
                 "folder for runs (default: tiga-results in the current folder if tiga is "
                 "installed, else HOME/results)")
      ->type_name("DIR");
}

void add_language(CLI::App& app, text::Language& language) {
  std::vector<std::string> tags;
  for (const text::Language one : text::languages()) {
    tags.emplace_back(one.tag());
  }
  app.add_option_function<std::string>(
         "--lang", [&language](const std::string& tag) { language = *text::find_language(tag); },
         "language of tables, pages and charts (default: en)")
      ->check(CLI::IsMember(tags))
      ->type_name("TAG");
}

CLI::Option* add_seed(CLI::App& app, std::optional<std::uint32_t>& seed) {
  return app.add_option("--seed", seed, "seed of the order of cells (default: random)")
      ->transform(whole_number(0, std::numeric_limits<std::uint32_t>::max()));
}

CLI::Option* add_pinning(CLI::App& app, std::optional<plan::Pinning>& pinning) {
  const std::vector<common::NamedValue> values{{"split", plan::Pinning::split},
                                               {"free", plan::Pinning::free}};
  return app
      .add_option(
          "--pinning", pinning,
          "split: servers and generator on separate cores; free: not pinned (default: the plan's)")
      ->transform(CLI::Validator(common::name_check(values), common::name_list(values)))
      ->type_name("HOW");
}

void add_resuming(CLI::App& app, const std::string& thing, bool& force,
                  std::optional<std::string>& resume,
                  const std::vector<CLI::Option*>& of_a_new_one) {
  app.add_flag("--force", force,
               "allow a build that is not optimised or is sanitized; measure beside another run on "
               "the same cores; resume a " +
                   thing + " of another build or machine");
  CLI::Option* option = app.add_option("--resume", resume,
                                       "resume an interrupted " + thing +
                                           ": a folder, or its name in results/ (latest)")
                            ->type_name("RUN");
  for (CLI::Option* other : of_a_new_one) {
    option->excludes(other);
  }
}

}  // namespace tiga::suite::cli
