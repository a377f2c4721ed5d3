// One client's connection, written as if it had a thread.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <span>

#include "servers/core/conversation.hpp"
#include "servers/loop/asio_io.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::coroutine {

/// serve() runs from the first byte to the close. Where threaded_server would block, it suspends
/// and the loop serves others. The coroutine owns the connection. The loop's engine must be Asio.
class Connection final : public loop::Connection, private loop::Timed {
 public:
  Connection(loop::Loop& loop, common::UniqueFd client);

  void start() override;
  void reject() override;
  void drain() override;
  void abort() override;

 private:
  using Executor = loop::AsioIo::Executor;
  template <class Result>
  using Awaitable = boost::asio::awaitable<Result, Executor>;
  using Stream = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

  Awaitable<void> serve(std::shared_ptr<loop::Connection> self);
  Awaitable<bool> receive();
  Awaitable<bool> send();
  Awaitable<void> linger();
  std::span<char> room();
  void deadline_passed() override;
  bool may_continue();
  void close();

  loop::Loop& loop_;
  Stream stream_;
  core::Conversation conversation_;
  bool late_ = false;                    // a deadline has passed, so the operation was cancelled
  bool lingering_ = false;               // the reply is sent
  std::uint32_t deadline_of_phase_ = 0;  // the phase number for which the deadline was set
  // Receives the first bytes of a request, so that an idle connection holds no buffer.
  std::array<char, 240> first_;
};

}  // namespace tiga::servers::coroutine
