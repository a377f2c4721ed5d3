// A client that reads its replies slowly.
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

/// Requests a path and reads the reply at a fixed rate, repeatedly: over the same connection while
/// it is open, then over a new one. Cannot be moved. Not thread-safe.
class SlowReader {
 public:
  /// Its settings; `request` is an HTTP/1.1 request.
  struct Order {
    std::string request;
    std::uint64_t bytes_per_second = 0;
    std::optional<common::SocketAddress> source;  ///< none: the kernel chooses
  };

  static constexpr std::chrono::milliseconds turn{100};

  explicit SlowReader(Order order) : order_(std::move(order)) {}
  SlowReader(const SlowReader&) = delete;
  SlowReader& operator=(const SlowReader&) = delete;

  /// Starts a connection to `target`, which later connections use too; it may not be open yet on
  /// return. Throws common::CannotRun, like take_turn, if the system has no sockets left.
  void connect(const common::SocketAddress& target, common::TimePoint now);
  int socket() const { return socket_.get(); }
  /// Sends, and reads as many bytes as the time since the last turn allows. Must be called every
  /// `turn`.
  void take_turn(common::TimePoint now);
  /// Whether its connection is open.
  bool is_open() const;

  /// Requests that were sent, that got a complete 2xx reply, and that ended otherwise; the rest is
  /// in progress.
  std::uint64_t requests() const { return requests_; }
  std::uint64_t replies() const { return replies_; }
  std::uint64_t failures() const { return failures_; }
  /// Bytes of HTTP received.
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
  std::unique_ptr<verify::ReplyReader> reply_;  // of the request in progress
  common::TimePoint last_turn_;
  double allowance_ = 0;  // bytes that may be read
  std::uint64_t requests_ = 0;
  std::uint64_t replies_ = 0;
  std::uint64_t failures_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace tiga::loadgen::run
