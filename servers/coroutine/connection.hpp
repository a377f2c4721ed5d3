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

/// serve() is its whole life: where threaded_server's would block, it waits, and the loop's thread
/// serves others. The coroutine keeps it alive.
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
  bool heed(const Event& event);

  Client client_;
  core::Conversation conversation_;
  // A request's first octets arrive here, so that a resting connection holds no buffer.
  std::array<char, 416> first_;
};

}  // namespace tiga::servers::coroutine
