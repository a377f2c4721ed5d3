#include "servers/blocking/receive_timeout.hpp"

#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <utility>

#include "servers/core/socket_io.hpp"

namespace tiga::servers::blocking {

using core::Conversation;
using std::chrono::milliseconds;

namespace {

// A timeout of 0 would mean no timeout.
milliseconds time_left(common::Nanoseconds span) {
  return std::max(std::chrono::ceil<milliseconds>(span), milliseconds(1));
}

// Since the end of the last reply, or since the connection began to be served. Asked of the kernel,
// so that requests do not have to read the clock.
common::Nanoseconds idle_time(int socket, common::TimePoint opened) {
  const common::Nanoseconds open_for = common::SteadyClock::now() - opened;
  return std::max<common::Nanoseconds>(std::min(core::time_since_send(socket), open_for),
                                       milliseconds(1));
}

}  // namespace

void ReceiveTimeout::find_deadline(Conversation& conversation, common::TimePoint now, bool begins) {
  if (conversation.phase() == Conversation::Phase::head) {
    if (begins) {
      deadline_ = now + options_.header_timeout;  // bytes that arrive do not extend it
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

void ReceiveTimeout::apply(int socket, Conversation& conversation) {
  const bool begins =
      std::exchange(phase_number_, conversation.phase_number()) != conversation.phase_number();
  if (conversation.phase() == Conversation::Phase::idle) {
    idle_for_ = begins ? common::Nanoseconds::zero() : idle_time(socket, opened_);
    const milliseconds wanted =
        begins ? options_.idle_timeout : time_left(options_.idle_timeout - idle_for_);
    return set(socket, wanted, wanted);
  }
  const common::TimePoint now = common::SteadyClock::now();
  find_deadline(conversation, now, begins);
  const milliseconds wanted = time_left(deadline_ - now);
  set(socket, wanted / 2, wanted);  // wakes up early, checks the deadline, and sets the rest
}

// Costs a system call, so a timeout that is between the two is kept.
void ReceiveTimeout::set(int socket, milliseconds least, milliseconds wanted) {
  if (set_ > wanted || set_ < least) {
    set_ = wanted;
    const timeval time{wanted.count() / 1000, wanted.count() % 1000 * 1000};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  }
}

bool ReceiveTimeout::deadline_passed(const Conversation& conversation) const {
  return conversation.phase() == Conversation::Phase::idle ||
         common::SteadyClock::now() >= deadline_;
}

}  // namespace tiga::servers::blocking
