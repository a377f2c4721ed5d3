#include <CLI/CLI.hpp>
#include <iostream>
#include <limits>
#include <map>

#include "common/build_info.hpp"
#include "common/files.hpp"
#include "common/option_values.hpp"
#include "suite/commands.hpp"
#include "suite/records/columns.hpp"
#include "suite/several_hosts.hpp"
#include "suite/study/foreign_load.hpp"

namespace tiga::suite {
namespace {

using Action = std::function<common::Exit(const records::Paths&)>;

// The values of a command line, and the chosen command.
struct CommandLine {
  std::optional<std::filesystem::path> root;
  std::optional<std::filesystem::path> results;
  RunOrder order;
  map::MapOrder map;
  std::string run;
  text::Language language = text::Language::english;
  CompareOrder comparison;
  PredictOrder prediction;
  VarianceOrder variance;
  IdenticalOrder identical;
  RepeatOrder repeat;
  std::uint64_t load_seed = 0;
  AuditOrder audit;
  Action command;
};

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  return {common::whole_number_check(least, most),
          std::to_string(least) + " to " + std::to_string(most)};
}

// A subcommand, and what is done when it was chosen.
CLI::App* add_command(CLI::App& app, CommandLine& line, const char* name, const char* description,
                      Action action) {
  CLI::App* command = app.add_subcommand(name, description);
  command->callback([&line, action = std::move(action)] { line.command = action; });
  return command;
}

void add_folders(CLI::App& app, CommandLine& line) {
  app.add_option("--home", line.root,
                 "folder with plans/, plots/ and results/report-2020/ (default: the source folder, "
                 "else the current one)")
      ->check(CLI::ExistingDirectory)
      ->type_name("DIR");
  app.add_option("--results", line.results, "folder for runs (default: HOME/results)")
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
  return app
      .add_option(
          "--pinning", pinning,
          "split: servers and generator on separate cores; free: not pinned (default: the plan's)")
      ->transform(CLI::CheckedTransformer(std::map<std::string, plan::Pinning>{
          {"split", plan::Pinning::split}, {"free", plan::Pinning::free}}))
      ->type_name("split|free");
}

// Of `thing`, a run or a map; a resumed one takes none of the options of a new one.
template <class Order>
void add_resuming(CLI::App& app, const std::string& thing, Order& order,
                  const std::vector<CLI::Option*>& of_a_new_one) {
  app.add_flag("--force", order.force,
               "allow a build that is not optimised or is sanitized; measure beside another run on "
               "the same cores; resume a " +
                   thing + " of another build or machine");
  CLI::Option* resume = app.add_option("--resume", order.resume,
                                       "resume an interrupted " + thing +
                                           ": a folder, or its name in results/ (latest)")
                            ->type_name("RUN");
  for (CLI::Option* option : of_a_new_one) {
    resume->excludes(option);
  }
}

void add_run(CLI::App& app, CommandLine& line) {
  RunOrder& order = line.order;
  CLI::App* run = add_command(
      app, line, "run", "measure a plan, print its tables, write its pages",
      [&order](const records::Paths& paths) {
        if (order.plan.empty() && !order.resume) {
          throw common::UsageError("PLAN is required, or --resume RUN; see tiga run --help");
        }
        return run_plan(order, paths);
      });
  const std::vector<CLI::Option*> of_a_new_run{
      run->add_option("PLAN", order.plan, "a file, or a name in plans/"),
      add_seed(*run, order.seed), add_pinning(*run, order.pinning),
      run->add_option("--budget", order.budget_s,
                      "no block starts that would end after so many seconds of measuring (default: "
                      "the plan's)")
          ->transform(whole_number(1, plan::most_seconds))
          ->type_name("SECONDS")};
  add_resuming(*run, "run", order, of_a_new_run);
  add_language(*run, order.language);
  add_folders(*run, line);
}

void add_map(CLI::App& app, CommandLine& line) {
  map::MapOrder& order = line.map;
  CLI::App* map = add_command(
      app, line, "map",
      "measure a plan with each of its workloads, and show which architecture wins when",
      [&order](const records::Paths& paths) { return run_map(order, paths); });
  const std::vector<CLI::Option*> of_a_new_map{
      map->add_option("PLAN", order.plan, "a file, or a name in plans/ (default: map)"),
      map->add_option("--arms", order.choice.arms,
                      "arms, separated by commas, or all (default: the plan's)")
          ->delimiter(',')
          ->type_name("NAMES"),
      map->add_option(
             "--workloads", order.choice.workloads,
             "workloads, separated by commas (default: all except those that must be named)")
          ->delimiter(',')
          ->type_name("NAMES"),
      map->add_option("--levels", order.choice.levels,
                      "concurrencies, separated by commas (default: the plan's)")
          ->delimiter(',')
          ->transform(whole_number(1, 60'000)),
      map->add_option("--blocks", order.choice.blocks,
                      "blocks of each workload (default: the plan's)")
          ->transform(whole_number(1, 10'000)),
      add_seed(*map, order.seed),
      add_pinning(*map, order.choice.pinning),
      map->add_flag(
          "--go-on", order.go_on,
          "resume the newest map of this plan if it was interrupted, has the same options and was "
          "measured by this build on this machine; else start a new one")};
  add_resuming(*map, "map", order, of_a_new_map);
  add_language(*map, order.language);
  add_folders(*map, line);
}

void add_report(CLI::App& app, CommandLine& line) {
  CLI::App* report = add_command(
      app, line, "report", "make the tables, verdicts, charts and pages of a run again",
      [&line](const records::Paths& paths) { return report_run(line.run, paths, line.language); });
  report->add_option("RUN", line.run, "a folder, or its name in results/ (latest)")->required();
  add_language(*report, line.language);
  add_folders(*report, line);
}

void add_compare(CLI::App& app, CommandLine& line) {
  CLI::App* compare = add_command(
      app, line, "compare", "compare run B with run A; exit status 1 if something got slower",
      [&line](const records::Paths& paths) { return compare_two_runs(line.comparison, paths); });
  compare->add_option("A", line.comparison.baseline, "the baseline: a folder, or its name")
      ->required();
  compare->add_option("B", line.comparison.run, "a folder, or its name in results/ (latest)")
      ->required();
  compare
      ->add_option("--delta", line.comparison.delta,
                   "smaller differences count as equivalent (default: the baseline plan's, 0.05)")
      ->check(CLI::Validator(common::number_check(0.001, 10), "0.001 to 10"));
  compare->add_option("--csv", line.comparison.csv, "also write the comparisons to FILE as CSV")
      ->check(CLI::Validator(common::text_check(), ""))
      ->type_name("FILE");
  add_folders(*compare, line);
}

void add_predict(CLI::App& app, CommandLine& line) {
  PredictOrder& order = line.prediction;
  scale::Extrapolation& extrapolation = order.extrapolation;
  CLI::App* predict = add_command(
      app, line, "predict", "what a model of queues predicts of a run, and of more backends",
      [&order](const records::Paths& paths) { return predict_run(order, paths); });
  predict->add_option("RUN", order.run, "a folder, or its name in results/ (latest)")->required();
  const auto add = [&](const char* name, auto& value, std::uint64_t most, const char* what) {
    return predict->add_option(name, value, what)->transform(whole_number(1, most));
  };
  add("--from", order.from, 60'000,
      "the concurrency whose costs of a request stand for all (default: each has its own)");
  add("--backends", extrapolation.backends, 10'000,
      "to be carried to, separated by commas (default: 1,2,4,8,16,32,64)")
      ->delimiter(',');
  add("--clients", extrapolation.clients, 10'000'000, "of these (default: 1,100,10000,1000000)")
      ->delimiter(',');
  add("--balancers", extrapolation.balancers, 1000, "that share the clients evenly (default: 1)");
  predict
      ->add_option("--network-us", extrapolation.network_us,
                   "microseconds that the network adds to a request (default: 0)")
      ->check(CLI::Validator(common::number_check(0, 1e7), "0 to 10000000"));
  add("--fan-out", extrapolation.fan_out, 1000,
      "answers of backends that a request needs, for its tail (default: 1,2,4,8,16,32,64)")
      ->delimiter(',');
  predict->add_flag("--check", order.check,
                    "only the run itself; exit status 1 if a prediction is off by more than 10 % "
                    "at c=1, or where a station is more than 90 % busy");
  add_folders(*predict, line);
}

void add_study_options(CLI::App& app, CommandLine& line, study::StudyOrder& order) {
  add_seed(app, order.seed);
  app.add_flag("--force", order.force,
               "allow a build that is not optimised or is sanitized; measure beside another run on "
               "the same cores");
  app.add_flag("--go-on", order.go_on,
               "resume the newest study of this kind if it was interrupted, has the same options "
               "and was measured by this build on this machine; else start a new one");
  add_folders(app, line);
}

void add_variance_study(CLI::App& studies, CommandLine& line) {
  VarianceOrder& order = line.variance;
  CLI::App* app =
      add_command(studies, line, "variance", "what makes ratios vary: blocks, processes or runs",
                  [&order](const records::Paths& paths) { return study_variance(order, paths); });
  app->add_option("PLAN", order.plan, "a file, or a name in plans/ (default: report)");
  const auto add = [&](const char* name, std::uint64_t& value, std::uint64_t most,
                       const char* what) {
    app->add_option(name, value, what)->transform(whole_number(2, most));
  };
  add("--blocks", order.design.blocks, 10'000, "rounds over the plan (default: 12)");
  add("--processes", order.design.processes, 100,
      "fresh processes of each arm in a block (default: 2)");
  add("--runs", order.design.runs, 100, "counted runs of a process (default: 3)");
  add_study_options(*app, line, order.study);
}

void add_identical_study(CLI::App& studies, CommandLine& line) {
  IdenticalOrder& order = line.identical;
  CLI::App* app = add_command(
      studies, line, "aa", "how often identical arms are ranked, and intervals contain 1",
      [&order](const records::Paths& paths) { return study_identical(order, paths); });
  app->add_option("--arm", order.settings.arm, "the architecture of all arms (default: async)");
  app->add_option("--minutes", order.minutes, "time of measuring (default: 60)")
      ->transform(whole_number(1, 100'000));
  app->add_option("--experiments", order.experiments, "at most so many (default: no limit)")
      ->transform(whole_number(1, 1'000'000));
  app->add_option("--requests", order.settings.requests,
                  "counted requests of a cell, at least "
                  "(default: 1000)")
      ->transform(whole_number(1, 100'000'000));
  app->add_option("--blocks", order.settings.blocks, "blocks of an experiment (default: 12)")
      ->transform(whole_number(2, 10'000));
  add_study_options(*app, line, order.study);
}

void add_repeat_study(CLI::App& studies, CommandLine& line) {
  RepeatOrder& order = line.repeat;
  CLI::App* app =
      add_command(studies, line, "repeat", "which verdicts change between whole runs in a row",
                  [&order](const records::Paths& paths) { return study_repeats(order, paths); });
  app->add_option("PLAN", order.plan, "a file, or a name in plans/ (default: report)");
  app->add_option("--runs", order.runs, "runs in a row (default: 21)")
      ->transform(whole_number(2, 9'999));
  add_study_options(*app, line, order.study);
}

void add_study(CLI::App& app, CommandLine& line) {
  CLI::App* studies = app.add_subcommand("study", "measure how far the figures can be trusted");
  studies->require_subcommand(1);
  add_variance_study(*studies, line);
  add_identical_study(*studies, line);
  add_repeat_study(*studies, line);
}

void add_audit(CLI::App& app, CommandLine& line) {
  AuditOrder& order = line.audit;
  CLI::App* audit = add_command(
      app, line, "audit",
      "find contradictions in results of load tests; exit status 1 if figures are wrong",
      [&order](const records::Paths&) { return audit_files(order); });
  audit
      ->add_option("FILE", order.files,
                   "a load generator's output, or tables in CSV, Markdown or HTML; a folder: all "
                   "files in it")
      ->required();
  audit->add_flag("--details", order.details,
                  "of a folder: print the tables and findings of each file, too");
  const auto file = [&](const char* name, std::optional<std::filesystem::path>& path,
                        const char* what) {
    audit->add_option(name, path, what)
        ->check(CLI::Validator(common::text_check(), ""))
        ->type_name("FILE");
  };
  file("--json", order.json, "also write everything to FILE as JSON");
  file("--csv", order.csv, "also write a line for each file to FILE as CSV");
  add_language(*audit, order.language);
}

void add_others(CLI::App& app, CommandLine& line) {
  add_folders(*add_command(app, line, "list", "list the plans", list_plans), line);
  // For maintainers of docs/columns.md, not for users.
  add_command(app, line, "columns", "print docs/columns.md", [](const records::Paths&) {
    common::print(records::columns_page());
    return common::Exit::ok;
  })->group("");
  // The process of study::ForeignLoad.
  add_command(app, line, "foreign-load", "use a core in bursts",
              [&line](const records::Paths&) -> common::Exit {
                study::use_a_core_in_bursts(line.load_seed);
              })
      ->group("")
      ->add_option("SEED", line.load_seed)
      ->required();
}

}  // namespace

common::Exit run_command_line(int argc, const char* const* argv) {
  CommandLine line;
  CLI::App app("Measures three HTTP server architectures under one load generator.", "tiga");
  app.set_version_flag("--version", "tiga " + std::string(common::build_info().git_describe));
  app.require_subcommand(1);
  add_run(app, line);
  add_map(app, line);
  add_report(app, line);
  add_compare(app, line);
  add_predict(app, line);
  add_study(app, line);
  add_audit(app, line);
  add_others(app, line);
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
  return line.command(records::find_home(line.root, line.results));
}

}  // namespace tiga::suite
