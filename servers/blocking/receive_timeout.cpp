#include "servers/blocking/receive_timeout.hpp"

#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <utility>

namespace tiga::servers::blocking {

using core::Conversation;

// Bytes that arrive do not extend the deadline of an idle connection or of a head.
void ReceiveTimeout::find_deadline(Conversation& conversation, common::TimePoint now) {
  const bool begins = conversation.phase_number() != phase_of_deadline_;
  phase_of_deadline_ = conversation.phase_number();
  if (conversation.phase() != Conversation::Phase::content) {
    if (begins) {
      const bool idle = conversation.phase() == Conversation::Phase::idle;
      deadline_ = now + (idle ? options_.idle_timeout : options_.header_timeout);
    }
    return;
  }
  core::Transfer& content = conversation.transfer();
  if (begins) {
    content.begin(now, conversation.content_bytes());
  }
  content.moved(now, conversation.content_bytes());
  deadline_ = core::content_due(content, options_.body_floor(), options_.body_timeout);
}

// The first receive of an idle phase needs no clock: most often a request follows. Only empty lines
// lead to a second one.
bool ReceiveTimeout::begins_to_idle(const Conversation& conversation) {
  return std::exchange(phase_number_, conversation.phase_number()) != conversation.phase_number() &&
         conversation.phase() == Conversation::Phase::idle;
}

void ReceiveTimeout::apply(int socket, Conversation& conversation) {
  std::chrono::milliseconds wanted = options_.idle_timeout;
  std::chrono::milliseconds least = wanted;
  if (!begins_to_idle(conversation)) {
    const common::TimePoint now = common::SteadyClock::now();
    find_deadline(conversation, now);
    // A timeout of 0 would mean no timeout.
    wanted = std::max(std::chrono::ceil<std::chrono::milliseconds>(deadline_ - now),
                      std::chrono::milliseconds(1));
    least = wanted / 2;  // wakes up early, checks the deadline, and sets the rest
  }
  if (set_ > wanted || set_ < least) {
    set_ = wanted;
    const timeval time{wanted.count() / 1000, wanted.count() % 1000 * 1000};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  }
}

bool ReceiveTimeout::deadline_passed(const Conversation& conversation) const {
  return conversation.phase_number() != phase_of_deadline_ ||  // it is idle, and was all the time
         common::SteadyClock::now() >= deadline_;
}

}  // namespace tiga::servers::blocking
