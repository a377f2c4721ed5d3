#include "servers/coroutine/connection.hpp"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstring>
#include <exception>
#include <utility>

#include "servers/core/socket_io.hpp"
#include "servers/loop/phase_timeouts.hpp"

namespace tiga::servers::coroutine {

namespace asio = boost::asio;
using core::Conversation;

namespace {

asio::io_context& context_of(loop::Loop& loop) {
  return static_cast<loop::AsioIo&>(*loop.io).context();
}

// Errors are results, not exceptions.
constexpr asio::as_tuple_t<asio::use_awaitable_t<loop::AsioIo::Executor>> as_result;

}  // namespace

Connection::Connection(loop::Loop& loop, common::UniqueFd client)
    : loop::Connection(loop.connections),
      loop_(loop),
      stream_(context_of(loop)),
      conversation_(loop.worker,
                    loop.service.log.requests() ? core::peer_name(client.get()) : std::string()) {
  boost::system::error_code error;
  stream_.assign(asio::ip::tcp::v4(), client.get(), error);
  if (!error) {
    client.release();
  }
}

void Connection::start() {
  asio::co_spawn(stream_.get_executor(), serve(shared_from_this()),
                 [](const std::exception_ptr& failure) {
                   if (failure) {
                     std::rethrow_exception(failure);
                   }
                 });
}

// From the first byte to the close; `self` keeps the connection until then.
Connection::Awaitable<void> Connection::serve(
    [[maybe_unused]] std::shared_ptr<loop::Connection> self) {
  bool open = stream_.is_open();
  while (open) {
    switch (conversation_.next()) {
      case Conversation::Next::receive:
        open = co_await receive();
        break;
      case Conversation::Next::work:  // blocks every other client
        core::perform(conversation_.work());
        conversation_.work_done();
        break;
      case Conversation::Next::send:
        open = co_await send();
        break;
      case Conversation::Next::linger:
        co_await linger();
        open = false;
        break;
      case Conversation::Next::close:
        open = false;
        break;
    }
  }
  close();
}

// False if the connection is unusable.
Connection::Awaitable<bool> Connection::receive() {
  if (std::exchange(deadline_of_phase_, conversation_.phase_number()) !=
      conversation_.phase_number()) {
    loop::set_deadline_of_phase(loop_, *this, conversation_);
  }
  const std::span<char> space = room();
  const auto [error, bytes] =
      co_await stream_.async_receive(asio::buffer(space.data(), space.size()), as_result);
  if (std::exchange(late_, false)) {  // also if bytes have come meanwhile
    conversation_.deadline_passed();
  } else if (!error) {
    if (!conversation_.holds_buffer()) {
      std::memcpy(conversation_.room().data(), first_.data(), bytes);
    }
    conversation_.received(bytes);
  } else if (error == asio::error::eof) {
    conversation_.peer_closed();
  } else {
    co_return false;
  }
  co_return true;
}

Connection::Awaitable<bool> Connection::send() {
  core::IoResult result = core::send_some(stream_.native_handle(), conversation_);
  if (result == core::IoResult::would_block) {
    deadline_of_phase_ = 0;
    loop::begin_waiting_reply(loop_, *this, conversation_, stream_.native_handle());
    const auto [error] = co_await stream_.async_wait(Stream::wait_write, as_result);
    co_return !error && !late_;
  }
  co_return result == core::IoResult::progress;
}

Connection::Awaitable<void> Connection::linger() {
  lingering_ = true;
  ::shutdown(stream_.native_handle(), SHUT_WR);
  loop_.deadlines.set(*this, core::linger_time);
  for (std::size_t dropped = 0; dropped < core::linger_bytes;) {
    const auto [error, bytes] = co_await stream_.async_receive(asio::buffer(first_), as_result);
    if (error || late_) {
      co_return;
    }
    dropped += bytes;
  }
}

std::span<char> Connection::room() {
  return conversation_.holds_buffer() ? conversation_.room() : std::span<char>(first_);
}

// Ends the operation that the coroutine waits for.
void Connection::deadline_passed() {
  if (!may_continue()) {
    late_ = true;
    boost::system::error_code ignored;
    stream_.cancel(ignored);
  }
}

// A content or a reply that moves fast enough continues; it is checked again later.
bool Connection::may_continue() {
  if (lingering_) {
    return false;
  }
  if (conversation_.next() == Conversation::Next::send) {
    return loop::reply_may_continue(loop_, *this, conversation_, stream_.native_handle());
  }
  return conversation_.phase() == Conversation::Phase::content &&
         loop::content_may_continue(loop_, *this, conversation_);
}

void Connection::reject() {
  conversation_.reject();
  start();
}

void Connection::drain() {
  if (conversation_.next() == Conversation::Next::receive &&
      conversation_.phase() == Conversation::Phase::idle) {
    ::shutdown(stream_.native_handle(), SHUT_RD);  // input that has arrived is still read
  }
}

void Connection::abort() { close(); }

void Connection::close() {
  loop::Deadlines::clear(*this);
  boost::system::error_code ignored;
  stream_.close(ignored);
}

}  // namespace tiga::servers::coroutine
