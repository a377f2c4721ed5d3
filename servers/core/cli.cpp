#include "servers/core/cli.hpp"

#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <utility>

#include "common/build_info.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/home/home.hpp"

namespace tiga::servers::core {
namespace {

void add_shared_options(CLI::App& app, Options& options) {
  app.add_option("PORT", options.port, "port to listen on; 0 chooses a free one")
      ->capture_default_str()
      ->transform(whole_number(0, 65535));
  app.add_option("--host", options.host, "address to listen on")->capture_default_str();
  app.add_option("--root", options.root, "folder of the files to serve")->capture_default_str();
  app.add_option_function<std::size_t>(
         "--file-cache",
         [&options](std::size_t mebibytes) { options.file_cache = mebibytes << 20; },
         "MiB of memory for the cache of small files, which are checked again after a second; 0: "
         "no cache")
      ->transform(whole_number(0, 1 << 20))
      ->default_str(std::to_string(options.file_cache >> 20));
  app.add_option("--backlog", options.backlog,
                 "connections that may wait to be accepted (listen queue)")
      ->capture_default_str()
      ->transform(whole_number(1, 1 << 20));
  app.add_option("--max-connections", options.max_connections,
                 "connections open at once; above it 503")
      ->capture_default_str()
      ->transform(whole_number(1, 1 << 20));
  app.add_option("--max-connections-per-address", options.max_connections_per_address,
                 "connections of one IPv4 address or IPv6 /64; above it 503; 0: no limit")
      ->capture_default_str()
      ->transform(whole_number(0, 1 << 20));
  app.add_option("--max-target", options.limits.target,
                 "maximum bytes of a request target; above it 414")
      ->capture_default_str()
      ->transform(whole_number(1, 1 << 20));
  app.add_option("--max-header", options.limits.header_section,
                 "maximum bytes of a header section; above it 431")
      ->capture_default_str()
      ->transform(whole_number(64, 1 << 20));
  app.add_option("--max-fields", options.limits.fields,
                 "maximum number of fields of a header section; above it 431")
      ->capture_default_str()
      ->transform(whole_number(1, 256));
  app.add_option("--max-content", options.limits.content,
                 "maximum bytes of a request's content; above it 413")
      ->capture_default_str()
      ->transform(whole_number(0, 1 << 30));
  add_seconds(app, "--header-timeout", options.header_timeout,
              "time to receive a request's head; after it 408");
  add_seconds(app, "--body-timeout", options.body_timeout,
              "time to receive a request's content; after it 408");
  add_seconds(
      app, "--idle-timeout", options.idle_timeout,
      "time until a connection without a request, or whose reply makes no progress, is closed");
  app.add_option("--min-body-rate", options.min_body_rate,
                 "minimum bytes/s of a request's content; below it 408; 0: no minimum")
      ->capture_default_str()
      ->transform(whole_number(0, 1 << 30));
  app.add_option("--min-read-rate", options.min_read_rate,
                 "minimum bytes/s at which a client must read a waiting reply; 0: no minimum")
      ->capture_default_str()
      ->transform(whole_number(0, 1 << 30));
  add_seconds(app, "--rate-grace", options.rate_grace, "time before a minimum rate applies");
  add_seconds(app, "--drain-timeout", options.drain_timeout,
              "time to finish open requests after SIGTERM");
  app.add_option("--log", options.log, "what is logged; requests: also one line for each")
      ->transform(one_of({{"none", LogLevel::none},
                          {"errors", LogLevel::errors},
                          {"requests", LogLevel::requests}}))
      ->type_name("LEVEL")
      ->default_str("errors");
  app.add_option("--stats-file", options.stats_file,
                 "file to which the counters are written as JSON at exit")
      ->check(CLI::Validator(common::text_check(), ""));
}

void add_engine_option(CLI::App& app, Options& options) {
  app.add_option("--engine", options.engine, "how the event loop waits")
      ->transform(one_of({{"asio", Engine::asio}, {"io_uring", Engine::io_uring}}))
      ->type_name("ENGINE")
      ->default_str("asio");
}

std::filesystem::path default_root() {
  const std::filesystem::path home = common::own_home().folder;
  const std::filesystem::path root = home / "servers" / "www";
  return !home.empty() && std::filesystem::is_directory(root) ? root : std::filesystem::path();
}

// CLI11 explains some errors on several lines; our messages have one.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

void check(const Options& options) {
  if (!options.root.empty() && !std::filesystem::is_directory(options.root)) {
    throw common::CannotRun("--root " + options.root.string() +
                            " is not a folder; name the folder of the files to serve");
  }
  if (!options.stats_file.empty()) {  // fails now rather than at exit
    if (const std::string why = common::why_not_writable(options.stats_file); !why.empty()) {
      throw common::CannotRun("--stats-file: " + why);
    }
  }
}

int run_counted(int argc, const char* const* argv, const Program& program,
                const CountOption& option,
                const std::function<common::Exit(const Options&, std::size_t count)>& run) {
  return common::run_main(program.name.c_str(), [&] {
    std::size_t count = option.usual;
    const auto options = parse_command_line(argc, argv, program, [&](CLI::App& app) {
      app.add_option(option.name, count, option.meaning)
          ->capture_default_str()
          ->transform(whole_number(1, option.most));
    });
    return options ? run(*options, count) : common::Exit::ok;
  });
}

}  // namespace

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  return {common::whole_number_check(least, most),
          std::to_string(least) + " to " + std::to_string(most)};
}

