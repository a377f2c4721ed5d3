// A real nginx on a free port, with an access log that can be counted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"

namespace tiga::tests {

/// What to serve. `locations` goes into the server block: "location / { return 200 'hi\n'; }".
struct NginxOptions {
  std::string locations;
  std::string http = {};    ///< further directives of the http block
  std::string events = {};  ///< and of the events block
  int worker_connections = 4096;
};

/// One nginx with one worker in a folder of its own. The access log has a line for each request:
/// `STATUS BODY-OCTETS CONNECTION-REQUESTS METHOD TARGET`. Its end kills it.
class Nginx {
 public:
  static bool is_installed();
  /// Starts it and waits until it accepts. Throws CannotRun with its error log.
  explicit Nginx(const NginxOptions& options);
  ~Nginx();

  std::uint16_t port() const { return port_; }
  std::string url(const std::string& path = "/") const;
  /// Stops it gracefully, so that its log is whole, and gives the log's lines.
  std::vector<std::string> stop_and_read_access_log();
  /// Its error log so far.
  std::string error_log() const;

 private:
  void start(const NginxOptions& options);

  common::TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  std::optional<common::ChildProcess> process_;
};

}  // namespace tiga::tests
