#include "servers/loop/phase_timeouts.hpp"

#include <algorithm>

#include "servers/core/socket_io.hpp"

namespace tiga::servers::loop {

using core::Conversation;

void set_deadline_of_phase(Loop& loop, Timed& timed, Conversation& conversation) {
  const core::Options& options = loop.service.options;
  switch (conversation.phase()) {
    case Conversation::Phase::idle:
      loop.deadlines.set(timed, options.idle_timeout);
      break;
    case Conversation::Phase::head:
      loop.deadlines.set(timed, options.header_timeout);
      break;
    case Conversation::Phase::content: {
      const core::RateFloor floor = options.body_floor();
      const auto span =
          floor.holds() ? std::min(floor.grace, options.body_timeout) : options.body_timeout;
      conversation.transfer().begin(loop.deadlines.set(timed, span) - span,
                                    conversation.content_bytes());
      break;
    }
  }
}

bool content_may_continue(Loop& loop, Timed& timed, Conversation& conversation) {
  const core::Options& options = loop.service.options;
  const auto now = common::SteadyClock::now();
  conversation.transfer().moved(now, conversation.content_bytes());
  const core::RateFloor floor = options.body_floor();
  if (now >= core::content_due(conversation.transfer(), floor, options.body_timeout)) {
    return false;
  }
  loop.deadlines.set(timed, core::check_interval(floor, options.body_timeout));
  return true;
}

void begin_waiting_reply(Loop& loop, Timed& timed, Conversation& conversation, int socket) {
  if (conversation.transfer().begun()) {
    return;
  }
  conversation.transfer().begin(common::SteadyClock::now(), core::bytes_taken(socket));
  const core::Options& options = loop.service.options;
  loop.deadlines.set(timed, core::check_interval(options.read_floor(), options.idle_timeout));
}

bool reply_may_continue(Loop& loop, Timed& timed, Conversation& conversation, int socket) {
  const core::Options& options = loop.service.options;
  const auto now = common::SteadyClock::now();
  conversation.transfer().moved(now, core::bytes_taken(socket));
  const core::RateFloor floor = options.read_floor();
  if (now >= core::reply_due(conversation.transfer(), floor, options.idle_timeout)) {
    return false;
  }
  loop.deadlines.set(timed, core::check_interval(floor, options.idle_timeout));
  return true;
}

}  // namespace tiga::servers::loop
