// One client's connection on the event loop.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "servers/core/conversation.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::async {

/// Drives a conversation until it has to wait, then waits without holding the thread. At most one
/// operation on its socket is under way at a time.
class Connection final : public loop::Connection, private loop::Timed {
 public:
  Connection(loop::Loop& loop, common::UniqueFd accepted, const common::SocketAddress& peer);

  void start() override { run(); }
  void reject() override;
  void drain() override;
  void abort() override { close(); }

 private:
  void run();
  bool send();
  void set_deadline();
  void await_octets();
  void await_writable();
  void on_octets(loop::ErrorCode error, std::size_t octets, bool into_first);
  void linger();
  void drop_input();
  void close();
  void look_at_content();
  void look_at_reply();
  void give_up();
  void deadline_passed() override;

  loop::Loop& loop_;
  loop::Socket socket_;
  core::Conversation conversation_;
  // A request's first octets arrive here, so that a resting connection holds no buffer; few
  // requests need more. The size makes an idle connection cost less than 1 KiB in all.
  std::array<char, 416> first_;
  std::uint32_t deadline_of_phase_ = 0;  // the phase number that the deadline was set for
  std::uint32_t octets_to_drop_ = core::linger_octets;
};

}  // namespace tiga::servers::async
