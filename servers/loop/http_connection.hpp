// One client's HTTP connection on an event loop, as a state machine.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "servers/core/conversation.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::loop {

/// Drives a conversation until it has to wait, then waits without blocking the thread. At most one
/// socket operation is pending at a time.
class HttpConnection : public Connection, private Timed {
 public:
  HttpConnection(Loop& loop, common::UniqueFd client);

  void start() override { run(); }
  void reject() override;
  void drain() override;
  void abort() override { close(); }

 protected:
  /// The work that the request asks for (core/content/work.hpp).
  core::Work asked_work() const { return conversation_.work(); }
  /// Performs it at once. An architecture that delegates it returns false and later calls
  /// work_is_done() from the loop.
  virtual bool work();
  /// Answers, unless the connection has ended meanwhile.
  void work_is_done();

 private:
  void run();
  bool send();
  void await_bytes();
  void await_writable();
  void on_bytes(ErrorCode error, std::size_t bytes, bool into_first);
  void linger();
  void close();
  void give_up();
  void deadline_passed() override;

  Loop& loop_;
  SocketPtr socket_;
  core::Conversation conversation_;
  // Receives the first bytes of a request, so that an idle connection holds no buffer; a longer one
  // costs a receive more. With this size an idle connection costs less than 1 KiB in all.
  std::array<char, 240> first_;
  std::uint32_t deadline_of_phase_ = 0;  // the phase number for which the deadline was set
};

}  // namespace tiga::servers::loop
