#include "suite/cli.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "common/build_info.hpp"
#include "suite/columns.hpp"
#include "suite/commands.hpp"

namespace tiga::suite {
namespace {

// What stands on a command line, and the command that was asked for.
struct CommandLine {
  std::optional<std::filesystem::path> root;
  std::optional<std::filesystem::path> results;
  RunOrder order;
  std::string run;
  Language language = Language::english;
  CompareOrder comparison;
  std::function<common::Exit(const Home&)> command;
};

void add_folders(CLI::App& app, CommandLine& line) {
  app.add_option("--home", line.root,
                 "folder that holds plans/, plots/ and results/report-2020/ (default: the source "
                 "folder, else the current one)")
      ->type_name("DIR");
  app.add_option("--results", line.results, "folder that runs go to (default: HOME/results)")
      ->type_name("DIR");
}

void add_language(CLI::App& app, Language& language) {
  app.add_option("--lang", language, "of tables, pages and charts (default: en)")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Language>{{"en", Language::english}, {"id", Language::indonesian}}))
      ->type_name("en|id");
}

void add_run(CLI::App& app, CommandLine& line) {
  CLI::App* run = app.add_subcommand("run", "measure a plan, print its tables, write its pages");
  CLI::Option* plan = run->add_option("PLAN", line.order.plan, "a file, or a name in plans/");
  CLI::Option* seed =
      run->add_option("--seed", line.order.seed, "of the order of cells (default: a random one)");
  CLI::Option* pinning = run->add_option("--pinning", line.order.pinning,
                                         "split: servers and generator on cores of their own; "
                                         "free: anywhere (default: the plan's)")
                             ->transform(CLI::CheckedTransformer(std::map<std::string, Pinning>{
                                 {"split", Pinning::split}, {"free", Pinning::free}}))
                             ->type_name("split|free");
  run->add_flag(
      "--force", line.order.force,
      "measure with a build that is not optimised or is sanitized; resume a run of another "
      "build or machine");
  run->add_option("--resume", line.order.resume,
                  "go on with a run that was cut: a folder, or its name in results/ (latest)")
      ->type_name("RUN")
      ->excludes(plan, seed, pinning);
  add_language(*run, line.order.language);
  add_folders(*run, line);
  run->callback([&line] {
    if (line.order.plan.empty() && !line.order.resume) {
      throw common::UsageError("PLAN is required, or --resume RUN; see tiga run --help");
    }
    line.command = [&line](const Home& home) { return run_plan(line.order, home); };
  });
}

void add_report(CLI::App& app, CommandLine& line) {
  CLI::App* report =
      app.add_subcommand("report", "make tables, verdicts, charts and pages of a run anew");
  report->add_option("RUN", line.run, "a folder, or its name in results/ (latest)")->required();
  add_language(*report, line.language);
  add_folders(*report, line);
  report->callback([&line] {
    line.command = [&line](const Home& home) { return report_run(line.run, home, line.language); };
  });
}

void add_compare(CLI::App& app, CommandLine& line) {
  CLI::App* compare =
      app.add_subcommand("compare", "hold run B against run A; status 1 when something got slower");
  compare->add_option("A", line.comparison.baseline, "the baseline: a folder, or its name")
      ->required();
  compare->add_option("B", line.comparison.run, "a folder, or its name in results/ (latest)")
      ->required();
  compare
      ->add_option("--delta", line.comparison.delta,
                   "smaller differences are of no interest (default: the baseline plan's, 0.05)")
      ->check(CLI::Range(0.001, 10.0));
  compare->add_option("--csv", line.comparison.csv, "also write the comparisons there")
      ->type_name("FILE");
  add_folders(*compare, line);
  compare->callback([&line] {
    line.command = [&line](const Home& home) { return compare_two_runs(line.comparison, home); };
  });
}

void add_others(CLI::App& app, CommandLine& line) {
  CLI::App* list = app.add_subcommand("list", "name the plans");
  add_folders(*list, line);
  list->callback([&line] { line.command = list_plans; });
  // For who maintains docs/columns.md: no command of a user's.
  CLI::App* columns = app.add_subcommand("columns", "print docs/columns.md")->group("");
  columns->callback([&line] {
    line.command = [](const Home&) {
      std::cout << columns_page();
      return common::Exit::ok;
    };
  });
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

common::Exit run_command_line(int argc, const char* const* argv) {
  CommandLine line;
  CLI::App app("Measures three HTTP server architectures under one load generator.", "tiga");
  app.set_version_flag("--version", "tiga " + std::string(common::build_info().git_describe));
  app.require_subcommand(1);
  add_run(app, line);
  add_report(app, line);
  add_compare(app, line);
  add_others(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    app.exit(asked, std::cout, std::cerr);
    return common::Exit::ok;
  } catch (const CLI::ParseError& error) {
    throw common::UsageError(first_line(error.what()) + "; see tiga --help");
  }
  return line.command(find_home(line.root, line.results));
}

}  // namespace tiga::suite
