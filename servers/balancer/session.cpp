#include "servers/balancer/session.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <cerrno>
#include <cstring>
#include <utility>

#include "servers/balancer/rewrite.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/resources.hpp"

namespace tiga::servers::balancer {

namespace asio = loop::asio;
using loop::ErrorCode;

Session::Session(loop::Loop& loop, const Options& options, Backends& backends, loop::Socket socket)
    : loop::Connection(loop.connections),
      loop_(loop),
      options_(options),
      backends_(backends),
      client_(std::move(socket)),
      client_address_(core::peer_name(client_.native_handle())) {}

Session::~Session() { drop_upstream(); }

void Session::read_request() {
  state_ = State::reading_head;
  if (!exchange_ || exchange_->input.empty()) {
    exchange_.reset();
    head_begun_ = false;
    loop_.deadlines.set(*this, options_.server.idle_timeout);
    return receive_from_client();
  }
  if (!head_begun_) {
    head_begun_ = true;
    loop_.deadlines.set(*this, options_.server.header_timeout);
  }
  switch (exchange_->parser.parse(exchange_->input.view())) {
    case http::RequestParser::State::need_more:
      return receive_from_client();
    case http::RequestParser::State::failed:
      counters().requests_malformed.add();
      return refuse(http::status_of(exchange_->parser.error()),
                    http::describe(exchange_->parser.error()));
    case http::RequestParser::State::complete:
      return begin_forward();
  }
}

void Session::receive_from_client() {
  if (std::exchange(receiving_, true)) {
    return;
  }
  const bool into_first = !exchange_;
  const std::span<char> room = into_first ? std::span<char>(first_) : exchange_->input.room();
  client_.async_receive(
      asio::buffer(room.data(), room.size()),
      [this, self = shared_from_this(), into_first](ErrorCode error, std::size_t octets) {
        receiving_ = false;
        on_client_octets(error, octets, into_first);
      });
}

void Session::on_client_octets(ErrorCode error, std::size_t octets, bool into_first) {
  if (state_ != State::reading_head && state_ != State::forwarding) {
    return;
  }
  if (error) {
    const bool in_request = state_ == State::forwarding || exchange_;
    if (error != asio::error::eof || !in_request) {
      return close();
    }
    counters().requests_malformed.add();
    return give_up(http::Status::bad_request, "the request was not sent to its end");
  }
  if (into_first) {
    exchange_ = loop_.worker.exchanges.lend();
    std::memcpy(exchange_->input.room().data(), first_.data(), octets);
  }
  counters().octets_received.add(octets);
  exchange_->input.commit(octets);
  state_ == State::reading_head ? read_request() : pump_upload();
}

void Session::begin_forward() {
  const http::RequestParser& parser = exchange_->parser;
  const http::Request& request = parser.request();
  counters().requests.add();
  if (!forward_) {
    forward_ = std::make_unique<Forward>();
  }
  std::string head = std::move(forward_->head);
  head.clear();
  *forward_ = {};
  const std::string_view address = client_address_;
  write_forwarded_request(parser, address.substr(0, address.rfind(':')), head);
  forward_->head = std::move(head);
  forward_->body =
      http::BodyDecoder(request.framing, request.content_length, options_.server.limits.content);
  forward_->head_only = request.method == http::Method::head;
  forward_->http_1_0 = request.minor_version == 0;
  forward_->keep_alive = request.keep_alive;
  const bool safe = request.method == http::Method::get || request.method == http::Method::head ||
                    request.method == http::Method::options;
  forward_->repeatable = safe && request.framing == http::Framing::none;
  if (loop_.service.log.requests()) {
    forward_->log_line =
        fmt::format("{} {} HTTP/1.{}", request.method_name, request.target, request.minor_version);
  }
  const bool tunnel = request.method == http::Method::connect;
  exchange_->input.consume(parser.consumed());
  exchange_->parser.reset();
  head_begun_ = false;
  if (tunnel) {
    return refuse(http::Status::not_implemented, "CONNECT is not relayed");
  }
  state_ = State::forwarding;
  try_next_backend();
}

// Answers on its own behalf and closes.
void Session::refuse(http::Status status, std::string_view detail) {
  state_ = State::replying;
  close_after_ = true;
  linger_after_ = true;
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
  loop_.deadlines.set(*this, options_.server.idle_timeout);
  client_.async_wait(loop::Socket::wait_write, [this, self = shared_from_this()](ErrorCode error) {
    awaiting_writable_ = false;
    if (state_ == State::closed) {
      return;
    }
    error ? close() : client_writable();
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
  exchange_.reset();
  ErrorCode ignored;
  client_.shutdown(loop::Socket::shutdown_send, ignored);
  loop_.deadlines.set(*this, core::linger_time);
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
  drop_upstream();
  ErrorCode ignored;
  client_.close(ignored);
}

void Session::deadline_passed() {
  const auto self = shared_from_this();  // while a backend is awaited, it alone may hold this
  if (state_ == State::forwarding) {
    if (awaiting_writable_) {
      return close();  // the client does not take the reply
    }
    if (forward_->reply_begun) {
      return cut_reply();
    }
    if (!forward_->uploaded() && upstream_ && forward_->head_sent == forward_->head.size()) {
      counters().requests_timed_out.add();
      return give_up(http::Status::request_timeout, "the content took too long");
    }
    return retry_or_give_up(http::Status::gateway_timeout, "no backend answered in time");
  }
  if (state_ == State::reading_head && head_begun_) {
    counters().requests_timed_out.add();
    return give_up(http::Status::request_timeout, "the head took too long");
  }
  close();
}

}  // namespace tiga::servers::balancer
