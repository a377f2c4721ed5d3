// The two directions of a forwarded request: its bytes to the backend, the reply's to the client.
#include <string>
#include <utility>

#include "servers/balancer/reasons.hpp"
#include "servers/balancer/rewrite.hpp"
#include "servers/balancer/session.hpp"

namespace tiga::servers::balancer {
namespace {

std::string malformed(http::ParseError error) {
  return "sent a malformed reply: " + std::string(http::describe(error));
}

}  // namespace

using http::BodyDecoder;

void Session::upstream_writable() { pump_upload(); }

// Sends the front of `bytes` and raises `sent`; false if it has to wait or the backend is gone.
bool Session::send_upstream(std::string_view bytes, std::size_t& sent) {
  while (!bytes.empty()) {
    const auto taken = upstream_->send(bytes);
    if (!taken) {
      stop_upload();
      return false;
    }
    if (*taken == 0) {
      upstream_->await_writable();
      return false;
    }
    sent += *taken;
    bytes.remove_prefix(*taken);
  }
  return true;
}

// The backend takes no more. It may have answered before it closed over what it did not read, and
// an answer that has come is received before the end is. If nothing was sent over a connection that
// served before, whatever has come is no answer.
void Session::stop_upload() {
  if (forward_->head_sent == 0 && upstream_->reused()) {
    return upstream_failed(UpstreamFailure::broken);
  }
  forward_->upload_stopped = true;
  await_backend();
}

void Session::pump_upload() {
  Forward& forward = *forward_;
  core::ReadBuffer& input = context_->input;
  if (forward.upload_stopped ||
      !send_upstream(std::string_view(forward.head).substr(forward.head_sent), forward.head_sent)) {
    return;
  }
  while (!forward.uploaded()) {
    const std::string_view chunks = forward.unsent_chunks();
    if (forward.body_pending == 0 && chunks.empty()) {
      if (!take_content()) {
        return;
      }
      continue;
    }
    std::size_t sent = 0;
    const bool all = send_upstream(
        forward.chunked ? chunks : input.view().substr(0, forward.body_pending), sent);
    if (state_ != State::forwarding || !upstream_) {
      return;
    }
    if (forward.chunked) {
      forward.chunks_sent += sent;
    } else {
      input.consume(sent);
      forward.body_pending -= sent;
    }
    if (forward.reply_begun && sent > 0) {
      forward.clock.content_progressed(common::SteadyClock::now());
    }
    if (!all || forward.uploaded()) {
      return await_backend();
    }
  }
}

// Decodes content that has arrived. False if it has to wait for more, or the request has ended.
// Chunks are written anew: extensions and trailers end here (RFC 9112 §7.1.1, §7.1.2), so that no
// backend has to read them, and none reads another framing than was read here.
bool Session::take_content() {
  Forward& forward = *forward_;
  core::ReadBuffer& input = context_->input;
  const BodyDecoder::Step step = forward.body.step(input.view());
  forward.content_bytes += step.content.size();
  if (step.state == BodyDecoder::State::failed) {
    counters().requests_malformed.add();
    give_up(http::status_of(forward.body.error()), http::describe(forward.body.error()));
    return false;
  }
  if (step.state == BodyDecoder::State::need_more && step.consumed == 0) {
    receive_content();
    return false;
  }
  if (!forward.chunked) {
    forward.body_pending = step.consumed;
    return true;
  }
  forward.chunks.clear();
  forward.chunks_sent = 0;
  http::write_chunk(step.content, forward.chunks);
  if (step.state == BodyDecoder::State::complete) {
    forward.chunks += http::last_chunk;
  }
  input.consume(step.consumed);
  return true;
}

// A client that waits for a 100 is not awaited (RFC 9110 §10.1.1).
void Session::receive_content() {
  if (!forward_->awaits_continue) {
    await_client();
  }
  receive_from_client();
}

void Session::upstream_received() { pump_download(); }

// Relays what has arrived and can be sent, until the reply ends or either side has to wait.
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
      reply_progressed();
    }
    upstream_->receive();
  }
}

