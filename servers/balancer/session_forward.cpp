// The two directions of a request that is forwarded: its octets to a backend, the reply's to the
// client.
#include <utility>

#include "servers/balancer/rewrite.hpp"
#include "servers/balancer/session.hpp"

namespace tiga::servers::balancer {

using http::BodyDecoder;

void Session::try_next_backend() {
  Backend* backend = backends_.next(forward_->tried);
  if (backend == nullptr) {
    return give_up(http::Status::service_unavailable, "no backend is available");
  }
  forward_->head_sent = 0;
  restart_deadline();
  upstream_ = backend->take_idle();
  const bool pooled = upstream_ != nullptr;
  if (!pooled) {
    upstream_ = backend->make_connection();
  }
  upstream_->attach({shared_from_this(), this});
  pooled ? upstream_connected() : upstream_->connect(backend->address());
}

// The first try of a request that may be repeated gets half the time, so that a second one has the
// rest.
void Session::restart_deadline() {
  const bool another =
      forward_->repeatable && forward_->failed_tries == 0 && !forward_->reply_begun;
  loop_.deadlines.set(*this, another ? options_.request_timeout / 2 : options_.request_timeout);
}

void Session::upstream_connected() {
  upstream_->receive();
  if (forward_->body.state() == BodyDecoder::State::need_more) {
    loop_.deadlines.set(*this,
                        options_.server.body_timeout);  // set once: a drip does not extend it
  }
  pump_upload();
}

void Session::upstream_writable() { pump_upload(); }

// Sends from the front of `octets` and raises `sent`; false when it has to wait, or the backend is
// gone.
bool Session::send_upstream(std::string_view octets, std::size_t& sent) {
  while (!octets.empty()) {
    const auto taken = upstream_->send(octets);
    if (!taken) {
      upstream_failed(UpstreamFailure::broken);
      return false;
    }
    if (*taken == 0) {
      upstream_->await_writable();
      return false;
    }
    sent += *taken;
    octets.remove_prefix(*taken);
  }
  return true;
}

void Session::pump_upload() {
  Forward& forward = *forward_;
  core::ReadBuffer& input = exchange_->input;
  if (!send_upstream(std::string_view(forward.head).substr(forward.head_sent), forward.head_sent)) {
    return;
  }
  while (!forward.uploaded()) {
    if (forward.body_pending == 0) {
      const BodyDecoder::Step step = forward.body.step(input.view());
      forward.body_pending = step.consumed;
      if (step.state == BodyDecoder::State::failed) {
        counters().requests_malformed.add();
        return give_up(http::status_of(forward.body.error()), http::describe(forward.body.error()));
      }
      if (step.state == BodyDecoder::State::need_more && step.consumed == 0) {
        return receive_from_client();
      }
    }
    std::size_t sent = 0;
    const bool all = send_upstream(input.view().substr(0, forward.body_pending), sent);
    if (state_ != State::forwarding || !upstream_) {
      return;
    }
    input.consume(sent);
    forward.body_pending -= sent;
    if (!all) {
      return;
    }
    if (forward.uploaded() && !forward.reply_begun) {
      restart_deadline();
    }
  }
}

void Session::upstream_received() { pump_download(); }

// Relays what has come and can be sent, until the reply ends or either side has to wait.
void Session::pump_download() {
  if (!flush_client()) {
    return;
  }
  bool more = true;
  while (more && state_ == State::forwarding && upstream_) {
    more = forward_->reply_begun ? relay_body() : relay_head();
  }
  if (state_ != State::forwarding || !upstream_) {
    return;
  }
  if (forward_->reply_begun && forward_->reply_body.state() == BodyDecoder::State::complete) {
    return end_forward();
  }
  if (flush_client()) {
    if (forward_->reply_begun) {
      restart_deadline();  // it moves
    }
    upstream_->receive();
  }
}

// True when there may be more to relay at once.
bool Session::relay_head() {
  http::ResponseParser& parser = upstream_->parser();
  switch (parser.parse(upstream_->input().view(), forward_->head_only)) {
    case http::ResponseParser::State::need_more:
      return false;
    case http::ResponseParser::State::failed:
      bad_reply(parser.error());
      return false;
    case http::ResponseParser::State::complete:
      break;
  }
  if (parser.response().interim()) {
    return relay_interim();
  }
  Forward& forward = *forward_;
  const http::Response& response = parser.response();
  forward.reply_begun = true;
  forward.status = response.status;
  forward.reply_body = BodyDecoder(response.framing, response.content_length, UINT64_MAX);
  forward.decode_reply = forward.http_1_0 && response.framing == http::Framing::chunked;
  const bool unmarked_end = forward.decode_reply || response.framing == http::Framing::until_close;
  forward.keep_alive =
      forward.keep_alive && forward.uploaded() && !unmarked_end && !loop_.service.draining;
  const std::size_t before = exchange_->output.size();
  write_forwarded_response(parser, forward.connection_option(), !forward.decode_reply,
                           exchange_->output);
  forward.relayed += exchange_->output.size() - before;
  counters().replies_by_class[static_cast<std::size_t>(response.status) / 100].add();
  upstream_->input().consume(parser.consumed());
  return true;
}

// Garbage may be bad luck, so another backend is asked; a reply that was framed wrongly on purpose
// is not asked for twice.
void Session::bad_reply(http::ParseError error) {
  constexpr std::string_view detail = "a backend's reply is malformed";
  error == http::ParseError::bad_status_line ? retry_or_give_up(http::Status::bad_gateway, detail)
                                             : give_up(http::Status::bad_gateway, detail);
}

bool Session::relay_interim() {
  http::ResponseParser& parser = upstream_->parser();
  if (!forward_->http_1_0) {  // RFC 9110 §15.2: none to HTTP/1.0
    write_forwarded_response(parser, http::ConnectionOption::unsaid, true, exchange_->output);
  }
  upstream_->input().consume(parser.consumed());
  parser.reset();
  return true;
}

bool Session::relay_body() {
  Forward& forward = *forward_;
  core::ReadBuffer& input = upstream_->input();
  if (forward.reply_body.state() == BodyDecoder::State::complete) {
    return false;
  }
  const std::string_view octets = input.view();
  const BodyDecoder::Step step = forward.reply_body.step(octets);
  if (step.state == BodyDecoder::State::failed) {
    cut_reply();
    return false;
  }
  if (step.consumed > 0) {
    relay(forward.decode_reply ? step.content : octets.substr(0, step.consumed));
    input.consume(step.consumed);
  }
  return step.consumed > 0;
}

void Session::relay(std::string_view octets) {
  exchange_->output += octets;
  forward_->relayed += octets.size();
}

// The reply is complete on the backend's side; what is left of it goes out.
void Session::end_forward() {
  Forward& forward = *forward_;
  const bool clean =
      upstream_->parser().response().keep_alive && upstream_->input().empty() && forward.uploaded();
  loop_.service.log.request(
      client_address_, forward.log_line, forward.status, forward.relayed,
      loop_.service.log.requests() ? "backend " + upstream_->backend().name() : std::string());
  if (clean) {
    Backend& backend = upstream_->backend();
    backend.give_back(std::exchange(upstream_, nullptr));
  } else {
    drop_upstream();
  }
  state_ = State::replying;
  close_after_ = !forward.keep_alive;
  linger_after_ = !forward.uploaded();
  if (flush_client()) {
    reply_is_out();
  }
}

void Session::upstream_failed(UpstreamFailure failure) {
  if (state_ != State::forwarding) {
    return;
  }
  Backend& backend = upstream_->backend();
  const bool reused = upstream_->reused();
  if (forward_->reply_begun) {
    if (failure == UpstreamFailure::closed &&
        forward_->reply_body.end_of_input() == BodyDecoder::State::complete) {
      return end_forward();
    }
    return cut_reply();
  }
  drop_upstream();
  switch (failure) {
    case UpstreamFailure::refused:
      backend.pass_over();
      return try_next_backend();  // it saw nothing of the request, so any method may go on
    case UpstreamFailure::no_port:
      return give_up(http::Status::service_unavailable, "no local port is left");
    case UpstreamFailure::closed:
    case UpstreamFailure::broken:
      break;
  }
  if (reused && forward_->head_sent == 0) {
    return try_next_backend();
  }
  retry_or_give_up(http::Status::bad_gateway, "a backend closed without a reply");
}

void Session::retry_or_give_up(http::Status status, std::string_view detail) {
  drop_upstream();
  if (forward_->repeatable && forward_->failed_tries++ == 0) {
    return try_next_backend();
  }
  give_up(status, detail);
}

void Session::give_up(http::Status status, std::string_view detail) {
  drop_upstream();
  refuse(status, detail);
}

// The client must see that the reply is not whole: the connection ends before the length that was
// promised or the last chunk, or by a reset where only a clean close would mark the end.
void Session::cut_reply() {
  const bool marked = !forward_->decode_reply &&
                      forward_->reply_body.state() != BodyDecoder::State::complete && upstream_ &&
                      upstream_->parser().response().framing != http::Framing::until_close;
  drop_upstream();
  if (flush_client() && !marked) {
    loop::ErrorCode closed;  // flushing may have found the client gone
    client_.set_option(loop::asio::socket_base::linger(true, 0), closed);
  }
  close();
}

void Session::drop_upstream() {
  if (upstream_) {
    std::exchange(upstream_, nullptr)->close();
  }
}

}  // namespace tiga::servers::balancer
