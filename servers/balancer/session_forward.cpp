// The two directions of a forwarded request: its bytes to the backend, the reply's to the client.
#include <algorithm>
#include <utility>

#include "servers/balancer/rewrite.hpp"
#include "servers/balancer/session.hpp"

namespace tiga::servers::balancer {

using http::BodyDecoder;

void Session::upstream_writable() { pump_upload(); }

// Sends the front of `bytes` and raises `sent`; false if it has to wait or the backend is gone.
bool Session::send_upstream(std::string_view bytes, std::size_t& sent) {
  while (!bytes.empty()) {
    const auto taken = upstream_->send(bytes);
    if (!taken) {
      upstream_failed(UpstreamFailure::broken);
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

void Session::pump_upload() {
  Forward& forward = *forward_;
  core::ReadBuffer& input = context_->input;
  if (!send_upstream(std::string_view(forward.head).substr(forward.head_sent), forward.head_sent)) {
    return;
  }
  while (!forward.uploaded()) {
    const std::string_view chunks = std::string_view(forward.chunks).substr(forward.chunks_sent);
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
    if (!all) {
      return;
    }
    if (forward.uploaded() && !forward.reply_begun) {
      forward.content.end();
      await_backend(options_.request_timeout);
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
    receive_from_client();
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

// Checked first when the grace is over, then at intervals.
void Session::await_content() {
  const core::Options& server = options_.server;
  const core::RateFloor floor = server.body_floor();
  Forward& forward = *forward_;
  if (forward.content.begun()) {
    set_deadline(core::check_interval(floor, server.body_timeout));
    return;
  }
  const auto span =
      floor.holds() ? std::min(floor.grace, server.body_timeout) : server.body_timeout;
  const common::TimePoint now = set_deadline(span);
  forward.content.begin(now, forward.content_bytes);
  forward.content_until = now + server.body_timeout;  // bytes that arrive do not extend it
}

// Keeps waiting while the content arrives fast enough. If the backend does not take it, the
// client's time starts again.
void Session::check_content() {
  Forward& forward = *forward_;
  const auto now = common::SteadyClock::now();
  if (client_->is_receiving()) {
    forward.content.moved(now, forward.content_bytes);
  } else {
    forward.content.begin(now, forward.content_bytes);
    if (client_->has_hung_up()) {
      return close();
    }
  }
  const auto due = forward.content.due(options_.server.body_floor());
  if (now < std::min(forward.content_until, due)) {
    return await_content();
  }
  if (!client_->is_receiving()) {
    return try_failed(Failure::timed_out, http::Status::gateway_timeout,
                      "no backend took the content in time");
  }
  counters().requests_timed_out.add();
  give_up(http::Status::request_timeout, "the content took too long");
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
      await_backend(options_.request_timeout);  // the reply makes progress
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
      bad_reply();
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
  if (forward.http_1_0 && response.other_codings && response.framing != http::Framing::none) {
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

// Garbage may be an accident, so another backend is tried; HTTP with wrong framing is never
// requested again.
void Session::bad_reply() {
  constexpr std::string_view detail = "a backend's reply is malformed";
  const bool garbage = upstream_->parser().failed_in_status_line();
  upstream_->backend().failed(Failure::malformed);
  if (garbage) {
    return retry_or_give_up(http::Status::bad_gateway, detail);
  }
  give_up(http::Status::bad_gateway, detail);
}

bool Session::relay_interim() {
  http::ResponseParser& parser = upstream_->parser();
  if (parser.response().status == 101) {  // not requested: Upgrade is not forwarded
    bad_reply();
    return false;
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
  const BodyDecoder::Step step = forward.reply_body.step(input.view());
  if (step.state == BodyDecoder::State::failed) {
    backend_cut_reply();
    return false;
  }
  if (step.consumed > 0) {
    relay(step.content);
    input.consume(step.consumed);
  }
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
      loop_.service.log.requests() ? "backend " + upstream_->backend().name() : std::string());
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
