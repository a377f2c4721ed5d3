// How long a connection on a loop waits for its client: the same for all that read HTTP.
#pragma once

#include "servers/core/conversation.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::loop {

/// Where a phase begins in which octets are received: sets its deadline.
void set_deadline_of_phase(Loop& loop, Timed& timed, core::Conversation& conversation);

/// At that deadline: whether a content comes fast enough, and may go on to. The next look is set
/// then.
bool content_may_go_on(Loop& loop, Timed& timed, core::Conversation& conversation);

/// Where a reply has to wait for the client to take it: its time begins at the first wait, and the
/// next look is set then.
void begin_to_wait(Loop& loop, Timed& timed, core::Conversation& conversation, int socket);

/// At that look: whether the client takes the reply fast enough. The next look is set then.
bool reply_may_wait_on(Loop& loop, Timed& timed, core::Conversation& conversation, int socket);

}  // namespace tiga::servers::loop