CLI::Validator one_of(const std::vector<common::NamedValue>& values) {
  return {common::name_check(values), common::name_list(values)};
}

void add_seconds(CLI::App& app, const std::string& name, std::chrono::milliseconds& span,
                 const std::string& meaning) {
  app.add_option_function<double>(
         name,
         [&span](double seconds) {
           span = std::chrono::milliseconds(std::llround(seconds * 1000));
         },
         meaning)
      ->check(CLI::Validator(common::number_check(0.001, 86400), "0.001 to 86400"))
      ->type_name("SECONDS")
      ->default_str(std::to_string(span.count() / 1000));
}

std::optional<Options> parse_command_line(int argc, const char* const* argv, const Program& program,
                                          const std::function<void(CLI::App&)>& add_options) {
  Options options;
  options.port = program.default_port;
  options.root = default_root();
  CLI::App app(program.description, program.name);
  app.set_version_flag("--version",
                       program.name + " " + std::string(common::build_info().git_describe));
  add_shared_options(app, options);
  if (program.has_loop) {
    add_engine_option(app, options);
  }
  add_options(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    app.exit(asked, std::cout, std::cerr);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw common::UsageError(first_line(error.what()) + "; see --help");
  }
  check(options);
  return options;
}

int run_program(int argc, const char* const* argv, const Program& program,
                const std::function<void(Service&, Listener)>& serve) {
  return common::run_main(program.name.c_str(), [&] {
    const auto options = parse_command_line(argc, argv, program);
    return options ? run_server(*options, serve) : common::Exit::ok;
  });
}

int run_program(int argc, const char* const* argv, const Program& program,
                const CountOption& option,
                const std::function<void(Service&, Listener, std::size_t)>& serve) {
  return run_counted(argc, argv, program, option, [&](const Options& options, std::size_t count) {
    return run_server(options, [&](Service& service, Listener listener) {
      serve(service, std::move(listener), count);
    });
  });
}

int run_program(int argc, const char* const* argv, const Program& program,
                const CountOption& option,
                const std::function<void(Service&, std::vector<Listener>)>& serve) {
  return run_counted(argc, argv, program, option, [&](const Options& options, std::size_t count) {
    return run_server(options, count, serve);
  });
}

}  // namespace tiga::servers::core
