// A client that reads its replies slowly.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "common/unique_fd.hpp"
#include "loadgen/summary.hpp"
#include "loadgen/verify/reply_reader.hpp"

namespace tiga::loadgen::run {

/// Requests a path and reads the reply at a fixed rate, repeatedly: over the same connection while
/// it is open, then over a new one. Cannot be moved. Not thread-safe.
class SlowReader {
 public:
  static constexpr std::chrono::milliseconds turn{100};

  /// `request`: HTTP/1.1. `source`: null: the kernel chooses. `facts` has the rate, and gets the
  /// counts. All must outlive it.
  SlowReader(std::string_view request, const common::SocketAddress* source,
             BackgroundClientFacts& facts)
      : request_(request), source_(source), facts_(facts) {}
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

 private:
  void ask();
  bool send();
  void receive(std::size_t most);
  void received(std::string_view bytes);
  void ended(bool well, bool stays_open);

  const std::string_view request_;
  const common::SocketAddress* const source_;
  BackgroundClientFacts& facts_;
  common::SocketAddress target_;
  common::UniqueFd socket_;
  std::string_view unsent_;                     // of the request
  std::unique_ptr<verify::ReplyReader> reply_;  // of the request in progress
  common::TimePoint last_turn_;
  double allowance_ = 0;  // bytes that may be read
};

}  // namespace tiga::loadgen::run
