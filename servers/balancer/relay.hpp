// A client's connection passed through to one backend, octet by octet (--unit connection).
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>

#include "servers/balancer/backends.hpp"
#include "servers/balancer/options.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

/// Two sockets and a buffer for each direction. It does not look at what passes, so it counts
/// connections and octets, not requests. Where no backend takes the connection the client gets 503.
class Relay final : public loop::Connection, private loop::Timed {
 public:
  Relay(loop::Loop& loop, const Options& options, Backends& backends, common::UniqueFd client,
        const common::SocketAddress& peer);

  void start() override;
  void reject() override;
  void drain() override {}
  void abort() override { close(); }

 private:
  /// From one socket to the other: receive, send all of it, and again; an end of input is passed
  /// on.
  struct Direction {
    loop::Socket& from;
    loop::Socket& to;
    core::Counter* counter;
    std::array<char, 16 * 1024> octets;
    std::string_view unsent;
    bool ended = false;
  };

  void try_next_backend();
  void connected(loop::ErrorCode error);
  void pump(Direction& direction);
  void send(Direction& direction);
  void end(Direction& direction);
  void drop_input();
  void end_use();
  void close();
  void deadline_passed() override { close(); }

  loop::Loop& loop_;
  const Options& options_;
  Backends& backends_;
  common::SocketAddress client_address_;
  loop::Socket client_;
  loop::Socket backend_;
  std::uint64_t tried_ = 0;
  Backend* used_ = nullptr;
  Direction upload_;
  Direction download_;
};

}  // namespace tiga::servers::balancer
