// The command line as it was typed, and the options that it means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/clock.hpp"
#include "loadgen/options.hpp"

namespace tiga::loadgen::cli {

/// What was typed. Each value is well-formed; values are not yet checked against each other.
struct CommandLine {
  Options options;  ///< values used unchanged
  std::string url;
  std::optional<std::uint64_t> requests;      ///< -n
  std::optional<std::uint64_t> time_limit_s;  ///< -t
  std::uint64_t timeout_s = 30;               ///< -s
  std::optional<std::string> post_file;       ///< -p
  std::optional<std::string> put_file;        ///< -u
  std::string content_type = "text/plain";    ///< -T
  bool head = false;                          ///< -i
  std::optional<std::string> method;          ///< -m
  std::optional<std::string> proxy;           ///< -X
  std::optional<std::string> duration;        ///< --duration
  std::optional<std::string> warmup;          ///< --warmup
  std::optional<double> rate;                 ///< --rate
  std::optional<std::string> arrivals;        ///< --arrivals: one of arrivals_names
  std::optional<std::uint64_t> queue;         ///< --queue
  std::optional<std::uint64_t> phase_ns;      ///< --phase
  std::optional<std::uint64_t> seed;          ///< --seed
  std::optional<std::int64_t> start_at_ns;    ///< --start-at
  std::optional<std::string> slow_path;       ///< --slow-path
  std::optional<std::uint64_t> slow_rate;     ///< --slow-rate
  std::string engine = "auto";                ///< --engine: one of engine_names
};

/// The resulting options. Throws common::UsageError if the options contradict each other, or if -p
/// or -u names a folder or more than 256 MiB, and common::CannotRun when it cannot be read.
Options options_from(const CommandLine& typed);

/// Throws common::UsageError with one line that names the option. Refused are: headers, cookies,
/// credentials or a content type that would corrupt the request; headers that say another framing
/// than the request has, or two hosts; no method, or CONNECT; a concurrency or a number of threads
/// greater than the number of requests; output files that could not be written at the end of the
/// run.
void check(const Options& options);

/// Reads a number with the unit ms, s or m: "500ms", "1.5s", "2m"; a bare number is seconds.
/// `nullopt` for anything else, a sign, or more than a million seconds.
std::optional<common::Nanoseconds> parse_time_span(std::string_view text);

}  // namespace tiga::loadgen::cli
