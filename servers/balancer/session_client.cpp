// What goes to the client, and the end of its connection.
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <cerrno>
#include <utility>

#include "servers/balancer/session.hpp"
#include "servers/core/resources.hpp"

namespace tiga::servers::balancer {

namespace asio = loop::asio;
using loop::ErrorCode;

// Answers on its own behalf and closes.
void Session::refuse(http::Status status, std::string_view detail) {
  state_ = State::replying;
  close_after_ = true;
  linger_after_ = true;
  stop_watching();
  core::Reply reply = core::Resources::error(status, detail);
  const http::Field retry{"Retry-After", "1"};
  const std::size_t before = exchange_->output.size();
  http::write_head({.status = status,
                    .date = loop_.worker.date.now(),
                    .content_type = reply.content_type,
                    .content_length = reply.content.size(),
                    .connection = http::ConnectionOption::close,
                    .fields = {&retry, status == http::Status::service_unavailable ? 1U : 0U}},
                   exchange_->output);
  if (!forward_ || !forward_->head_only) {
    exchange_->output += reply.content;
  }
  const int code = static_cast<int>(status);
  counters().replies_by_class[static_cast<std::size_t>(code) / 100].add();
  loop_.service.log.request(client_address_, forward_ ? forward_->log_line : "-", code,
                            exchange_->output.size() - before, detail);
  if (flush_client()) {
    reply_is_out();
  }
}

// The same where no head was read whole, so that what is known of a request is of the one before.
void Session::refuse_unread(http::Status status, std::string_view detail) {
  forward_.reset();
  refuse(status, detail);
}

// Whether all output is sent; if not, the session waits, or is closed.
bool Session::flush_client() {
  core::Exchange& exchange = *exchange_;
  while (exchange.output_sent < exchange.output.size()) {
    const std::string_view left = std::string_view(exchange.output).substr(exchange.output_sent);
    const ssize_t sent =
        ::send(client_.native_handle(), left.data(), left.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EINTR) {
      errno == EAGAIN ? await_client_writable() : close();
      return false;
    }
    if (sent > 0) {
      counters().octets_sent.add(static_cast<std::uint64_t>(sent));
      exchange.output_sent += static_cast<std::size_t>(sent);
    }
  }
  exchange.output.clear();
  exchange.output_sent = 0;
  return true;
}

void Session::await_client_writable() {
  if (std::exchange(awaiting_writable_, true)) {
    return;
  }
  set_deadline(options_.server.idle_timeout);
  client_.async_wait(loop::Socket::wait_write, [this, self = shared_from_this()](ErrorCode error) {
    awaiting_writable_ = false;
    if (state_ == State::closed) {
      return;
    }
    if (error && error != asio::error::operation_aborted) {
      return close();
    }
    client_writable();
  });
}

void Session::client_writable() {
  if (state_ == State::forwarding) {
    pump_download();
  } else if (flush_client()) {
    reply_is_out();
  }
}

// The whole of a final reply was handed to the kernel.
void Session::reply_is_out() {
  counters().replies.add();
  if (!close_after_) {
    return read_request();
  }
  linger_after_ || !exchange_->input.empty() ? linger() : close();
}

void Session::reject() {
  exchange_ = loop_.worker.exchanges.lend();
  counters().connections_rejected.add();
  refuse(http::Status::service_unavailable, "too many connections are open");
}

void Session::drain() {
  if (state_ == State::reading_head && !exchange_) {
    ErrorCode ignored;
    client_.shutdown(loop::Socket::shutdown_receive, ignored);  // what has arrived is still read
  }
}

void Session::linger() {
  state_ = State::lingering;
  ErrorCode ignored;
  if (receiving_) {
    client_.cancel(
        ignored);  // else late content would come into a buffer that is another's by then
  }
  exchange_.reset();
  client_.shutdown(loop::Socket::shutdown_send, ignored);
  set_deadline(core::linger_time);
  drop_input();
}

void Session::drop_input() {
  client_.async_receive(asio::buffer(first_),
                        [this, self = shared_from_this()](ErrorCode error, std::size_t octets) {
                          if (state_ != State::lingering) {
                            return;
                          }
                          if (error || octets >= octets_to_drop_) {
                            return close();
                          }
                          octets_to_drop_ -= octets;
                          drop_input();
                        });
}

void Session::close() {
  const auto self = shared_from_this();  // drop_upstream() may let go of the last other one
  state_ = State::closed;
  loop::Deadlines::clear(*this);
  leave_queue();
  if (upstream_) {  // the client left, so nobody wants the backend's work
    ++upstream_->backend().counts().cancelled;
    drop_upstream();
  }
  ErrorCode ignored;
  client_.close(ignored);
}

}  // namespace tiga::servers::balancer
