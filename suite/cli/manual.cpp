#include "suite/cli/manual.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/cli/commands.hpp"
#include "suite/cli/programs.hpp"

namespace tiga::suite::cli {
namespace {

namespace fs = std::filesystem;

bool is_shown(const CLI::App* command) { return !command->get_group().empty(); }

void collect(const CLI::App& command, const std::string& above, std::vector<CommandPage>& pages) {
  CommandPage page{.name = above.empty() ? command.get_name() : above + " " + command.get_name(),
                   .help = read_help(command.help(above)),
                   .commands = {}};
  const std::vector<const CLI::App*> below = command.get_subcommands(is_shown);
  for (const CLI::App* one : below) {
    page.commands.push_back(one->get_name());
  }
  const std::string name = page.name;
  pages.push_back(std::move(page));
  for (const CLI::App* one : below) {
    collect(*one, name, pages);
  }
}

void add_servers(std::vector<CommandPage>& pages) {
  const auto serve = std::ranges::find(pages, std::string("tiga serve"), &CommandPage::name);
  std::vector<CommandPage> servers;
  for (const ServedProgram& server : served_programs()) {
    serve->commands.emplace_back(server.name);
    servers.push_back({.name = serve->name + " " + std::string(server.name),
                       .help = read_help(arguments_of(server.program)),
                       .commands = {},
                       .is_ours = false});
  }
  pages.insert(pages.end(), servers.begin(), servers.end());
}

// Each page lists --help: where it does not, its program was not built, or said nothing.
bool knows_help(const CommandPage& page) {
  return std::ranges::any_of(page.help.sections, [](const HelpSection& section) {
    return std::ranges::any_of(section.entries, [](const HelpEntry& entry) {
      const std::vector<std::string> names = option_names(entry);
      return std::ranges::find(names, "--help") != names.end();
    });
  });
}

}  // namespace

std::vector<CommandPage> all_pages() {
  Choice choice;
  CLI::App app;
  add_all(app, choice);
  std::vector<CommandPage> pages;
  collect(app, "", pages);
  add_servers(pages);
  return pages;
}

std::string page_name(const CommandPage& page) {
  std::string name = page.name;
  std::ranges::replace(name, ' ', '-');
  return name;
}

void write_manual(const fs::path& share) {
  const std::vector<CommandPage> pages = all_pages();
  for (const CommandPage& page : pages) {
    if (!knows_help(page)) {
      throw common::CannotRun("there is no help of " + page.name + ": " + page.help.description);
    }
  }
  const fs::path man = share / "man" / "man1";
  const fs::path completions = share / "bash-completion" / "completions";
  fs::create_directories(man);
  fs::create_directories(completions);
  for (const CommandPage& page : pages) {
    if (page.is_ours) {
      common::write_file(man / (page_name(page) + ".1"), man_page(page, pages));
    }
  }
  common::write_file(completions / "tiga", bash_completion(pages));
}

}  // namespace tiga::suite::cli
