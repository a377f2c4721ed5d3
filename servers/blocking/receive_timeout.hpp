// The deadline of a conversation's phase, kept by a socket that blocks.
#pragma once

#include <chrono>
#include <cstdint>

#include "common/clock.hpp"
#include "servers/core/conversation.hpp"

namespace tiga::servers::blocking {

/// The socket's receive timeout (SO_RCVTIMEO), kept close to what is left of the deadline of the
/// conversation's phase. While a connection only rests and gets whole requests this costs no system
/// call.
class ReceiveTimeout {
 public:
  /// `inherited`: the timeout that the socket has already.
  ReceiveTimeout(const core::Options& options, std::chrono::milliseconds inherited)
      : options_(options), set_(inherited) {}

  /// Before each receive.
  void apply(int socket, core::Conversation& conversation);
  /// After a receive that timed out: whether the phase's deadline has passed.
  bool deadline_passed(const core::Conversation& conversation) const;

 private:
  void find_deadline(core::Conversation& conversation, common::TimePoint now);

  const core::Options& options_;
  std::chrono::milliseconds set_;
  std::uint32_t phase_number_ = 0;
  common::TimePoint deadline_;
};

}  // namespace tiga::servers::blocking
