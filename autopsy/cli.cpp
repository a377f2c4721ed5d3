#include "autopsy/cli.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "common/error.hpp"
#include "common/files.hpp"
#include "common/option_values.hpp"
#include "common/sequences.hpp"

namespace tiga::autopsy {
namespace {

// CLI11 explains some errors on several lines; our messages have one.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  return {common::whole_number_check(least, most),
          std::to_string(least) + " to " + std::to_string(most)};
}

}  // namespace

Options parse_arguments(int argc, const char* const* argv, const std::string& defect,
                        const std::vector<std::string_view>& known) {
  constexpr std::uint64_t most_port = 65535;
  Options options;
  CLI::App app(defect + " For experiments only.");
  app.option_defaults()->disable_flag_override();
  const auto knows = [&](std::string_view option) { return common::contains(known, option); };
  app.add_option("PORT", options.port, "port to listen on; 0 chooses a free one")
      ->transform(whole_number(0, most_port));
  if (knows("--corrected")) {
    app.add_flag("--corrected", options.corrected, "without the defect");
  }
  if (knows("--interpreter-lock")) {
    app.add_flag("--interpreter-lock", options.interpreter_lock,
                 "one thread runs at a time, as with Python's lock");
  }
  if (knows("--backlog")) {
    app.add_option("--backlog", options.backlog, "connections that may wait to be accepted")
        ->transform(whole_number(1, most_port))
        ->capture_default_str();
  }
  if (knows("--backend")) {
    app.add_option_function<std::vector<std::string>>(
           "--backend",
           [&](const std::vector<std::string>& texts) {
             for (const std::string& text : texts) {
               options.backends.push_back(common::parse_endpoint(text));
             }
           },
           "a server behind it, several times")
        ->allow_extra_args(false)
        ->type_name("HOST:PORT")
        ->required();
  }
  if (knows("--stats-file")) {
    app.add_option("--stats-file", options.stats_file, "file for the times of the replies at exit")
        ->check(CLI::Validator(common::text_check(), ""));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success&) {  // --help, the only one
    common::print(app.help());
    std::exit(static_cast<int>(common::Exit::ok));
  } catch (const CLI::ParseError& error) {
    throw common::UsageError(first_line(error.what()) + "; see --help");
  }
  if (!options.stats_file.empty()) {  // fails now rather than at exit
    common::check_output_file("--stats-file", options.stats_file);
  }
  return options;
}

}  // namespace tiga::autopsy
