// The options of a run.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "loadgen/url.hpp"

namespace tiga::loadgen {

/// Content to be sent with each request.
struct RequestBody {
  std::string bytes;
  std::string content_type = "text/plain";
};

/// How requests reach the kernel and replies return; `automatic`: the faster one that the kernel
/// supports.
enum class EngineChoice : std::uint8_t { automatic, epoll, io_uring };

/// The names that --engine takes, in the order of EngineChoice.
inline constexpr std::array<std::string_view, 3> engine_names = {"auto", "epoll", "io_uring"};
static_assert(engine_names.size() == static_cast<std::size_t>(EngineChoice::io_uring) + 1);

inline std::string_view name_of(EngineChoice engine) {
  return engine_names[static_cast<std::size_t>(engine)];
}

/// When the requests of an open loop are due.
enum class Arrivals : std::uint8_t {
  constant,  ///< at equal intervals
  poisson,   ///< at exponentially distributed intervals
};

/// The names that --arrivals takes, in the order of Arrivals.
inline constexpr std::array<std::string_view, 2> arrivals_names = {"constant", "poisson"};
static_assert(arrivals_names.size() == static_cast<std::size_t>(Arrivals::poisson) + 1);

inline std::string_view name_of(Arrivals arrivals) {
  return arrivals_names[static_cast<std::size_t>(arrivals)];
}

/// Requests are due at scheduled times, however fast the server is (--rate). Requests without a
/// free slot wait in a queue.
struct OpenLoop {
  double requests_per_second = 0;  ///< over all threads
  Arrivals arrivals = Arrivals::constant;
  std::uint64_t queue_limit = 100'000;  ///< requests that are due when it is full are not started
  /// --phase: with constant arrivals, how long after the start of the run the first one is due.
  common::Nanoseconds phase{};
  /// --seed: of Poisson arrivals. Equal ones have the same arrivals.
  std::uint64_t seed = 0;
};

/// Connections in addition to the measured ones, during the whole run. Their requests are not
/// counted among those of the run.
struct BackgroundClientOptions {
  std::uint64_t idle = 0;          ///< --idle: connections that send nothing
  std::uint64_t slow_readers = 0;  ///< --slow-readers: request slow_path repeatedly
  std::string slow_path = "/workload/stream/16777216";  ///< --slow-path: path and query
  std::uint64_t slow_rate = 65'536;                     ///< --slow-rate: bytes per second of each

  std::uint64_t count() const { return idle + slow_readers; }
};

/// A user and a password for Basic authentication (RFC 7617), "user:password".
using Credentials = std::string;

/// Files to write; empty: none.
struct OutputFiles {
  std::filesystem::path json;         ///< --json: all results as one object
  std::filesystem::path csv;          ///< --csv: the results as a header and a row
  std::filesystem::path timeline;     ///< --timeline: a row for each second
  std::filesystem::path percentages;  ///< -e: ab's percentages as CSV
  std::filesystem::path requests;     ///< -g: each request, as ab writes it for gnuplot
};

/// The options of `loadgen`, checked; the letters are ab's.
struct Options {
  Url url;
  std::uint64_t requests = 1;     ///< -n, at least `concurrency`; `unlimited` with --duration alone
  std::uint64_t concurrency = 1;  ///< -c, at least 1
  bool keep_alive = false;        ///< -k: HTTP/1.1 on persistent connections
  /// -t: the run ends then, and requests in flight are abandoned.
  std::optional<common::Nanoseconds> time_limit;
  /// --duration of the counted part: no request is started after it; the run waits for those in
  /// flight.
  std::optional<common::Nanoseconds> duration;
  common::Nanoseconds warmup{};  ///< --warmup: requests started in it are not counted
  /// --start-at: the first request, of the warm-up if there is one, is not started before. None, or
  /// in the past: at once.
  std::optional<common::TimePoint> start_at;
  std::optional<OpenLoop> open_loop;  ///< --rate; none: closed loop
  BackgroundClientOptions background_clients;
  unsigned threads = 1;                           ///< --threads, at most `concurrency`
  EngineChoice engine = EngineChoice::automatic;  ///< --engine
  std::chrono::seconds timeout{30};               ///< -s, for each request
  std::optional<int> window_bytes;                ///< -b: send and receive buffer of each socket

  std::string method = "GET";                    ///< -m, -i, -u
  std::optional<RequestBody> body;               ///< -p or -u, -T
  std::vector<std::string> headers;              ///< -H, each "Name: value"
  std::vector<std::string> cookies;              ///< -C, each "name=value"
  std::optional<Credentials> credentials;        ///< -A
  std::optional<common::Endpoint> proxy;         ///< -X: connect to it and send the whole URL
  std::optional<Credentials> proxy_credentials;  ///< -P

  std::optional<int> expected_status;  ///< --expect-status; none: that of the first 2xx reply
  bool variable_content = false;       ///< -l: length and content may differ

  bool quiet = false;            ///< -q
  int verbosity = 1;             ///< -v, 1 to 4
  bool html = false;             ///< -w: ab's report as HTML tables
  bool show_percentages = true;  ///< not -d
  bool show_deviation = true;    ///< not -S
  OutputFiles files;

  /// Whether -n was given. If it was only implied by -t or --duration, requests that were not
  /// started are not reported as missing.
  bool requests_given = true;

  static constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();
};

}  // namespace tiga::loadgen
