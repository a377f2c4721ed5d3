#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <string>

#include "common/error.hpp"
#include "servers/balancer/options.hpp"
#include "servers/core/cli.hpp"

namespace tiga::servers::balancer {

namespace {

constexpr int many = 1 << 20;

void add_health_options(CLI::App& app, Options& options, std::string& check) {
  app.add_option("--check", check,
                 "down: only backends that are down, by connecting; connect: all of them; a path: "
                 "all of them, by GET")
      ->type_name("WHAT")
      ->capture_default_str();
  core::add_seconds(app, "--check-interval", options.check_interval,
                    "between checks of a backend; also the time for one");
  app.add_option("--eject-after", options.eject_after,
                 "failures in a row, after which a backend is passed over; 0: never")
      ->capture_default_str()
      ->check(CLI::Range(0, many));
  core::add_seconds(app, "--eject-time", options.eject_time, "until it is tried again");
}

void add_room_and_admin_options(CLI::App& app, Options& options) {
  app.add_option("--max-backend-connections", options.max_backend_connections,
                 "to each backend, at once; 0: no limit")
      ->capture_default_str()
      ->check(CLI::Range(0, many));
  app.add_option("--queue", options.queue,
                 "requests that may wait while all backends are full; past it 503")
      ->capture_default_str()
      ->check(CLI::Range(0, many));
  core::add_seconds(app, "--queue-timeout", options.queue_timeout,
                    "a request may wait; past it 503");
  app.add_option("--admin-port", options.admin_port,
                 "for the page /_tiga/status, on 127.0.0.1; 0 takes a free one")
      ->type_name("PORT")
      ->check(CLI::Range(0, 65535));
}

void set_check(const std::string& check, Options& options) {
  options.check_all = check != "down";
  if (check.starts_with('/')) {
    const auto is_visible = [](char letter) { return letter > ' ' && letter <= '~'; };
    if (!std::all_of(check.begin(), check.end(), is_visible)) {
      throw common::UsageError("--check: " + check + " cannot be a path; escape what is in it");
    }
    options.check_path = check;
  } else if (check != "down" && check != "connect") {
    throw common::UsageError("--check: " + check + " is none of down, connect, /PATH");
  }
}

}  // namespace

std::optional<Options> parse_command_line(int argc, const char* const* argv) {
  Options options;
  std::vector<std::string> backends = {"127.0.0.1:9002", "127.0.0.1:9003", "127.0.0.1:9004",
                                       "127.0.0.1:9005"};
  std::string check = "down";
  const auto add_options = [&](CLI::App& app) {
    app.add_option("--backend", backends, "a server to balance to; may be given several times")
        ->type_name("HOST:PORT")
        ->capture_default_str();
    app.add_option("--unit", options.unit, "what is balanced: request or connection")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Unit>{
            {"request", Unit::request}, {"connection", Unit::connection}}))
        ->type_name("UNIT")
        ->default_str("request");
    app.add_option("--balance", options.policy,
                   "who gets the next: round-robin, least-connections or two-choices")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Policy>{{"round-robin", Policy::round_robin},
                                          {"least-connections", Policy::least_connections},
                                          {"two-choices", Policy::two_choices}}))
        ->type_name("POLICY")
        ->default_str("round-robin");
    core::add_seconds(app, "--request-timeout", options.request_timeout,
                      "for a backend to answer; past it 504");
    add_health_options(app, options, check);
    add_room_and_admin_options(app, options);
  };
  const auto server = core::parse_command_line(
      argc, argv, {"balancer", "HTTP balancer: requests go to several backends", 44444},
      add_options);
  if (!server) {
    return std::nullopt;
  }
  options.server = *server;
  set_check(check, options);
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
