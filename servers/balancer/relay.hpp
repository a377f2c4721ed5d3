// A client's connection passed through to one backend, byte by byte (--unit connection).
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "common/clock.hpp"
#include "servers/balancer/addresses.hpp"
#include "servers/balancer/backends.hpp"
#include "servers/balancer/options.hpp"
#include "servers/core/rate_floor.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

/// Two sockets and a buffer for each direction. It does not parse the bytes, so it counts
/// connections and bytes, not requests. The client gets 503 if no backend accepts the connection
/// within the request timeout.
class Relay final : public loop::Connection, private loop::Timed {
 public:
  Relay(loop::Loop& loop, const Options& options, Backends& backends, common::UniqueFd client);

  void start() override;
  void reject() override;
  void drain() override {}
  void abort() override { close(); }

 private:
  /// Copies from one socket to the other: receives, sends all of it, repeats; passes on the end of
  /// input.
  struct Direction {
    loop::Socket& from;
    loop::Socket& to;
    core::Counter* counter;
    std::array<char, 16 * 1024> bytes;
    std::string_view unsent;
    bool ended = false;
  };

  void try_next_backend();
  void connect();
  void connected(loop::ErrorCode error);
  void not_connected(int error);
  void pump(Direction& direction);
  void send(Direction& direction);
  void end(Direction& direction);
  void stop_upload();
  void backend_ended();
  void linger();
  void end_use();
  void close();
  void await_client();
  void deadline_passed() override;

  loop::Loop& loop_;
  const Options& options_;
  Backends& backends_;
  std::string client_address_;  // if requests are logged
  loop::SocketPtr client_;
  loop::SocketPtr backend_;
  std::uint64_t tried_ = 0;
  common::TimePoint connect_until_;  // whatever is tried
  AddressWalk walk_;
  bool connecting_ = false;
  Backend* used_ = nullptr;
  Direction upload_;
  Direction download_;
  bool upload_stopped_ = false;  // before the client's end
  core::Transfer reply_;         // what waits for the client
};

}  // namespace tiga::servers::balancer
