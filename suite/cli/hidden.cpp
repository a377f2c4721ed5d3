// Commands that are not for users.
#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>

#include "common/files.hpp"
#include "suite/cli/manual.hpp"
#include "suite/cli/shared_options.hpp"
#include "suite/records/columns.hpp"
#include "suite/study/foreign_load.hpp"

namespace tiga::suite::cli {
namespace {

// For maintainers of docs/columns.md.
void add_columns(CLI::App& app, Choice& choice) {
  add_command(app, choice, {"columns", groups::hidden, "print docs/columns.md", {}},
              [](const records::Paths&) {
                common::print(records::columns_page());
                return common::Exit::ok;
              });
}

// For the build, which installs what it writes.
void add_manual(CLI::App& app, Choice& choice) {
  const auto share = std::make_shared<std::filesystem::path>();
  add_command(app, choice,
              {"manual", groups::hidden, "write man pages and bash completion below a folder", {}},
              [share](const records::Paths&) {
                write_manual(*share);
                return common::Exit::ok;
              })
      ->add_option("FOLDER", *share)
      ->required();
}

// The process of study::ForeignLoad.
void add_foreign_load(CLI::App& app, Choice& choice) {
  const auto seed = std::make_shared<std::uint64_t>(0);
  add_command(app, choice, {"foreign-load", groups::hidden, "use a core in bursts", {}},
              [seed](const records::Paths&) -> common::Exit { study::use_a_core_in_bursts(*seed); })
      ->add_option("SEED", *seed)
      ->required();
}

}  // namespace

void add_hidden(CLI::App& app, Choice& choice) {
  add_columns(app, choice);
  add_manual(app, choice);
  add_foreign_load(app, choice);
}

}  // namespace tiga::suite::cli
