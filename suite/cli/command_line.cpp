#include "suite/cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <optional>
#include <string>

#include "common/build_info.hpp"
#include "suite/cli/programs.hpp"
#include "suite/cli/shared_options.hpp"
#include "suite/several_hosts.hpp"

namespace tiga::suite::cli {

void add_all(CLI::App& app, Choice& choice) {
  app.name("tiga");
  app.description("Measures three HTTP server architectures under one load generator.");
  app.set_version_flag("--version", "tiga " + std::string(common::build_info().git_describe));
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
    const std::string text = error.what();
    throw common::UsageError(text.substr(0, text.find('\n')) + "; see tiga --help");
  }
  const std::string name = app.get_subcommands().front()->get_name();
  if (const auto refused = name == "run" ? std::nullopt : refuse_several_hosts("tiga " + name)) {
    return *refused;
  }
  return choice.action(records::find_home(choice.home, choice.results));
}

}  // namespace tiga::suite::cli
