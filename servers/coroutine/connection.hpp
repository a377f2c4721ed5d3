// One client's connection, written as if it had a thread.
#pragma once

#include <array>
#include <memory>
#include <span>

#include "servers/core/conversation.hpp"
#include "servers/coroutine/client.hpp"
#include "servers/coroutine/task.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::coroutine {

/// serve() runs from the first byte to the close. Where threaded_server would block, it suspends
/// and the loop serves others. The coroutine owns the connection.
class Connection final : public loop::Connection {
 public:
  Connection(loop::Loop& loop, common::UniqueFd accepted, const common::SocketAddress& peer);

  void start() override { serve(std::static_pointer_cast<Connection>(shared_from_this())); }
  void reject() override;
  void drain() override;
  void abort() override { client_.close(); }

 private:
  static Task serve(std::shared_ptr<Connection> self);
  std::span<char> room();
  bool on_event(const Event& event);

  Client client_;
  core::Conversation conversation_;
  // Receives the first bytes of a request, so that an idle connection holds no buffer.
  std::array<char, 416> first_;
};

}  // namespace tiga::servers::coroutine
