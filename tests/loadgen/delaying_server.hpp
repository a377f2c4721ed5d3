// A server whose delays are known: it answers each request as late as a schedule says, and records
// how late that really was.
#pragma once

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
  common::TimePoint read;                      ///< its octets had been read
  std::optional<common::TimePoint> sent = {};  ///< its reply was about to be handed to the kernel

  common::Nanoseconds delay() const { return sent.value_or(read) - read; }
};

/// HTTP on a free port of 127.0.0.1, any number of connections on one thread of its own. HTTP/1.1
/// requests keep their connection, HTTP/1.0 ones get it closed. `GET /probe` is answered at once,
/// whatever the schedule and the stall, and is not recorded. Due times are met to about a
/// microsecond on an idle core: the thread sleeps only while the next one is far, else it polls.
class DelayingServer {
 public:
  /// Starts it, pinned to `cpus` where that is not empty. Throws CannotRun.
  explicit DelayingServer(DelaySchedule schedule, const common::CpuSet& cpus = {});
  ~DelayingServer();

  std::uint16_t port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

  /// Ends it and gives the record, in the order in which the requests were read.
  std::vector<Served> stop();

 private:
  class Loop;

  common::UniqueFd stop_event_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Loop> loop_;
  std::thread thread_;
};

}  // namespace tiga::tests
