// Enforces the deadline of a conversation's phase on a blocking socket.
#pragma once

#include <chrono>
#include <cstdint>

#include "common/clock.hpp"
#include "servers/core/conversation.hpp"

namespace tiga::servers::blocking {

/// Keeps the socket's receive timeout (SO_RCVTIMEO) close to the time left in the conversation's
/// phase. A connection that only receives whole requests makes no system call for it and does not
/// read the clock.
class ReceiveTimeout {
 public:
  /// `inherited`: the socket's current timeout. Make it when the connection begins to be served.
  ReceiveTimeout(const core::Options& options, std::chrono::milliseconds inherited)
      : options_(options), set_(inherited) {}

  /// Call before each receive.
  void apply(int socket, core::Conversation& conversation);
  /// How long the connection had been idle at apply(), if something other than a request, like an
  /// empty line, ended its previous wait: at least 1 ms. Zero if the idle phase begins.
  common::Nanoseconds idle_for() const { return idle_for_; }
  /// After a receive that timed out: whether the deadline of the phase has passed.
  bool deadline_passed(const core::Conversation& conversation) const;

 private:
  void find_deadline(core::Conversation& conversation, common::TimePoint now, bool begins);
  void set(int socket, std::chrono::milliseconds least, std::chrono::milliseconds wanted);

  const core::Options& options_;
  const common::TimePoint opened_ = common::SteadyClock::now();
  std::chrono::milliseconds set_;
  common::Nanoseconds idle_for_{};
  std::uint32_t phase_number_ = 0;
  common::TimePoint deadline_;
};

}  // namespace tiga::servers::blocking
