#include <CLI/CLI.hpp>
#include <map>
#include <string>

#include "common/error.hpp"
#include "servers/balancer/options.hpp"
#include "servers/core/cli.hpp"

namespace tiga::servers::balancer {

std::optional<Options> parse_command_line(int argc, const char* const* argv) {
  Options options;
  std::vector<std::string> backends = {"127.0.0.1:9002", "127.0.0.1:9003", "127.0.0.1:9004",
                                       "127.0.0.1:9005"};
  const auto add_options = [&](CLI::App& app) {
    app.add_option("--backend", backends, "a server to balance to; may be given several times")
        ->type_name("HOST:PORT")
        ->capture_default_str();
    app.add_option("--unit", options.unit, "what is balanced: request or connection")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Unit>{
            {"request", Unit::request}, {"connection", Unit::connection}}))
        ->type_name("UNIT")
        ->default_str("request");
    core::add_seconds(app, "--request-timeout", options.request_timeout,
                      "for a backend to answer; past it 504");
    core::add_seconds(app, "--check-interval", options.check_interval,
                      "between checks of a backend that is passed over");
  };
  const auto server = core::parse_command_line(
      argc, argv, {"balancer", "HTTP balancer: requests go to the backends in turn", 44444},
      add_options);
  if (!server) {
    return std::nullopt;
  }
  options.server = *server;
  if (backends.size() > most_backends) {
    throw common::UsageError("--backend: at most " + std::to_string(most_backends) +
                             " backends can be given");
  }
  for (const std::string& backend : backends) {
    options.backends.push_back(common::parse_endpoint(backend));
  }
  return options;
}

}  // namespace tiga::servers::balancer
