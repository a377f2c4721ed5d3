#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "bench/loadgen_bench/measure.hpp"
#include "common/error.hpp"

namespace tiga::bench {

std::optional<Settings> parse_command_line(int argc, char** argv) {
  Settings settings;
  const std::map<std::string, Mode> modes = {{"keep-alive", Mode::keep_alive},
                                             {"one-connection", Mode::one_connection}};
  CLI::App app("Compares the CPU time per request of loadgen, wrk and ab, round by round.",
               "compare_loadgen");
  app.add_option("--rounds", settings.rounds, "Rounds of each cell")
      ->check(CLI::Range(2u, 10'000u))
      ->capture_default_str();
  app.add_option("--seconds", settings.seconds, "Approximate length of each run")
      ->check(CLI::Range(1u, 30u))
      ->capture_default_str();
  app.add_option("--concurrency", settings.concurrency, "Connections")
      ->delimiter(',')
      ->check(CLI::Range(1u, 20'000u))
      ->capture_default_str();
  app.add_option("--servers", settings.servers, "Servers: nginx, bare")
      ->delimiter(',')
      ->check(CLI::IsMember({"nginx", "bare"}))
      ->capture_default_str();
  app.add_option("--contenders", settings.contenders, "Generators: loadgen-ENGINE, wrk, ab")
      ->delimiter(',')
      ->capture_default_str();
  app.add_option("--modes", settings.modes, "Modes: keep-alive, one-connection")
      ->delimiter(',')
      ->transform(CLI::CheckedTransformer(modes));
  app.add_option("--seed", settings.seed, "Seed of the order within rounds")->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {
    app.exit(wanted);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    std::string text = error.what();
    std::replace(text.begin(), text.end(), '\n', ' ');
    throw common::UsageError(text + "; see --help");
  }
  return settings;
}

}  // namespace tiga::bench
