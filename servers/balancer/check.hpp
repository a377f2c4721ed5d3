// Asks a backend, again and again, whether it is there.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>

#include "common/endpoint.hpp"
#include "http/response_parser.hpp"
#include "servers/balancer/health.hpp"
#include "servers/balancer/options.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

/// Connects to the backend and, where a path is to be checked, asks for it: a status of 2xx or 3xx
/// passes. Each check has one interval's time. Not thread-safe.
class Check {
 public:
  /// `tell` gets each result; it may call stop().
  Check(loop::Loop& loop, const Options& options, const common::Endpoint& endpoint,
        const common::SocketAddress& address, std::function<void(CheckResult)> tell);

  /// From one interval on, until stop(). Does nothing where it is under way.
  void start();
  void stop();

 private:
  void wait();
  void begin();
  void ask();
  void receive();
  void read_reply(std::size_t octets);
  void finish(CheckResult result);
  void end_round();

  const Options& options_;
  const common::SocketAddress& address_;
  std::string request_;
  std::function<void(CheckResult)> tell_;
  loop::Timer timer_;
  loop::Socket socket_;
  bool running_ = false;
  std::uint64_t round_ = 0;  // handlers of an earlier round have nothing to say
  std::array<char, 4096> reply_;
  std::size_t received_ = 0;
};

}  // namespace tiga::servers::balancer
