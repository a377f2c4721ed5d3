#include "servers/balancer/session.hpp"

#include <fmt/format.h>

#include <cstring>
#include <optional>
#include <utility>

#include "servers/balancer/rewrite.hpp"

namespace tiga::servers::balancer {

namespace asio = boost::asio;
using loop::ErrorCode;

Session::Session(loop::Loop& loop, const Options& options, Backends& backends,
                 common::UniqueFd client)
    : loop::Connection(loop.connections),
      loop_(loop),
      options_(options),
      backends_(backends),
      client_(loop.io->socket(std::move(client))),
      client_address_(core::peer_name(client_->native_handle())) {}

void Session::read_request() {
  state_ = State::reading_head;
  if (context_ && !context_->parser.begun()) {
    context_->input.consume(http::size_of_empty_lines(context_->input.view()));
  }
  if (!context_ || context_->input.empty()) {
    return await_request();
  }
  http::RequestParser& parser = context_->parser;
  const http::RequestParser::State state = parser.parse(context_->input.view());
  if (parser.begun()) {
    await(Awaited::head_end, options_.server.header_timeout);
  }
  switch (state) {
    case http::RequestParser::State::need_more:
      return parser.begun() ? receive_from_client() : await_request();
    case http::RequestParser::State::failed:
      counters().requests_malformed.add();
      return refuse_unread(http::status_of(parser.error()), http::describe(parser.error()));
    case http::RequestParser::State::complete:
      return begin_forward();
  }
}

// While idle it holds no buffer, unless a part of an empty line is in it.
void Session::await_request() {
  if (context_ && context_->input.empty()) {
    context_.reset();
  }
  await(Awaited::request, options_.server.idle_timeout);
  receive_from_client();
}

// Bytes that arrive later do not extend the deadline.
void Session::await(Awaited what, std::chrono::milliseconds span) {
  if (std::exchange(awaited_, what) != what) {
    set_deadline(span);
  }
}

void Session::receive_from_client() {
  if (client_->is_receiving()) {
    return;
  }
  const bool into_first = !context_;
  const std::span<char> room = into_first ? std::span<char>(first_) : context_->input.room();
  client_->receive(
      room, [this, self = shared_from_this(), into_first](ErrorCode error, std::size_t bytes) {
        on_client_bytes(error, bytes, into_first);
      });
}

void Session::on_client_bytes(ErrorCode error, std::size_t bytes, bool into_first) {
  if (state_ != State::reading_head && state_ != State::forwarding) {
    return;
  }
  if (error == asio::error::eof && state_ == State::forwarding &&
      (forward_->upload_stopped || forward_->reply_begun)) {
    forward_->upload_stopped = true;  // it has seen the early reply, and may await the rest
    return await_backend();
  }
  if (error) {
    const bool in_request = state_ == State::forwarding || awaited_ == Awaited::head_end;
    if (error != asio::error::eof || !in_request) {
      return close();
    }
    counters().requests_malformed.add();
    constexpr std::string_view detail = "the request was not sent to its end";
    return state_ == State::forwarding ? give_up(http::Status::bad_request, detail)
                                       : refuse_unread(http::Status::bad_request, detail);
  }
  if (into_first) {
    context_ = loop_.worker.contexts.lend();
    std::memcpy(context_->input.room().data(), first_.data(), bytes);
  }
  counters().bytes_received.add(bytes);
  context_->input.commit(bytes);
  if (state_ == State::reading_head) {
    return read_request();
  }
  forward_->awaits_continue = false;
  pump_upload();
}

void Session::begin_forward() {
  const http::RequestParser& parser = context_->parser;
  const http::Request& request = parser.request();
  counters().requests.add();
  if (!forward_) {
    forward_ = std::make_unique<Forward>();
  }
  forward_->restart();
  const std::optional<core::Reply> own = own_reply(parser, loop_.service.resources);
  const bool may_persist =
      request.framing == http::Framing::none && request.method != http::Method::connect;
  set_forward(parser);
  context_->input.consume(parser.consumed());
  context_->parser.reset();
  awaited_ = Awaited::nothing;
  if (own) {
    return answer_itself(*own, may_persist);
  }
  try_next_backend();
}

void Session::set_forward(const http::RequestParser& parser) {
  const http::Request& request = parser.request();
  const http::Limits& limits = options_.server.limits;
  Forward& forward = *forward_;
  forward.clock.begin(common::SteadyClock::now());
  Waiter::tried = 0;
  const std::string_view address = client_address_;
  forward.missing_host =
      write_forwarded_request(parser, address.substr(0, address.rfind(':')), forward.head);
  forward.body = http::BodyDecoder(request.framing, request.content_length, limits.content,
                                   limits.fields - parser.field_count());
  forward.chunked = request.framing == http::Framing::chunked;
  // RFC 9110 §10.1.1. If content has come, it does not wait.
  forward.awaits_continue =
      request.expect_continue && context_->input.view().size() == parser.consumed();
  forward.head_only = request.method == http::Method::head;
  forward.http_1_0 = request.minor_version == 0;
  forward.keep_alive = request.keep_alive;
  const bool safe = request.method == http::Method::get || request.method == http::Method::head ||
                    request.method == http::Method::options;
  forward.repeatable = safe && request.framing == http::Framing::none;
  if (loop_.service.log.requests()) {
    forward.log_line =
        fmt::format("{} {} HTTP/1.{}", request.method_name, request.target, request.minor_version);
  }
}

void Session::deadline_passed() {
  const auto self = shared_from_this();  // the upstream may hold the last other reference
  if (client_->awaits_writable()) {
    return check_reply();
  }
  if (state_ == State::queued || state_ == State::forwarding) {
    return look();
  }
  if (state_ == State::reading_head && awaited_ == Awaited::head_end) {
    counters().requests_timed_out.add();
    return refuse_unread(http::Status::request_timeout, "the head took too long");
  }
  close();
}

}  // namespace tiga::servers::balancer