// True if more may be relayed at once.
bool Session::relay_head() {
  http::ResponseParser& parser = upstream_->parser();
  switch (parser.parse(upstream_->input().view(), forward_->head_only)) {
    case http::ResponseParser::State::need_more:
      return false;
    case http::ResponseParser::State::failed:
      bad_reply(malformed(parser.error()));
      return false;
    case http::ResponseParser::State::complete:
      break;
  }
  if (parser.response().interim()) {
    return relay_interim();
  }
  Forward& forward = *forward_;
  const http::Response& response = parser.response();
  upstream_->backend().answered();
  if (forward.http_1_0 && response.other_codings) {
    give_up(http::Status::bad_gateway, "a backend's reply has a coding that HTTP/1.0 lacks");
    return false;
  }
  forward.reply_begun = true;
  forward.status = response.status;
  forward.reply_body = BodyDecoder(response.framing, response.content_length, UINT64_MAX,
                                   options_.server.limits.fields);
  const bool chunked = response.framing == http::Framing::chunked;
  forward.reply_chunked = chunked && !forward.http_1_0;
  forward.unmarked_end =
      response.framing == http::Framing::until_close || (chunked && forward.http_1_0);
  forward.keep_alive =
      forward.keep_alive && forward.uploaded() && !forward.unmarked_end && !loop_.service.draining;
  const std::size_t before = context_->output.size();
  write_forwarded_response(
      parser, {.connection = forward.connection_option(), .to_http_1_0 = forward.http_1_0},
      loop_.worker.date, context_->output);
  forward.relayed += context_->output.size() - before;
  counters().replies_by_class[static_cast<std::size_t>(response.status) / 100].add();
  upstream_->input().consume(parser.consumed());
  return true;
}

bool Session::relay_interim() {
  http::ResponseParser& parser = upstream_->parser();
  if (parser.response().status == 100 && forward_->awaits_continue) {
    forward_->awaits_continue = false;
    if (client_->is_receiving()) {
      await_client();
    }
  }
  if (!forward_->http_1_0) {  // RFC 9110 §15.2: none to HTTP/1.0
    write_forwarded_response(parser, {}, loop_.worker.date, context_->output);
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
  const std::string_view bytes = input.view();
  const BodyDecoder::Step step = forward.reply_body.step(bytes);
  if (step.consumed > 0) {
    relay(step.content);  // also what is in front of a fault
  }
  if (step.state == BodyDecoder::State::failed) {
    backend_cut_reply(
        with_bytes(malformed(forward.reply_body.error()), "at", bytes.substr(step.consumed)));
    return false;
  }
  input.consume(step.consumed);
  return step.consumed > 0;
}

// The next content of the reply, and its end if this was the last; chunks are written anew, as
// those of a request are.
void Session::relay(std::string_view content) {
  Forward& forward = *forward_;
  std::string& output = context_->output;
  const std::size_t before = output.size();
  if (forward.reply_chunked) {
    http::write_chunk(content, output);
  } else {
    output += content;
  }
  if (forward.reply_chunked && forward.reply_body.state() == BodyDecoder::State::complete) {
    output += http::last_chunk;
  }
  forward.relayed += output.size() - before;
}

// The reply is complete on the backend's side; sends the rest to the client.
void Session::end_forward() {
  Forward& forward = *forward_;
  const bool clean =
      upstream_->parser().response().keep_alive && upstream_->input().empty() && forward.uploaded();
  loop_.service.log.request(
      client_address_, forward.log_line, forward.status, forward.relayed,
      loop_.service.log.requests() ? "backend " + upstream_->addresses().label() : std::string());
  if (clean) {
    upstream_->backend().give_back(std::exchange(upstream_, nullptr));
  } else {
    drop_upstream();
  }
  state_ = State::replying;
  close_after_ = !forward.keep_alive;
  linger_after_ = !forward.uploaded();
  if (flush_client()) {
    on_reply_sent();
  }
}

}  // namespace tiga::servers::balancer
