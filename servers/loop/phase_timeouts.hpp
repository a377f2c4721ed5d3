// The timeouts of a conversation's phases on an event loop, shared by all connections that read
// HTTP.
#pragma once

#include "servers/core/conversation.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::loop {

/// Sets the deadline of a phase that begins and receives input.
void set_deadline_of_phase(Loop& loop, Timed& timed, core::Conversation& conversation);

/// At that deadline: whether the content arrives fast enough to continue. If so, schedules the next
/// check.
bool content_may_continue(Loop& loop, Timed& timed, core::Conversation& conversation);

/// When a reply first has to wait for the client: its time begins and the first check is scheduled.
void begin_waiting_reply(Loop& loop, Timed& timed, core::Conversation& conversation, int socket);

/// At that check: whether the client takes the reply fast enough. If so, schedules the next check.
bool reply_may_continue(Loop& loop, Timed& timed, core::Conversation& conversation, int socket);

}  // namespace tiga::servers::loop
