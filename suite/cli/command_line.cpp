#include "suite/cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "common/build_info.hpp"
#include "suite/cli/programs.hpp"
#include "suite/cli/shared_options.hpp"
#include "suite/several_hosts.hpp"

namespace tiga::suite::cli {
namespace {

constexpr const char* summary =
    "says which architecture of HTTP servers is faster, by how much, and how sure that is";

// The line for what cannot be read: CLI11 explains some errors on several.
std::string explained(const CLI::App& app, const CLI::ParseError& error) {
  std::string command = app.get_name();
  const CLI::App* typed = &app;
  while (!typed->get_subcommands().empty()) {
    typed = typed->get_subcommands().front();
    command += " " + typed->get_name();
  }
  const std::string text = error.what();
  const std::vector<std::string> unknown = typed->remaining();
  const bool wants_command = typed->get_require_subcommand_min() > 0 && !unknown.empty();
  if (wants_command) {
    const char* const kind = unknown.front().starts_with('-') ? "option" : "command";
    return fmt::format("there is no {} {}; see {} --help", kind, unknown.front(), command);
  }
  if (const std::size_t flag = text.find(" was given a disallowed flag override");
      flag != std::string::npos) {
    return fmt::format("--{} takes no value; see {} --help", text.substr(0, flag), command);
  }
  return fmt::format("{}; see {} --help", text.substr(0, text.find('\n')), command);
}

}  // namespace

void add_all(CLI::App& app, Choice& choice) {
  app.name("tiga");
  app.option_defaults()->disable_flag_override();  // of all commands: no --force=0
  app.description(summary);
  const common::BuildInfo& build = common::build_info();
  app.set_version_flag("--version", fmt::format("tiga {} ({})", build.version, build.git_describe));
  app.require_subcommand(1);
  add_list(app, choice);
  add_run(app, choice);
  add_map(app, choice);
  add_study(app, choice);
  add_report(app, choice);
  add_compare(app, choice);
  add_predict(app, choice);
  add_clean(app, choice);
  add_serve(app, choice);
  add_load(app, choice);
  add_audit(app, choice);
  add_hidden(app, choice);
  app.footer(examples_section(
      {{"tiga run quick",
        "the report's three architectures in under 30 s; it says where their page is"},
       {"tiga run --help", "the options of a command, and two examples"}}));
}

common::Exit run_command_line(int argc, const char* const* argv) {
  if (const auto next = handover({argv + std::min(argc, 1), argv + argc})) {
    become(*next);
  }
  Choice choice;
  CLI::App app;
  add_all(app, choice);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    app.exit(asked, std::cout, std::cerr);
    return common::Exit::ok;
  } catch (const CLI::ParseError& error) {
    throw common::UsageError(explained(app, error));
  }
  const std::string name = app.get_subcommands().front()->get_name();
  if (const auto refused = name == "run" ? std::nullopt : refuse_several_hosts("tiga " + name)) {
    return *refused;
  }
  return choice.action(records::find_home(choice.home, choice.results));
}

}  // namespace tiga::suite::cli
