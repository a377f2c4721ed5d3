#include "loadgen/cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "common/build_info.hpp"
#include "common/error.hpp"
#include "common/option_values.hpp"
#include "loadgen/cli/command_line.hpp"

namespace tiga::loadgen::cli {
namespace {

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  return {common::whole_number_check(least, most), ""};
}

CLI::Validator some_text() { return {common::text_check(), ""}; }

CLI::Validator one_of(const auto& names) {
  return CLI::IsMember(std::vector<std::string>(names.begin(), names.end()));
}

constexpr std::uint64_t most_requests = 1'000'000'000'000;
constexpr std::uint64_t most_seconds = 1'000'000;
constexpr double most_requests_per_second = 1e7;
constexpr std::uint64_t most_ns_of_a_clock = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t most_ns_of_a_phase = most_seconds * 1'000'000'000;
constexpr std::uint64_t most_seed = 1'000'000'000;
constexpr std::uint64_t most_threads = 1024;
constexpr std::uint64_t most_background_clients = 1'000'000;
constexpr std::uint64_t most_slow_rate = 1'000'000'000;
constexpr std::uint64_t most_window_bytes = 1 << 30;  // the kernel doubles it into an int

void declare_pace(CLI::App& app, CommandLine& typed) {
  app.add_option("--rate", typed.rate,
                 "Open loop: start this many requests per second, however fast the server is")
      ->check(CLI::Validator(common::number_check(0, most_requests_per_second), ""));
  app.add_option("--arrivals", typed.arrivals,
                 "Intervals between the requests of an open loop (constant)")
      ->check(one_of(arrivals_names));
  app.add_option("--phase", typed.phase_ns,
                 "Nanoseconds from the start to the first of constant arrivals (0)")
      ->transform(whole_number(0, most_ns_of_a_phase));
  app.add_option("--seed", typed.seed,
                 "Poisson arrivals: number of their random sequence (0); loadgens that share a "
                 "load need different ones")
      ->transform(whole_number(0, most_seed));
  app.add_option("--queue", typed.queue,
                 "Due requests of an open loop that may wait for a free connection (100000)")
      ->transform(whole_number(0, most_requests));
}

void declare_extent(CLI::App& app, CommandLine& typed) {
  Options& options = typed.options;
  app.add_option("-n", typed.requests, "Number of requests (1)")
      ->transform(whole_number(1, most_requests));
  app.add_option("-c", options.concurrency, "Number of concurrent requests (1)")
      ->transform(whole_number(1, most_requests));
  app.add_option("-t", typed.time_limit_s,
                 "Maximum duration of the run in seconds; implies -n 50000")
      ->transform(whole_number(1, most_seconds));
  app.add_option("--duration", typed.duration,
                 "Start requests for this time: 500ms, 10s, 2m; without -n, any number of them")
      ->check(some_text());
  app.add_option("--warmup", typed.warmup,
                 "Warm-up of this time before the counted part; its requests are not counted")
      ->check(some_text());
  app.add_option("--start-at", typed.start_at_ns,
                 "Start the first request at this time of CLOCK_MONOTONIC in nanoseconds, when "
                 "everything is set up; at once if it has passed")
      ->transform(whole_number(0, most_ns_of_a_clock));
  app.add_option("-s", typed.timeout_s, "Seconds to wait for each reply (30)")
      ->transform(whole_number(1, most_seconds));
}

void declare_request(CLI::App& app, CommandLine& typed) {
  Options& options = typed.options;
  app.add_flag("-k", options.keep_alive,
               "Persistent connections (HTTP/1.1); otherwise one for each request (HTTP/1.0)");
  app.add_option("-m", typed.method, "Method (GET)");
  app.add_flag("-i", typed.head, "Use HEAD");
  app.add_option("-p", typed.post_file, "File with content to POST")->check(some_text());
  app.add_option("-u", typed.put_file, "File with content to PUT")->check(some_text());
  app.add_option("-T", typed.content_type, "Content-Type of that content (text/plain)");
  app.add_option("-H", options.headers, "Header line to add, 'Name: value' (repeatable)")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("-C", options.cookies, "Cookie to send, 'name=value' (repeatable)")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("-A", options.credentials, "Basic authentication, 'user:password'");
  app.add_option("-X", typed.proxy, "Proxy, HOST:PORT");
  app.add_option("-P", options.proxy_credentials,
                 "Basic authentication for the proxy, 'user:password'");
}

void declare_checks(CLI::App& app, CommandLine& typed) {
  Options& options = typed.options;
  app.add_flag("-l", options.variable_content, "Allow length and content of the replies to vary");
  app.add_option("--expect-status", options.expected_status,
                 "Required status of replies (that of the first 2xx reply)")
      ->transform(whole_number(200, 599));
  app.add_flag_callback(
      "-r", [] {},
      "Continue after connection errors: always on, accepted for compatibility with ab");
}

void declare_background_clients(CLI::App& app, CommandLine& typed) {
  BackgroundClientOptions& background_clients = typed.options.background_clients;
  app.add_option("--idle", background_clients.idle,
                 "Additional idle connections, opened before the first request; not counted")
      ->transform(whole_number(1, most_background_clients));
  app.add_option("--slow-readers", background_clients.slow_readers,
                 "Additional clients that send requests and read replies slowly; not counted")
      ->transform(whole_number(1, most_background_clients));
  app.add_option("--slow-path", typed.slow_path,
                 "Path that slow readers request (/workload/stream/16777216)");
  app.add_option("--slow-rate", typed.slow_rate,
                 "Bytes per second that each slow reader reads (65536)")
      ->transform(whole_number(1, most_slow_rate));
}

void declare_machine(CLI::App& app, CommandLine& typed) {
  Options& options = typed.options;
  app.add_option("--threads", options.threads, "Threads that share the concurrent requests (1)")
      ->transform(whole_number(1, most_threads));
  app.add_option("--engine", typed.engine, "System interface for sockets (auto)")
      ->check(one_of(engine_names));
  app.add_option("-b", options.window_bytes,
                 "Size of each socket's send and receive buffer in bytes")
      ->transform(whole_number(1, most_window_bytes));
}

void declare_output(CLI::App& app, CommandLine& typed) {
  Options& options = typed.options;
  app.add_flag("-q", options.quiet, "Do not show progress");
  app.add_option("-v", options.verbosity,
                 "Verbosity (1). 2: the request and each failure; 3: also each status; 4: also "
                 "each reply's first bytes")
      ->transform(whole_number(0, 4));
  app.add_flag("-w", options.html, "Print the report as an HTML table");
  app.add_flag_callback(
      "-d", [&] { options.show_percentages = false; }, "Do not print the table of percentages");
  app.add_flag_callback(
      "-S", [&] { options.show_deviation = false; }, "Do not print deviations and medians");
  const auto file = [&](const char* name, std::filesystem::path& path, const char* help) {
    app.add_option(name, path, help)->check(some_text());
  };
  file("-e", options.files.percentages, "Write the percentiles of the times as CSV");
  file("-g", options.files.requests, "Write the times of each request as TSV, for gnuplot");
  file("--json", options.files.json, "Write the results as one JSON object");
  file("--csv", options.files.csv, "Write the results as a header and a row");
  file("--timeline", options.files.timeline, "Write a row for each second as CSV");
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

std::optional<Options> parse_command_line(int argc, char** argv) {
  CommandLine typed;
  CLI::App app(
      "Sends a load to an HTTP server and counts the replies. The options of ab have the same "
      "meaning.",
      "loadgen");
  const common::BuildInfo& build = common::build_info();
  app.set_version_flag("-V,--version", "loadgen " + std::string(build.version) + " (" +
                                           std::string(build.git_describe) + ")");
  declare_extent(app, typed);
  declare_pace(app, typed);
  declare_request(app, typed);
  declare_checks(app, typed);
  declare_background_clients(app, typed);
  declare_machine(app, typed);
  declare_output(app, typed);
  app.add_option("URL", typed.url,
                 "[http://]HOST[:PORT][/PATH]; an IPv6 address in brackets, with its zone if it "
                 "needs one: [::1]:8080, [fe80::1%25eth0]:8080")
      ->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {  // help or version
    app.exit(wanted);
    return std::nullopt;
  } catch (const CLI::RequiredError& error) {
    const std::vector<std::string> unknown = app.remaining();
    throw common::UsageError(
        (unknown.empty() ? one_line(error.what()) : "there is no option " + unknown.front()) +
        "; see --help");
  } catch (const CLI::ParseError& error) {
    throw common::UsageError(one_line(error.what()) + "; see --help");
  }
  return options_from(typed);
}

}  // namespace tiga::loadgen::cli
