// `tiga study variance`, `aa` and `repeat`.
#include <CLI/CLI.hpp>
#include <memory>

#include "suite/cli/shared_options.hpp"
#include "suite/commands.hpp"

namespace tiga::suite::cli {
namespace {

void add_study_options(CLI::App& app, Choice& choice, study::StudyOrder& order) {
  add_seed(app, order.seed);
  app.add_flag("--force", order.force,
               "allow a build that is not optimised or is sanitized; measure beside another run on "
               "the same cores");
  app.add_flag("--go-on", order.go_on,
               "resume the newest study of this kind if it was interrupted, has the same options "
               "and was measured by this build on this machine; else start a new one");
  add_folders(app, choice);
}

void add_variance_study(CLI::App& studies, Choice& choice) {
  const auto order = std::make_shared<VarianceOrder>();
  CLI::App* app = add_command(
      studies, choice,
      {"variance",
       groups::studies,
       "what makes ratios vary: blocks, processes or runs",
       {{"tiga study variance --go-on", "about three minutes, or the rest of them"},
        {"tiga study variance quick --blocks 6", "of another plan, half as many blocks"}}},
      [order](const records::Paths& paths) { return study_variance(*order, paths); });
  app->add_option("PLAN", order->plan, "a file, or a name in plans/ (default: report)");
  const auto add = [&](const char* name, std::uint64_t& value, std::uint64_t most,
                       const char* what) {
    app->add_option(name, value, what)->transform(whole_number(2, most));
  };
  add("--blocks", order->design.blocks, 10'000, "rounds over the plan (default: 12)");
  add("--processes", order->design.processes, 100,
      "fresh processes of each arm in a block (default: 2)");
  add("--runs", order->design.runs, 100, "counted runs of a process (default: 3)");
  add_study_options(*app, choice, order->study);
}

void add_identical_study(CLI::App& studies, Choice& choice) {
  const auto order = std::make_shared<IdenticalOrder>();
  CLI::App* app =
      add_command(studies, choice,
                  {"aa",
                   groups::studies,
                   "how often identical arms are ranked, and intervals contain 1",
                   {{"tiga study aa --minutes 10", "as many experiments as fit into ten minutes"},
                    {"tiga study aa --arm threaded --go-on",
                     "another architecture; goes on where it was cut"}}},
                  [order](const records::Paths& paths) { return study_identical(*order, paths); });
  app->add_option("--arm", order->settings.arm, "the architecture of all arms (default: async)");
  app->add_option("--minutes", order->minutes, "time of measuring (default: 60)")
      ->transform(whole_number(1, 100'000));
  app->add_option("--experiments", order->experiments, "at most so many (default: no limit)")
      ->transform(whole_number(1, 1'000'000));
  app->add_option("--requests", order->settings.requests,
                  "counted requests of a cell, at least "
                  "(default: 1000)")
      ->transform(whole_number(1, 100'000'000));
  app->add_option("--blocks", order->settings.blocks, "blocks of an experiment (default: 12)")
      ->transform(whole_number(2, 10'000));
  add_study_options(*app, choice, order->study);
}

void add_repeat_study(CLI::App& studies, Choice& choice) {
  const auto order = std::make_shared<RepeatOrder>();
  CLI::App* app = add_command(
      studies, choice,
      {"repeat",
       groups::studies,
       "which verdicts change between whole runs in a row",
       {{"tiga study repeat --runs 5", "five runs of the report's plan"},
        {"tiga study repeat quick --go-on", "of another plan; goes on where it was cut"}}},
      [order](const records::Paths& paths) { return study_repeats(*order, paths); });
  app->add_option("PLAN", order->plan, "a file, or a name in plans/ (default: report)");
  app->add_option("--runs", order->runs, "runs in a row (default: 21)")
      ->transform(whole_number(2, 9'999));
  add_study_options(*app, choice, order->study);
}

}  // namespace

void add_study(CLI::App& app, Choice& choice) {
  const CommandText text{"study",
                         groups::measure,
                         "measure how far the figures can be trusted",
                         {{"tiga study aa --minutes 10", "identical servers: none may be ranked"},
                          {"tiga study variance --help", "the options of one of the studies"}}};
  CLI::App* studies = app.add_subcommand(text.name, text.description);
  studies->group(text.group)->require_subcommand(1)->footer(examples_section(text.examples));
  add_variance_study(*studies, choice);
  add_identical_study(*studies, choice);
  add_repeat_study(*studies, choice);
}

}  // namespace tiga::suite::cli
