#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>

#include "common/error.hpp"
#include "servers/balancer/options.hpp"
#include "servers/core/cli.hpp"

namespace tiga::servers::balancer {

namespace {

constexpr std::uint64_t many = 1 << 20;

void add_policy_option(CLI::App& app, Options& options) {
  std::vector<common::NamedValue> policies;
  policies.reserve(count_of<Policy>());
  for (std::size_t index = 0; index < count_of<Policy>(); ++index) {
    const auto policy = static_cast<Policy>(index);
    policies.emplace_back(name_of(policy), policy);
  }
  app.add_option("--balance", options.policy, "policy that chooses the backend")
      ->transform(core::one_of(policies))
      ->type_name("POLICY")
      ->default_str(std::string(name_of(options.policy)));
}

void add_health_options(CLI::App& app, Options& options, std::string& check) {
  app.add_option("--check", check,
                 "health checks. down: connect to backends that are down; connect: connect to all; "
                 "a path: GET it from all")
      ->type_name("WHAT")
      ->capture_default_str();
  core::add_seconds(app, "--check-interval", options.check_interval,
                    "time between checks of a backend; also the timeout of a check");
  app.add_option("--eject-after", options.eject_after,
                 "consecutive failures that eject a backend; 0: never")
      ->capture_default_str()
      ->transform(core::whole_number(0, many));
  core::add_seconds(app, "--eject-time", options.eject_time,
                    "time until an ejected backend is used again");
}

void add_room_and_admin_options(CLI::App& app, Options& options) {
  app.add_option("--max-backend-connections", options.max_backend_connections,
                 "connections to each backend at once; 0: no limit")
      ->capture_default_str()
      ->transform(core::whole_number(0, many));
  app.add_option("--queue", options.queue,
                 "requests that may wait while all backends are full; above it 503")
      ->capture_default_str()
      ->transform(core::whole_number(0, many));
  core::add_seconds(app, "--queue-timeout", options.queue_timeout,
                    "time that a request may wait in the queue; after it 503");
  app.add_option("--admin-port", options.admin_port,
                 "port of the page /_tiga/status on 127.0.0.1; 0 chooses a free one")
      ->type_name("PORT")
      ->transform(core::whole_number(0, 65535));
}

void set_check(const std::string& check, Options& options) {
  options.check_all = check != "down";
  if (check.starts_with('/')) {
    const auto is_visible = [](char letter) { return letter > ' ' && letter <= '~'; };
    if (!std::all_of(check.begin(), check.end(), is_visible)) {
      throw common::UsageError("--check: " + check +
                               " is not a valid path; percent-encode its special characters");
    }
    options.check_path = check;
  } else if (check != "down" && check != "connect") {
    throw common::UsageError("--check: " + check + " must be down, connect or /PATH");
  }
}

}  // namespace

std::optional<Options> parse_command_line(int argc, const char* const* argv) {
  Options options;
  std::vector<std::string> backends = {"127.0.0.1:9002", "127.0.0.1:9003", "127.0.0.1:9004",
                                       "127.0.0.1:9005"};
  std::string check = "down";
  const auto add_options = [&](CLI::App& app) {
    app.add_option("--backend", backends, "address of a backend; may be given several times")
        ->type_name("HOST:PORT")
        ->capture_default_str();
    app.add_option("--unit", options.unit, "unit that is balanced")
        ->transform(core::one_of({{"request", Unit::request}, {"connection", Unit::connection}}))
        ->type_name("UNIT")
        ->default_str("request");
    add_policy_option(app, options);
    core::add_seconds(app, "--request-timeout", options.request_timeout,
                      "time for a backend to reply; after it 504");
    add_health_options(app, options, check);
    add_room_and_admin_options(app, options);
  };
  const auto server = core::parse_command_line(
      argc, argv,
      {"balancer", "HTTP load balancer that distributes requests among several backends", 44444,
       true},
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
