#include "servers/core/conversation.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "common/clock.hpp"
#include "servers/core/content/conditions.hpp"

namespace tiga::servers::core {
namespace {

// Pipelined requests are answered together until this much output is pending.
constexpr std::size_t output_batch = 16 * 1024;
}  // namespace

std::span<char> Conversation::room() {
  if (!context_) {
    context_ = worker_.contexts.lend();
  }
  return context_->input.room();
}

void Conversation::received(std::size_t bytes) {
  counters().bytes_received.add(bytes);
  context_->input.commit(bytes);
  advance();
}

void Conversation::enter(Phase phase) {
  phase_ = phase;
  ++phase_number_;
}

void Conversation::advance() {
  while (!closing_ && !working_ && context_->output.size() < output_batch && !context_->file.fd &&
         context_->held.empty() && context_->filler.done()) {
    if (!(phase_ == Phase::content ? read_content() : read_head())) {
      break;
    }
  }
  settle();
}

bool Conversation::read_head() {
  RequestContext& context = *context_;
  if (!context.parser.begun()) {  // empty lines begin no request (RFC 9112 §2.2)
    context.input.consume(http::size_of_empty_lines(context.input.view()));
  }
  if (context.input.empty()) {
    return false;
  }
  const http::RequestParser::State state = context.parser.parse(context.input.view());
  if (phase_ != Phase::head && context.parser.begun()) {
    enter(Phase::head);
  }
  switch (state) {
    case http::RequestParser::State::need_more:
      return false;
    case http::RequestParser::State::failed:
      counters().requests_malformed.add();
      refuse(http::status_of(context.parser.error()), http::describe(context.parser.error()));
      return false;
    case http::RequestParser::State::complete:
      break;
  }
  begin(context.parser.request());
  context.input.consume(context.parser.consumed());
  context.parser.reset();
  return true;
}

void Conversation::begin(const http::Request& request) {
  RequestContext& context = *context_;
  counters().requests.add();
  enter(Phase::content);
  context.content_bytes = 0;
  context.echo.clear();
  context.transfer.end();
  context.head_only = request.method == http::Method::head;
  context.http_1_0 = request.minor_version == 0;
  context.keep_alive = request.keep_alive;
  const http::Limits& limits = worker_.service.options.limits;
  context.body = http::BodyDecoder(request.framing, request.content_length, limits.content,
                                   limits.fields - context.parser.field_count());
  context.reply = worker_.service.resources.reply_to(request);
  if (request.conditional) {
    const auto now = std::chrono::floor<std::chrono::seconds>(common::coarse_time_of_day());
    apply_conditions(context.parser, now, context.reply);
  }
  if (worker_.service.log.requests()) {
    context.log_line =
        fmt::format("{} {} HTTP/1.{}", request.method_name, request.target, request.minor_version);
  }
  if (!request.expect_continue || request.framing == http::Framing::none ||
      context.input.view().size() > context_->parser.consumed()) {
    return;  // no content is expected, or it is already on its way (RFC 9110 §10.1.1)
  }
  if (context.reply.echo) {
    context.output += http::continue_head();
  } else {  // a final reply replaces the 100; whether content follows is then unknown
    context.keep_alive = false;
    linger_ = true;
    finish_request();
  }
}

bool Conversation::read_content() {
  RequestContext& context = *context_;
  while (context.body.state() == http::BodyDecoder::State::need_more) {
    const http::BodyDecoder::Step step = context.body.step(context.input.view());
    if (context.reply.echo) {
      context.echo += step.content;
    }
    context.input.consume(step.consumed);
    context.content_bytes += step.consumed;
    if (step.state == http::BodyDecoder::State::need_more && step.consumed == 0) {
      return false;
    }
  }
  if (context.body.state() == http::BodyDecoder::State::failed) {
    counters().requests_malformed.add();
    refuse(http::status_of(context.body.error()), http::describe(context.body.error()));
    return false;
  }
  finish_request();
  return true;
}

void Conversation::finish_request() {
  working_ = static_cast<bool>(context_->reply.work);
  if (!working_) {
    answer();
  }
}

void Conversation::work_done() {
  working_ = false;
  answer();
  advance();
}

void Conversation::peer_closed() {
  peer_closed_ = true;
  if (phase_ == Phase::idle) {
    closing_ = true;
  } else {
    counters().requests_malformed.add();
    refuse(http::Status::bad_request, "the request was not sent to its end");
  }
  settle();
}

void Conversation::deadline_passed() {
  if (phase_ == Phase::idle) {
    closing_ = true;
  } else {
    counters().requests_timed_out.add();
    refuse(http::Status::request_timeout,
           phase_ == Phase::head ? "the head took too long" : "the content took too long");
  }
  settle();
}

void Conversation::leave_idle() {
  closing_ = true;
  linger_ = true;
  settle();
}

void Conversation::reject() {
  room();
  counters().connections_rejected.add();
  Reply reply;  // without content: the request, which is not read, may be a HEAD
  reply.status = http::Status::service_unavailable;
  reply_and_close(std::move(reply), false);
  settle();
}

// Decides the next action; returns the buffer if nothing is in progress and no part of an empty
// line is in it.
void Conversation::settle() {
  if (context_ && (!context_->output.empty() || !context_->held.empty() || context_->file.fd)) {
    next_ = Next::send;
    return;
  }
  if (working_) {
    next_ = Next::work;
    return;
  }
  if (closing_) {
    next_ = linger_ && !peer_closed_ ? Next::linger : Next::close;
    context_.reset();
    return;
  }
  next_ = Next::receive;
  if (phase_ == Phase::idle && context_->input.empty()) {
    context_.reset();
  }
}

}  // namespace tiga::servers::core
