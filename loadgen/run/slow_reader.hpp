// A client that takes its replies slowly.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "common/unique_fd.hpp"
#include "loadgen/verify/reply_reader.hpp"

namespace tiga::loadgen::run {

/// Asks for a path and takes the reply at a fixed rate, again and again: over the same connection
/// while it stands, then over a new one. Stays where it is made. Not thread-safe.
class SlowReader {
 public:
  /// What it does; `request` is in HTTP/1.1.
  struct Order {
    std::string request;
    std::uint64_t bytes_per_second = 0;
    std::optional<common::SocketAddress> source;  ///< none: the kernel chooses
  };

  static constexpr std::chrono::milliseconds turn{100};

  explicit SlowReader(Order order) : order_(std::move(order)) {}
  SlowReader(const SlowReader&) = delete;
  SlowReader& operator=(const SlowReader&) = delete;

  /// Begins a connection to `target`, where later ones go, too; it need not stand yet. Throws
  /// common::CannotRun, as take_turn does, where the system has no sockets left.
  void connect(const common::SocketAddress& target, common::TimePoint now);
  int socket() const { return socket_.get(); }
  /// Sends, and takes what the time since the last turn allows. Turns come every `turn`.
  void take_turn(common::TimePoint now);
  /// Whether it has a connection that stands.
  bool is_open() const;

  /// Asked, answered with 2xx to the last byte, ended otherwise; the rest is under way.
  std::uint64_t requests() const { return requests_; }
  std::uint64_t replies() const { return replies_; }
  std::uint64_t failures() const { return failures_; }
  /// Of HTTP, received.
  std::uint64_t bytes() const { return bytes_; }

 private:
  void ask();
  bool send();
  void receive(std::size_t most);
  void received(std::string_view bytes);
  void ended(bool well, bool stays_open);

  const Order order_;
  common::SocketAddress target_;
  common::UniqueFd socket_;
  std::string_view unsent_;                     // of the request
  std::unique_ptr<verify::ReplyReader> reply_;  // of the request that is under way
  common::TimePoint last_turn_;
  double allowance_ = 0;  // bytes that may be taken
  std::uint64_t requests_ = 0;
  std::uint64_t replies_ = 0;
  std::uint64_t failures_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace tiga::loadgen::run
