// How requests get to the kernel and replies back.
#pragma once

#include <memory>
#include <string_view>

#include "loadgen/work.hpp"

namespace tiga::loadgen {

/// Drives the exchanges of one Work over real sockets. It owns the sockets; what is asked and
/// counted is the Work's.
class Engine {
 public:
  virtual ~Engine() = default;

  /// "epoll", for reports.
  virtual std::string_view name() const = 0;

  /// Opens as many connections at once as may be in flight and keeps them busy until the work is
  /// done or stopped. When it returns, no exchange is going on. Becoming readable, `stop_fd` stops
  /// the work. Throws common::CannotRun where sockets cannot be had.
  virtual void run(Work& work, int stop_fd) = 0;
};

/// One thread on epoll(7), edge-triggered.
std::unique_ptr<Engine> make_epoll_engine();

}  // namespace tiga::loadgen
