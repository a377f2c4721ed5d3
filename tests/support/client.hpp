// A client that sends and receives bytes just as a test says.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"

namespace tiga::tests {

/// One TCP connection to a server on 127.0.0.1. Sends at once (TCP_NODELAY). Not thread-safe.
class Client {
 public:
  /// How the connection stands, as seen when receiving last.
  enum class End : std::uint8_t { open, closed, reset };

  /// Connects; throws CannotRun when it is refused. `receive_buffer` (bytes, 0: the system's)
  /// makes a slow reader.
  explicit Client(std::uint16_t port, int receive_buffer = 0);

  /// Sends all of it; false when the peer has reset the connection or takes nothing for `limit`.
  bool send(std::string_view bytes, common::Nanoseconds limit = default_limit);
  /// Says that nothing more will be sent.
  void half_close();
  /// Closes with a reset, so that nothing of it stays behind.
  void abort();

  /// Receives until `enough(received())` holds: true. False at the peer's end or when `limit` has
  /// passed.
  bool receive_until(const std::function<bool(std::string_view)>& enough,
                     common::Nanoseconds limit = default_limit);
  /// Receives until the peer closes or resets: true. False when `limit` has passed.
  bool receive_to_end(common::Nanoseconds limit = default_limit);
  /// Sends, then receives to the peer's end; what was received.
  std::string exchange(std::string_view bytes, common::Nanoseconds limit = default_limit);

  const std::string& received() const { return received_; }
  void forget_received() { received_.clear(); }
  End end() const { return end_; }
  /// What broke the connection (errno), also after its orderly end; 0 if nothing has. The next call
  /// says 0 again.
  int error() const;
  int socket() const { return socket_.get(); }

  static constexpr std::chrono::seconds default_limit{10};

 private:
  common::UniqueFd socket_;
  std::string received_;
  End end_ = End::open;
};

/// A port of 127.0.0.1 on which nobody listens, as of now.
std::uint16_t unused_port();

}  // namespace tiga::tests
