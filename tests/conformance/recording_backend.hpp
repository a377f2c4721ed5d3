// A backend that records each byte it is sent, and takes the requests out with the plain reader.
#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "tests/conformance/plain_reader.hpp"

namespace tiga::conformance {

/// Whole requests of all connections, in their order, and what is no whole one.
struct Recorded {
  std::vector<std::string> requests;  ///< as they came
  std::vector<std::string> rest;      ///< of each connection that has sent something else
};

/// Listens on a free port of 127.0.0.1, and answers each whole request with 200 on a connection
/// that persists. Does nothing between the calls.
class RecordingBackend {
 public:
  RecordingBackend();
  std::string endpoint() const { return "127.0.0.1:" + std::to_string(port_); }

  /// Accepts, receives and answers whatever has come.
  void take_turn();
  /// What has come since the last call, once the peer has ended each connection with a part of a
  /// request, for which it has ten seconds.
  Recorded take();

 private:
  struct Connection {
    common::UniqueFd socket;
    std::string unread;
    bool ended = false;
  };

  bool receive(Connection& connection);
  void answer(Connection& connection);
  bool awaits_an_end() const;

  common::UniqueFd listener_;
  std::uint16_t port_;
  std::list<Connection> connections_;
  std::vector<std::string> requests_;
};

}  // namespace tiga::conformance
