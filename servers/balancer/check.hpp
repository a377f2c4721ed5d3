// Health checks of one backend.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "servers/balancer/addresses.hpp"
#include "servers/balancer/health.hpp"
#include "servers/balancer/options.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

/// Connects to the first address of the backend that accepts and, if a path is configured, requests
/// it: status 2xx or 3xx passes. A check may take one interval, of which each address has an equal
/// share. Not thread-safe.
class Check {
 public:
  /// Receives each result, and why it is not passed; it may call stop().
  using Tell = std::function<void(CheckResult result, std::string_view why)>;

  Check(loop::Loop& loop, const Options& options, BackendAddresses& addresses, Tell tell);

  /// Checks after each interval until stop(). No effect if already running.
  void start();
  void stop();

 private:
  void wait();
  void begin();
  void begin_share();
  void share_over();
  void connect();
  void connected(loop::ErrorCode error);
  void ask();
  void receive();
  void read_reply(std::size_t bytes);
  void finish(CheckResult result, std::string_view why);
  void end_round();

  const Options& options_;
  BackendAddresses& addresses_;
  std::string request_;
  Tell tell_;
  loop::Timer timer_;
  loop::SocketPtr socket_;
  AddressWalk walk_;
  std::size_t shares_left_ = 0;  // of the interval
  bool running_ = false;
  bool connected_ = false;
  std::array<char, 4096> reply_;
  std::size_t received_ = 0;
};

}  // namespace tiga::servers::balancer
