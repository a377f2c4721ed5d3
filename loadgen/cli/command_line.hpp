// The command line as it was typed, and the options that it means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "loadgen/options.hpp"

namespace tiga::loadgen::cli {

/// What was typed: each value well-formed, none held against the others yet.
struct CommandLine {
  Options options;  ///< what is taken as it stands
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
  std::optional<std::string> slow_path;       ///< --slow-path
  std::optional<std::uint64_t> slow_rate;     ///< --slow-rate
  std::string engine = "auto";                ///< --engine: one of engine_names
};

/// What it means. Throws common::UsageError where it makes no sense, and common::CannotRun when the
/// file of -p or -u cannot be read.
Options options_from(const CommandLine& typed);

}  // namespace tiga::loadgen::cli
