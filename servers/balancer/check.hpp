// Health checks of one backend.
#pragma once

#include <array>
#include <functional>
#include <string>

#include "common/endpoint.hpp"
#include "http/response_parser.hpp"
#include "servers/balancer/health.hpp"
#include "servers/balancer/options.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

/// Connects to the backend and, if a path is configured, requests it: status 2xx or 3xx passes. A
/// check may take one interval. Not thread-safe.
class Check {
 public:
  /// `tell` receives each result; it may call stop().
  Check(loop::Loop& loop, const Options& options, const common::Endpoint& endpoint,
        const common::SocketAddress& address, std::function<void(CheckResult)> tell);

  /// Checks after each interval until stop(). No effect if already running.
  void start();
  void stop();

 private:
  void wait();
  void begin();
  void ask();
  void receive();
  void read_reply(std::size_t bytes);
  void finish(CheckResult result);
  void end_round();

  const Options& options_;
  const common::SocketAddress& address_;
  std::string request_;
  std::function<void(CheckResult)> tell_;
  loop::Timer timer_;
  loop::SocketPtr socket_;
  bool running_ = false;
  std::array<char, 4096> reply_;
  std::size_t received_ = 0;
};

}  // namespace tiga::servers::balancer
