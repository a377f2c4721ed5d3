#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <string>

#include "bench/loadgen_bench/measure.hpp"
#include "common/error.hpp"
#include "common/option_values.hpp"

namespace tiga::bench {
namespace {

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  return {common::whole_number_check(least, most),
          std::to_string(least) + " to " + std::to_string(most)};
}

}  // namespace

std::optional<Settings> parse_command_line(int argc, char** argv) {
  Settings settings;
  const std::map<std::string, Mode> modes = {{"keep-alive", Mode::keep_alive},
                                             {"one-connection", Mode::one_connection}};
  CLI::App app("Compares the CPU time per request of loadgen, wrk and ab, round by round.",
               "compare_loadgen");
  app.add_option("--rounds", settings.rounds, "Rounds of each cell")
      ->transform(whole_number(2, 10'000))
      ->capture_default_str();
  app.add_option("--seconds", settings.seconds, "Approximate length of each run")
      ->transform(whole_number(1, 30))
      ->capture_default_str();
  app.add_option("--concurrency", settings.concurrency, "Connections")
      ->delimiter(',')
      ->transform(whole_number(1, 20'000))
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
  app.add_option("--seed", settings.seed, "Seed of the order within rounds")
      ->transform(whole_number(0, std::numeric_limits<std::uint64_t>::max()))
      ->capture_default_str();
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
