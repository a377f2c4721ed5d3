// What goes to the client, and the end of its connection.
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "servers/balancer/session.hpp"
#include "servers/core/resources.hpp"
#include "servers/core/socket_io.hpp"

namespace tiga::servers::balancer {

using loop::ErrorCode;

// Answers on its own behalf and closes.
void Session::refuse(http::Status status, std::string_view detail) {
  state_ = State::replying;
  close_after_ = true;
  linger_after_ = true;
  client_.stop_awaiting_hang_up();
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
  exchange.transfer.end();
  return true;
}

void Session::await_client_writable() {
  if (client_.awaits_writable()) {
    return;
  }
  core::Transfer& reply = exchange_->transfer;
  if (!reply.begun()) {
    const core::Options& server = options_.server;
    reply.begin(set_deadline(core::check_interval(server.read_floor(), server.idle_timeout)),
                core::octets_taken(client_.native_handle()));
  }
  client_.await_writable(
      [this, self = shared_from_this()](ErrorCode, std::size_t) { client_writable(); });
}

// Waits on while the client takes the reply fast enough. Once it has taken all there is, the next
// wait counts anew: what the backend is slow at is not the client's.
void Session::look_at_reply() {
  const core::Options& server = options_.server;
  const core::RateFloor floor = server.read_floor();
  const auto now = common::SteadyClock::now();
  core::Transfer& reply = exchange_->transfer;
  reply.moved(now, core::octets_taken(client_.native_handle()));
  if (now >= core::reply_due(reply, floor, server.idle_timeout)) {
    return close();
  }
  set_deadline(core::check_interval(floor, server.idle_timeout));
}

void Session::client_writable() {
  if (state_ == State::forwarding) {
    if (!forward_->reply_begun) {  // an interim reply had to wait
      if (forward_->uploaded()) {
        await_backend(options_.request_timeout);
      } else {
        await_content();
      }
    }
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
    client_.shutdown(SHUT_RD);  // what has arrived is still read
  }
}

void Session::linger() {
  state_ = State::lingering;
  client_.cancel_receive();  // late content would come into a buffer that is another's by then
  exchange_.reset();
  client_.shutdown(SHUT_WR);
  set_deadline(core::linger_time);
  drop_input();
}

void Session::drop_input() {
  client_.receive(first_, [this, self = shared_from_this()](ErrorCode error, std::size_t octets) {
    if (error || octets >= octets_to_drop_) {
      return close();
    }
    octets_to_drop_ -= octets;
    drop_input();
  });
}

// What has come so far is not the whole reply, and only the connection's end can say so.
bool Session::end_is_unmarked() const {
  if (exchange_ && exchange_->output_sent < exchange_->output.size()) {
    return true;
  }
  return state_ == State::forwarding && forward_->reply_begun && forward_->unmarked_end;
}

void Session::close() {
  const auto self = shared_from_this();  // drop_upstream() may let go of the last other one
  if (end_is_unmarked()) {
    client_.reset_at_close();
  }
  state_ = State::closed;
  loop::Deadlines::clear(*this);
  leave_queue();
  if (upstream_) {  // the client left, so nobody wants the backend's work
    ++upstream_->backend().counts().cancelled;
    drop_upstream();
  }
  client_.close();
}

}  // namespace tiga::servers::balancer
