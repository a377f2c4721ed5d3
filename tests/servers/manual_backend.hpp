// A backend that does just what a test says, byte by byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"

namespace tiga::tests {

/// One connection that the balancer made.
class Peer {
 public:
  static constexpr std::chrono::seconds limit{10};

  explicit Peer(common::UniqueFd socket) : socket_(std::move(socket)) {}

  /// The next head; what came of it at the connection's end or when the limit has passed.
  std::string read_head();
  void send(std::string_view bytes) const;
  /// The next `count` bytes; what came of them at the connection's end or when the limit has
  /// passed.
  std::string read(std::size_t count);
  /// Whether input, or an end, waits to be read, or comes within the limit.
  bool has_input() const;
  /// Reads one head, answers 200 with `content`.
  std::string answer(std::string_view content);
  /// Whether the balancer closes or resets the connection within `span`. What it sends is dropped.
  bool ends(common::Nanoseconds span = limit) const;
  void close() { socket_.reset(); }

 private:
  common::UniqueFd socket_;
};

/// Listens on a free port of 127.0.0.1; the kernel takes connections, accept() gets them.
class ManualBackend {
 public:
  ManualBackend();
  std::string endpoint() const { return "127.0.0.1:" + std::to_string(port_); }
  /// The next connection. Throws CannotRun when none comes within Peer::limit.
  Peer accept() const;
  /// Whether a connection waits to be accepted, or comes within `span`.
  bool asked(common::Nanoseconds span = {}) const;

 private:
  common::UniqueFd listener_;
  std::uint16_t port_;
};

/// A 200 with a Content-Length.
std::string ok_reply(std::string_view content);

}  // namespace tiga::tests
