#include "loadgen/cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>

#include "common/build_info.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "loadgen/quote.hpp"

namespace tiga::loadgen {
namespace {

constexpr std::uint64_t implied_by_time_limit = 50'000;  // as ab

/// The command line as it was typed.
struct Typed {
  std::string url;
  std::uint64_t time_limit_s = 0;
  std::uint64_t timeout_s = 30;
  std::string body_file;
  std::string content_type = "text/plain";
  bool head = false;
};

void declare(CLI::App& app, Options& options, Typed& typed) {
  constexpr std::uint64_t most = 1'000'000'000'000;
  app.add_option("-n", options.requests, "Number of requests (1)")->check(CLI::Range(1ul, most));
  app.add_option("-c", options.concurrency, "Number of requests at a time (1)")
      ->check(CLI::Range(1ul, most));
  app.add_flag("-k", options.keep_alive, "Keep connections: HTTP/1.1; else HTTP/1.0, one each");
  app.add_option("-t", typed.time_limit_s, "Seconds the run may last; implies -n 50000")
      ->check(CLI::Range(1ul, 1'000'000ul));
  app.add_option("-s", typed.timeout_s, "Seconds to wait for each reply (30)")
      ->check(CLI::Range(1ul, 1'000'000ul));
  app.add_option("-H", options.headers, "Header line to add, 'Name: value' (repeatable)")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("-m", options.method, "Method (GET)");
  app.add_flag("-i", typed.head, "Use HEAD");
  app.add_option("-p", typed.body_file, "File with content to POST");
  app.add_option("-T", typed.content_type, "Content-Type of that content (text/plain)");
  app.add_flag("-l", options.variable_content, "Let length and content of the replies vary");
  app.add_option("--expect-status", options.expected_status,
                 "Status that replies must have (that of the first 2xx reply)")
      ->check(CLI::Range(200, 599));
  app.add_option("--json", options.files.json, "Write the results to this file, too");
  app.add_flag("-q", options.quiet, "Show no progress");
  app.add_option("-v", options.verbosity,
                 "2: the request and each failure; 3: each status; 4: each reply's first octets")
      ->check(CLI::Range(0, 4));
  app.add_option("URL", typed.url, "[http://]HOST[:PORT][/PATH]")->required();
}

void check_headers(const std::vector<std::string>& headers) {
  for (const std::string& line : headers) {
    const std::size_t colon = line.find(':');
    const bool control =
        std::any_of(line.begin(), line.end(), [](char c) { return c == '\r' || c == '\n'; });
    if (colon == std::string::npos || colon == 0 || control) {
      throw common::UsageError("-H " + quote(line) + " is no header line; write 'Name: value'");
    }
  }
}

void check_method(const std::string& method) {
  const bool token = !method.empty() && std::all_of(method.begin(), method.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  });
  if (!token) {
    throw common::UsageError("-m " + quote(method) + " is no method");
  }
}

/// Better now than after a long run.
void check_json_file(const std::filesystem::path& file) {
  if (file.empty()) {
    return;
  }
  const auto folder = std::filesystem::absolute(file).parent_path();
  if (!std::filesystem::is_directory(folder)) {
    throw common::UsageError("--json: there is no folder " + folder.string());
  }
}

void complete(const CLI::App& app, const Typed& typed, Options& options) {
  options.url = parse_url(typed.url);
  options.timeout = std::chrono::seconds(typed.timeout_s);
  if (app.count("-t") > 0) {
    options.time_limit = std::chrono::seconds(typed.time_limit_s);
    options.requests_given = app.count("-n") > 0;
    if (!options.requests_given) {
      options.requests = std::max(implied_by_time_limit, options.concurrency);
    }
  }
  if (typed.head) {
    options.method = "HEAD";
  }
  if (!typed.body_file.empty()) {
    options.body = RequestBody{common::read_file(typed.body_file), typed.content_type};
    if (app.count("-m") == 0) {
      options.method = "POST";
    }
  }
}

void check(const Options& options) {
  check_headers(options.headers);
  check_method(options.method);
  if (options.concurrency > options.requests) {
    throw common::UsageError("cannot use a concurrency level (-c " +
                             std::to_string(options.concurrency) +
                             ") greater than the total number of requests (-n " +
                             std::to_string(options.requests) + ")");
  }
  check_json_file(options.files.json);
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

std::optional<Options> parse_command_line(int argc, char** argv) {
  Options options;
  Typed typed;
  CLI::App app("Puts a load on an HTTP server and counts what comes back. Options as ab's.",
               "loadgen");
  const common::BuildInfo& build = common::build_info();
  app.set_version_flag("-V,--version", "loadgen " + std::string(build.version) + " (" +
                                           std::string(build.git_describe) + ")");
  declare(app, options, typed);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {  // help or version
    app.exit(wanted);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw common::UsageError(one_line(error.what()) + "; see --help");
  }
  complete(app, typed, options);
  check(options);
  return options;
}

}  // namespace tiga::loadgen
