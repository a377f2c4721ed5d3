// Enforces the deadline of a conversation's phase on a blocking socket.
#pragma once

#include <chrono>
#include <cstdint>

#include "common/clock.hpp"
#include "servers/core/conversation.hpp"

namespace tiga::servers::blocking {

/// Keeps the socket's receive timeout (SO_RCVTIMEO) close to the time left in the conversation's
/// phase. A connection that only receives whole requests makes no system call for it.
class ReceiveTimeout {
 public:
  /// `inherited`: the socket's current timeout.
  ReceiveTimeout(const core::Options& options, std::chrono::milliseconds inherited)
      : options_(options), set_(inherited) {}

  /// Call before each receive.
  void apply(int socket, core::Conversation& conversation);
  /// After a receive that timed out: whether the deadline of the phase has passed.
  bool deadline_passed(const core::Conversation& conversation) const;

 private:
  bool begins_to_idle(const core::Conversation& conversation);
  void find_deadline(core::Conversation& conversation, common::TimePoint now);

  const core::Options& options_;
  std::chrono::milliseconds set_;
  std::uint32_t phase_number_ = 0;  // of the last receive
  std::uint32_t phase_of_deadline_ = 0;
  common::TimePoint deadline_;
};

}  // namespace tiga::servers::blocking
