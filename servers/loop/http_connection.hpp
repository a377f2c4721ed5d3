// One client's HTTP connection on an event loop, as a state machine.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "servers/core/conversation.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::loop {

/// Drives a conversation until it has to wait, then waits without holding the thread. At most one
/// operation on its socket is under way at a time.
class HttpConnection : public Connection, private Timed {
 public:
  HttpConnection(Loop& loop, common::UniqueFd accepted, const common::SocketAddress& peer);

  void start() override { run(); }
  void reject() override;
  void drain() override;
  void abort() override { close(); }

 protected:
  /// What the request asks for before it is answered (core/work.hpp).
  core::Work asked_work() const { return conversation_.work(); }
  /// Does it, at once. An architecture that has it done elsewhere returns false, and calls
  /// work_is_done() later, from the loop.
  virtual bool work();
  /// Answers, unless the connection was ended meanwhile.
  void work_is_done();

 private:
  void run();
  bool send();
  void await_octets();
  void await_writable();
  void on_octets(ErrorCode error, std::size_t octets, bool into_first);
  void linger();
  void drop_input();
  void close();
  void give_up();
  void deadline_passed() override;

  Loop& loop_;
  Socket socket_;
  core::Conversation conversation_;
  // A request's first octets arrive here, so that a resting connection holds no buffer; few
  // requests need more. The size makes an idle connection cost less than 1 KiB in all.
  std::array<char, 416> first_;
  std::uint32_t deadline_of_phase_ = 0;  // the phase number that the deadline was set for
  std::uint32_t octets_to_drop_ = core::linger_octets;
};

}  // namespace tiga::servers::loop
