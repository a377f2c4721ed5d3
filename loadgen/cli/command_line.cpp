#include "loadgen/cli/command_line.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <system_error>

#include "common/error.hpp"
#include "common/files.hpp"
#include "common/option_values.hpp"
#include "common/text.hpp"

namespace tiga::loadgen::cli {
namespace {

using common::UsageError;

constexpr std::uint64_t implied_by_time_limit = 50'000;  // as ab
constexpr double most_seconds_of_a_span = 1e6;

std::optional<double> seconds_of(std::string_view unit) {
  if (unit.empty() || unit == "s") {
    return 1;
  }
  if (unit == "ms") {
    return 1e-3;
  }
  if (unit == "m") {
    return 60;
  }
  return std::nullopt;
}

/// A value by its name, which the command line has checked.
template <typename Value>
Value named(const auto& names, std::string_view name) {
  return static_cast<Value>(std::ranges::find(names, name) - names.begin());
}

common::Nanoseconds span_of(const std::string& option, const std::string& text) {
  const auto span = parse_time_span(text);
  if (!span) {
    throw UsageError(option + " " + common::quote(text) +
                     " is no time; write a number of seconds, or one with ms, s or m");
  }
  return *span;
}

void take_extent(const CommandLine& typed, Options& options) {
  if (typed.duration && typed.time_limit_s) {
    throw UsageError("--duration and -t are two ends of one run; give one of them");
  }
  options.requests_given = typed.requests || !(typed.time_limit_s || typed.duration);
  if (typed.requests) {
    options.requests = *typed.requests;
  } else if (typed.time_limit_s) {
    options.requests = std::max(implied_by_time_limit, options.concurrency);
  } else if (typed.duration) {
    options.requests = Options::unlimited;
  }
  if (typed.time_limit_s) {
    options.time_limit = std::chrono::seconds(*typed.time_limit_s);
  }
  if (typed.duration) {
    options.duration = span_of("--duration", *typed.duration);
    if (*options.duration == common::Nanoseconds::zero()) {
      throw UsageError("--duration " + common::quote(*typed.duration) + " leaves no time");
    }
  }
  if (typed.warmup) {
    options.warmup = span_of("--warmup", *typed.warmup);
  }
}

void take_start(const CommandLine& typed, Options& options) {
  if (!typed.start_at_ns) {
    return;
  }
  const common::TimePoint at{common::Nanoseconds(*typed.start_at_ns)};
  const std::chrono::duration<double> ahead = at - common::SteadyClock::now();
  if (ahead.count() > most_seconds_of_a_span) {
    throw UsageError("--start-at " + std::to_string(*typed.start_at_ns) +
                     " is more than a million seconds ahead; it is a time of CLOCK_MONOTONIC in "
                     "nanoseconds, which is not the time of day");
  }
  options.start_at = at;
}

/// An option that means nothing without --rate, if one was given.
const char* given_without_rate(const CommandLine& typed) {
  return typed.arrivals   ? "--arrivals"
         : typed.queue    ? "--queue"
         : typed.phase_ns ? "--phase"
         : typed.seed     ? "--seed"
                          : nullptr;
}

void take_pace(const CommandLine& typed, Options& options) {
  if (!typed.rate) {
    if (const char* const option = given_without_rate(typed)) {
      throw UsageError(std::string(option) +
                       " is about requests that are due at times of their own; give --rate, too");
    }
    return;
  }
  if (*typed.rate <= 0) {
    throw UsageError("--rate must be above 0 requests a second");
  }
  OpenLoop loop;
  loop.requests_per_second = *typed.rate;
  loop.arrivals = typed.arrivals ? named<Arrivals>(arrivals_names, *typed.arrivals) : loop.arrivals;
  if (typed.phase_ns && loop.arrivals != Arrivals::constant) {
    throw UsageError("--phase is for constant arrivals; random ones have none");
  }
  if (typed.seed && loop.arrivals != Arrivals::poisson) {
    throw UsageError("--seed is for random arrivals; give --arrivals poisson, too");
  }
  loop.queue_limit = typed.queue.value_or(loop.queue_limit);
  loop.phase = common::Nanoseconds(typed.phase_ns.value_or(0));
  loop.seed = typed.seed.value_or(loop.seed);
  options.open_loop = loop;
}

/// It is held in memory, more than once.
constexpr std::size_t most_content_mib = 256;

/// The content of `option`.
std::string content_of(const std::string& option, const std::string& file) {
  std::error_code unknown;
  if (std::filesystem::is_directory(file, unknown)) {
    throw UsageError(option + " " + common::quote(file) + " is a folder; name a file");
  }
  constexpr std::size_t most = most_content_mib * 1024 * 1024;
  std::string content = common::read_file(file, most + 1);
  if (content.size() > most) {
    throw UsageError(option + " " + common::quote(file) + " has more than " +
                     std::to_string(most_content_mib) + " MiB; name a smaller file");
  }
  return content;
}

void take_method_and_content(const CommandLine& typed, Options& options) {
  const bool sends_content = typed.post_file || typed.put_file;
  if (typed.post_file && typed.put_file) {
    throw UsageError("-p is POST and -u is PUT; give one of them");
  }
  if (typed.head && (sends_content || typed.method)) {
    throw UsageError("-i is HEAD, which goes with neither -p nor -u nor -m");
  }
  if (sends_content) {
    options.body = RequestBody{
        typed.post_file ? content_of("-p", *typed.post_file) : content_of("-u", *typed.put_file),
        typed.content_type};
    options.method = typed.post_file ? "POST" : "PUT";
  }
  options.method = typed.head ? "HEAD" : typed.method.value_or(options.method);
}

void take_proxy(const CommandLine& typed, Options& options) {
  if (options.proxy_credentials && !typed.proxy) {
    throw UsageError("-P is for a proxy; name it with -X HOST:PORT");
  }
  if (!typed.proxy) {
    return;
  }
  try {
    options.proxy = common::parse_endpoint(*typed.proxy);
  } catch (const UsageError& error) {
    throw UsageError(std::string("-X ") + error.what());
  }
}

void take_background_clients(const CommandLine& typed, Options& options) {
  BackgroundClientOptions& background_clients = options.background_clients;
  if (background_clients.slow_readers == 0 && (typed.slow_path || typed.slow_rate)) {
    throw UsageError(std::string(typed.slow_path ? "--slow-path" : "--slow-rate") +
                     " is about slow readers; give --slow-readers, too");
  }
  background_clients.slow_path = typed.slow_path.value_or(background_clients.slow_path);
  background_clients.slow_rate = typed.slow_rate.value_or(background_clients.slow_rate);
}

}  // namespace

std::optional<common::Nanoseconds> parse_time_span(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  const auto number = common::parse_number(text.substr(0, digits));
  const auto unit = seconds_of(text.substr(digits));
  if (!number || !unit || *number * *unit > most_seconds_of_a_span) {
    return std::nullopt;
  }
  return common::Nanoseconds(std::llround(*number * *unit * 1e9));
}

Options options_from(const CommandLine& typed) {
  Options options = typed.options;
  options.url = parse_url(typed.url);
  options.timeout = std::chrono::seconds(typed.timeout_s);
  options.engine = named<EngineChoice>(engine_names, typed.engine);
  take_extent(typed, options);
  take_start(typed, options);
  take_pace(typed, options);
  take_proxy(typed, options);
  take_background_clients(typed, options);
  take_method_and_content(typed, options);
  check(options);
  return options;
}

}  // namespace tiga::loadgen::cli
