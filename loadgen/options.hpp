// What a run is asked to do.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "loadgen/url.hpp"

namespace tiga::loadgen {

/// Content to be sent with each request.
struct RequestBody {
  std::string octets;
  std::string content_type = "text/plain";
};

/// The options of `loadgen`, checked; the letters are ab's.
struct Options {
  Url url;
  std::uint64_t requests = 1;                      ///< -n, at least `concurrency`
  std::uint64_t concurrency = 1;                   ///< -c, at least 1
  bool keep_alive = false;                         ///< -k: HTTP/1.1 on connections that stand
  std::optional<std::chrono::seconds> time_limit;  ///< -t
  std::chrono::seconds timeout{30};                ///< -s, for each request
  std::string method = "GET";                      ///< -m, -i
  std::optional<RequestBody> body;                 ///< -p, -T
  std::vector<std::string> headers;                ///< -H, each "Name: value"
  std::optional<int> expected_status;  ///< --expect-status; none: that of the first 2xx reply
  bool variable_content = false;       ///< -l: length and content may differ
  bool quiet = false;                  ///< -q
  int verbosity = 1;                   ///< -v, 1 to 4
  std::filesystem::path json_file;     ///< --json; empty: none

  /// Whether -n was given, or only implied by -t: then what was not started is not missed.
  bool requests_given = true;
};

}  // namespace tiga::loadgen
