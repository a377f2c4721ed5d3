// The commands of `tiga`: each adds itself with its options to the command line.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "common/error.hpp"
#include "suite/records/paths.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}  // namespace CLI

namespace tiga::suite::cli {

/// What the chosen command does. It owns the values of its options.
using Action = std::function<common::Exit(const records::Paths&)>;

/// What was typed, but for the options of the chosen command.
struct Choice {
  std::optional<std::filesystem::path> home;     ///< --home
  std::optional<std::filesystem::path> results;  ///< --results
  Action action;                                 ///< of the chosen command
};

// Each adds one command to `app`; `choice` takes what was typed for it, and must live as long.
void add_run(CLI::App& app, Choice& choice);
void add_map(CLI::App& app, Choice& choice);
void add_report(CLI::App& app, Choice& choice);
void add_compare(CLI::App& app, Choice& choice);
void add_clean(CLI::App& app, Choice& choice);
void add_predict(CLI::App& app, Choice& choice);
void add_study(CLI::App& app, Choice& choice);
void add_audit(CLI::App& app, Choice& choice);
void add_list(CLI::App& app, Choice& choice);
void add_serve(CLI::App& app, Choice& choice);
void add_load(CLI::App& app, Choice& choice);

/// Commands that are not for users: `columns`, `manual`, `foreign-load`.
void add_hidden(CLI::App& app, Choice& choice);

/// All of these: what `tiga` understands, and says with --help.
void add_all(CLI::App& app, Choice& choice);

}  // namespace tiga::suite::cli
