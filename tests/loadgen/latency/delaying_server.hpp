// A server whose delays are known: it answers each request as late as a schedule says, and records
// how late that really was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "common/clock.hpp"
#include "common/cpu_set.hpp"
#include "common/unique_fd.hpp"

namespace tiga::tests {

/// A time in which nothing is answered, but requests are still read; what is due in it is answered
/// at its end.
struct Stall {
  common::Nanoseconds after{};  ///< its begin, from the first request on
  common::Nanoseconds length{};
};

/// How late the requests are answered.
struct DelaySchedule {
  std::vector<common::Nanoseconds> delays = {};  ///< of request i: delays[i mod size]; never empty
  std::optional<Stall> stall = {};
};

/// One request as the server saw it.
struct Served {
  common::TimePoint read;                      ///< its bytes had been read
  std::optional<common::TimePoint> sent = {};  ///< its reply was about to be handed to the kernel

  common::Nanoseconds delay() const { return sent.value_or(read) - read; }
};

/// All that a server has served, in the order in which it was read.
struct Record {
  std::vector<Served> requests = {};
  std::vector<Served> probes = {};  ///< `GET /probe`
};

/// HTTP on a free port of 127.0.0.1, any number of connections on one thread of its own. HTTP/1.1
/// requests keep their connection, HTTP/1.0 ones get it closed. `GET /probe` is answered by the
/// same schedule, but counted and recorded apart. Due times are met to about a microsecond on an
/// idle core: the thread sleeps only while the next one is far, else it polls.
class DelayingServer {
 public:
  /// Starts it, pinned to `cpus` where that is not empty. Throws CannotRun.
  explicit DelayingServer(DelaySchedule schedule, const common::CpuSet& cpus = {});
  ~DelayingServer();

  std::uint16_t port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

  /// How many requests have been read so far, probes not counted.
  std::size_t requests_read() const;
  /// Ends it and gives the record; once.
  Record stop();

 private:
  class Loop;

  common::UniqueFd stop_event_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Loop> loop_;
  std::thread thread_;
};

}  // namespace tiga::tests
